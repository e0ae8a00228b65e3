"""All record kinds by name."""

from collections.abc import Mapping
from types import MappingProxyType

from luoshi.errors import UserFault
from luoshi.records.contracts import Contract
from luoshi.records.kinds import (
    culture,
    deaths,
    education,
    elders,
    facilities,
    hardship,
    health,
    housing,
    insurance,
    jobs,
    payments,
    plans,
    projects,
    relapse,
    returns,
    safety,
    services,
)

_FAMILIES = (
    payments,
    services,
    facilities,
    relapse,
    insurance,
    projects,
    jobs,
    education,
    health,
    elders,
    housing,
    culture,
    safety,
    plans,
    deaths,
    hardship,
    returns,
)

KINDS: Mapping[str, Contract] = MappingProxyType(
    {contract.kind: contract for family in _FAMILIES for contract in family.CONTRACTS}
)

# Kinds that no figure's measure counts, each with the reason.
UNCOUNTED: Mapping[str, str] = MappingProxyType(
    {
        "deaths": "no figure counts deaths; checks hold them against payments",
        **dict.fromkeys(
            ("households", "household_members", "household_incomes", "household_properties"),
            "the rules of entitlement read it; figures count what was paid",
        ),
        "returns": "a return states any figure's total; it is read beside the records, not counted",
    }
)


def get_contract(kind: str) -> Contract:
    """Return the contract of `kind`; raises UserFault for an unknown one, naming those there are."""
    try:
        return KINDS[kind]
    except KeyError:
        known = ", ".join(sorted(KINDS))
        raise UserFault("kinds.unknown", kind=kind, known=known) from None
