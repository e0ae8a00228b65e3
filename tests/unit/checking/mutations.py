"""Changes the numbers of a text one at a time: by one in the last digit, tenfold, and with two digits exchanged."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from luoshi.bulletins.checking import CheckedClaim, Verdict

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Mutation:
    """A text in which the number of claim `index` was changed from `old` to `new`."""

    text: str
    index: int
    old: str
    new: str


def mutate(text: str, checked: list[CheckedClaim]) -> Iterator[Mutation]:
    """Yield every change of every plain claim in digits that agrees."""
    for index, one in enumerate(checked):
        found = _NUMBER.search(one.claim.text)
        if one.claim.comparator != "eq" or one.verdict is not Verdict.AGREES or found is None:
            continue
        start = one.claim.start + found.start()
        for new in _change(found[0]):
            yield Mutation(text[:start] + new + text[start + len(found[0]) :], index, found[0], new)


def _change(number: str) -> Iterator[str]:
    place = max(i for i, character in enumerate(number) if character.isdigit())
    plain = number.replace(",", "")
    yield _add_one(plain)
    whole, point, rest = plain.partition(".")
    yield f"{whole}{rest[:1] or '0'}{point if rest[1:] else ''}{rest[1:]}"
    for first in range(place):
        one, other = number[first], number[first + 1]
        if one.isdigit() and other.isdigit() and one != other and not (first == 0 and other == "0"):
            yield number[:first] + other + one + number[first + 2 :]
            return


def _add_one(number: str) -> str:
    _, _, rest = number.partition(".")
    raised = str(int(number.replace(".", "")) + 1).zfill(len(rest) + 1)
    return f"{raised[: len(raised) - len(rest)]}.{raised[-len(rest) :]}" if rest else raised


@dataclass(frozen=True)
class Harm:
    """What a change of one number did wrong: it still agrees, or moved a binding, or another claim's verdict."""

    mutation: Mutation
    found: str


def find_harm(text: str, check: Callable[[str], list[CheckedClaim]]) -> tuple[int, list[Harm]]:
    """Return how many changes were tried, and what they did wrong."""
    before = check(text)
    tried = 0
    harms = []
    for mutation in mutate(text, before):
        tried += 1
        after = check(mutation.text)
        if [_name(one) for one in after] != [_name(one) for one in before]:
            harms.append(Harm(mutation, "other bindings"))
            continue
        if after[mutation.index].verdict is Verdict.AGREES:
            harms.append(Harm(mutation, "still agrees"))
        others = [
            other.claim.text
            for number, other in enumerate(after)
            if number != mutation.index and other.verdict is not before[number].verdict
        ]
        harms.extend(Harm(mutation, f"another verdict: {other}") for other in others)
    return tried, harms


def _name(one: CheckedClaim) -> list[tuple[str, str, str]]:
    return [(binding.figure, binding.area, str(binding.period)) for binding in one.bindings]
