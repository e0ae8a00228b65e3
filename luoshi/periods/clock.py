"""The injected clock: nothing else in Luoshi asks the machine for the time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

_SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """Return the present as an aware datetime in UTC."""
        ...


@dataclass(frozen=True)
class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the machine's present, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still, for tests and for repeatable builds; a naive moment is a ValueError."""

    moment: datetime

    def __post_init__(self) -> None:
        if self.moment.tzinfo is None:
            raise ValueError("a fixed clock needs an aware datetime")

    def now(self) -> datetime:
        """Return always the same moment, in UTC."""
        return self.moment.astimezone(UTC)


def today_in_shanghai(clock: Clock) -> date:
    """Return the day in Shanghai, which dates all records; it turns at 16:00 UTC."""
    return clock.now().astimezone(_SHANGHAI).date()
