"""What an area was called and coded in other years."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from luoshi.areas.codes import AreaCode, canonical_code
from luoshi.errors import UserFault


@dataclass(frozen=True)
class AreaChange:
    """One change of a name or code; `old_code` is None for a new area.

    The sources give years, not days, so a change counts from the first of January of its year.
    `new_codes` holds more than one where an area was divided, the main successor first.
    """

    year: int
    old_code: AreaCode | None
    old_name: str | None
    new_codes: tuple[AreaCode, ...]
    new_name: str
    source: str

    def ends(self, code: AreaCode) -> bool:
        """Return whether the change takes `code` out of use."""
        return code == self.old_code and code not in self.new_codes

    def begins(self, code: AreaCode) -> bool:
        """Return whether the change brings `code` into use under the change's new name."""
        return code != self.old_code and self.new_codes == (code,)


@dataclass(frozen=True)
class AreaHistory:
    """All known changes in order of year, and the names of today's areas."""

    changes: tuple[AreaChange, ...]
    names_today: Mapping[AreaCode, str]

    def name_at(self, code: str, day: date) -> str:
        """Return the area's name on `day`; a code not in use on that day, or never, is a UserFault."""
        wanted = canonical_code(code)
        self._require_in_force(wanted, day)
        later = [c for c in self.changes if c.old_code == wanted and c.year > day.year]
        if later and later[0].old_name is not None:
            return later[0].old_name
        earlier = [c for c in self.changes if c.new_codes == (wanted,) and c.year <= day.year]
        if wanted in self.names_today:
            return self.names_today[wanted]
        if earlier:
            return earlier[-1].new_name
        raise UserFault("areas.unknown", code=code, tree="history", version=len(self.changes))

    def codes_at(self, code: str, day: date) -> tuple[AreaCode, ...]:
        """Return the codes that stand for `code` on `day`, the main one first; an unchanged code is its own.

        Looks forward only: a code begun after `day` comes back as it is.
        """
        current: tuple[AreaCode, ...] = (canonical_code(code),)
        for change in self.changes:
            if change.year <= day.year and change.old_code in current:
                rest = tuple(c for c in current if c != change.old_code and c not in change.new_codes)
                current = (*change.new_codes, *rest)
        return current

    def code_at(self, code: str, day: date) -> AreaCode:
        """Return the main code that stands for `code` on `day`; `codes_at` gives all of a divided area."""
        return self.codes_at(code, day)[0]

    def _require_in_force(self, code: AreaCode, day: date) -> None:
        begun = [c.year for c in self.changes if c.begins(code)]
        ended = [c.year for c in self.changes if c.ends(code)]
        if (begun and day.year < begun[0]) or (ended and day.year >= ended[-1]):
            raise UserFault(
                "areas.not_in_force",
                code=code,
                day=day,
                begun=begun[0] if begun else "?",
                ended=ended[-1] if ended else "-",
            )
