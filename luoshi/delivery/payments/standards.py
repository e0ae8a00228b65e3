"""What a month's amount may be, by rate area, age and residence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.policy import Amount, Benefit, BenefitBook, ParameterBook, RateArea, Version, find_version


@dataclass(frozen=True)
class Allowed:
    """The amounts of one line, in fen for one person: `bases` alone or with an addition; sources are told."""

    bases: tuple[int, ...]
    additions: tuple[int, ...]
    versions: tuple[Version, ...]
    rate_area: RateArea | None


def find_allowed(
    benefit: Benefit,
    rules: BenefitBook,
    parameters: ParameterBook,
    on: date,
    line: tuple[str | None, int | None, str | None],
) -> Allowed | None:
    """Return what a line of (county, age, residence) may be paid, None where the rules do not say.

    What the list does not tell (None) fits every amount: then the line may be paid any of them.
    """
    if benefit.standard is None:
        return None
    county, age, residence = line
    rate_area = None if county is None else rules.find_rate_area(county)
    area = None if rate_area is None else rate_area.id
    fitting = [amount for amount in benefit.standard.amounts if _fits(amount, age, residence)]
    names = [amount.parameter for amount in fitting]
    bases = [version for name in names if (version := find_version(parameters, name, area, on)) is not None]
    additions = _find_all(benefit.standard.additions, parameters, area, on)
    if not bases:
        return None
    return Allowed(_values(bases), _values(additions), (*bases, *additions), rate_area)


def _fits(amount: Amount, age: int | None, residence: str | None) -> bool:
    of_age = age is None or amount.at_least <= age < amount.under
    return of_age and (None in (residence, amount.residence) or residence == amount.residence)


def _find_all(names: Sequence[str], parameters: ParameterBook, area: str | None, on: date) -> list[Version]:
    return [version for name in names if (version := find_version(parameters, name, area, on)) is not None]


def _values(versions: Sequence[Version]) -> tuple[int, ...]:
    return tuple(sorted({version.value for version in versions if isinstance(version.value, int)}))
