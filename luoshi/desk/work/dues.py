"""By when something is asked. The days are assumed, and pages say so: no rule of the city was found."""

from datetime import date, timedelta

from luoshi.desk.shelf import get_shelf

# After the year's last day. Year-end returns of the trade come in January; a public answer in a fortnight.
RETURN_DAYS, SIGN_DAYS, ANSWER_DAYS = 10, 15, 15


def get_return_due() -> date:
    """Return the day by which a unit hands in the year's form."""
    return date(get_shelf().settings.year, 12, 31) + timedelta(days=RETURN_DAYS)


def get_sign_due() -> date:
    """Return the day by which what was handed in is signed at every step."""
    return date(get_shelf().settings.year, 12, 31) + timedelta(days=SIGN_DAYS)


def get_answer_due(asked: date) -> date:
    """Return the day by which a request of the public is answered."""
    return asked + timedelta(days=ANSWER_DAYS)
