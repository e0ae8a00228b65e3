"""Short constructors of columns, so that a contract reads as a table."""

from luoshi.records.contracts import Column, ColumnType

AREA = Column("area", ColumnType.AREA, "区划代码", "division where it happened")


def key(name: str, zh: str, en: str, *, required: bool = True) -> Column:
    """Return a column of register keys (a thing, not a person)."""
    return Column(name, ColumnType.KEY, zh, en, required=required)


def person(name: str = "person", zh: str = "人员键", en: str = "person key") -> Column:
    """Return a column of person keys; only the registry knows who that is."""
    return Column(name, ColumnType.KEY, zh, en, personal=True)


def household(zh: str = "家庭键", en: str = "household key", *, required: bool = True) -> Column:
    """Return the column of household keys."""
    return Column("household", ColumnType.KEY, zh, en, required=required, personal=True)


def day(name: str, zh: str, en: str, *, required: bool = True) -> Column:
    """Return a column of days; an end day is the first day on which the thing no longer holds."""
    return Column(name, ColumnType.DATE, zh, en, required=required)


def money(name: str, zh: str, en: str) -> Column:
    """Return a column of amounts in whole fen, never negative."""
    return Column(name, ColumnType.MONEY, zh, en, minimum=0)


def count(name: str, zh: str, en: str, *, minimum: int | None = 0) -> Column:
    """Return a column of whole numbers; `minimum` None allows negative ones."""
    return Column(name, ColumnType.COUNT, zh, en, minimum=minimum)


def flag(name: str, zh: str, en: str) -> Column:
    """Return a yes-or-no column."""
    return Column(name, ColumnType.FLAG, zh, en)


def choice(name: str, zh: str, en: str, *allowed: str) -> Column:
    """Return a column whose value is one of `allowed`."""
    return Column(name, ColumnType.CHOICE, zh, en, allowed=allowed)
