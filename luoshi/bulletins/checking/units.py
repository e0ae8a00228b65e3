"""Which units of claims can speak of a figure's unit: persons are not attendances, sites not yuan."""

# What is counted by a plain measure word (个, 处, 家, 所): the trade exchanges these freely.
_THING = frozenset(
    {"item", "site", "business", "school", "facility", "building", "service", "kind", "county", "village"}
    | {"township", "project", "point", "class", "stretch", "institution", "estate", "platform", "major"}
    | {"canteen", "hospital", "centre", "clinic", ""}
)
_TIMES = frozenset({"attendance"})
_FITTING: dict[str, frozenset[str]] = {
    "person": frozenset({"person"}),
    "household": frozenset({"household"}),
    "attendance": _TIMES,
    "membership": _TIMES | {"membership", "item"},
    "ride": _TIMES | {"ride", "time", "item"},
    "visit": _TIMES | {"visit", "time", "item"},
    "ratio": frozenset({"ratio"}),
    "loan": frozenset({"loan"}),
    "flat": frozenset({"flat", "household", "room"}),
    "card": frozenset({"card"}),
    "bed": frozenset({"bed", "card"}),
    "device": frozenset({"device", "item", "copy", "facility"}),
    "km": frozenset({"km"}),
    "event": frozenset({"event", "time", "item"}),
    "sample": frozenset({"sample", "batch", "item"}),
    "disease": frozenset({"kind", "item", "disease"}),
    "team": frozenset({"team", "item"}),
    "rank": frozenset({"rank"}),
    "business": frozenset({"business", "household"}),
    "pledge": frozenset({"item", "service", "project", "pledge"}),
}


def fits_unit(figure_unit: str, claim_unit: str | None) -> bool:
    """Return whether a claim in `claim_unit` can state a figure counted in `figure_unit`.

    Money per head and time (`yuan/person/month`) may be printed without saying so again; plain yuan is
    never stated per head. Units of one family (个, 处, 家, 所) are exchangeable; English
    nouns (rides, visits) come as plain things or as attendances.
    """
    head, *per = figure_unit.split("/")
    printed, *printed_per = (claim_unit or "").split("/")
    if printed == "number":  # 23万困难群众: the reader found no measure word, the noun after it may be one
        return head not in {"yuan", "ratio", "km", "rank"}
    if head == "yuan":
        return printed == "yuan" and set(printed_per) <= set(per)
    if printed_per:
        return False
    return printed == head or printed in _FITTING.get(head, _THING)


def is_same_unit(figure_unit: str, claim_unit: str | None) -> bool:
    """Return whether the claim's unit is the figure's own, and not one of its family."""
    return figure_unit.split("/")[0] == (claim_unit or "").split("/")[0]
