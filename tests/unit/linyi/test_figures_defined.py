"""Every published number has a definition, and every definition fits the contracts it counts from."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import luoshi_linyi.programmes
from luoshi.figures import Figure, Listed, Rate, SmallestRise, Standard
from luoshi.policy import load_parameters
from luoshi.query import (
    Both,
    Compares,
    Distinct,
    Either,
    Everything,
    HasRecord,
    Holds,
    Is,
    IsIn,
    IsKnown,
    Measure,
    Not,
    Predicate,
    Total,
    get_date_column,
)
from luoshi.records.contracts import Column, ColumnType
from luoshi.records.kinds import KINDS, UNCOUNTED, get_contract
from luoshi_linyi.programmes import FIGURES

CITY = Path(luoshi_linyi.programmes.__file__).parents[1]
BY_ID = {figure.id: figure for figure in FIGURES}
TYPES: dict[ColumnType, type] = {
    ColumnType.CHOICE: str,
    ColumnType.TEXT: str,
    ColumnType.FLAG: bool,
    ColumnType.DATE: date,
    ColumnType.COUNT: int,
    ColumnType.MONEY: int,
    ColumnType.LENGTH: int,
}
SUMMED = {ColumnType.MONEY, ColumnType.COUNT, ColumnType.LENGTH}
# What one unit of the figure is, in stored units: fen in a yuan, metres in a kilometre.
SCALES = {ColumnType.MONEY: 100, ColumnType.COUNT: 1, ColumnType.LENGTH: 1000}


def published(name: str) -> list[dict[str, str]]:
    with (CITY / "published" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def atoms(kind: str, predicate: Predicate) -> Iterator[tuple[str, Predicate]]:
    """Each condition on one column, with the kind whose column it is."""
    match predicate:
        case Both(parts) | Either(parts):
            for part in parts:
                yield from atoms(kind, part)
        case Not(part):
            yield from atoms(kind, part)
        case HasRecord():
            yield kind, predicate
            yield from atoms(predicate.kind, predicate.where)
        case Everything():
            return
        case _:
            yield kind, predicate


def check_condition(kind: str, atom: Predicate) -> None:
    contract = get_contract(kind)
    match atom:
        case Is(column, value):
            check_value(contract.get_column(column), value)
        case IsIn(column, values):
            assert len(set(values)) == len(values) > 0
            for value in values:
                check_value(contract.get_column(column), value)
        case Compares(column, _, value):
            check_value(contract.get_column(column), value)
        case IsKnown(column):
            assert not contract.get_column(column).required
        case HasRecord(other, key, _):
            assert contract.get_column(key).type is ColumnType.KEY
            assert get_contract(other).get_column(key).type is ColumnType.KEY
        case _:
            pytest.fail(f"{kind}: {atom} is no condition on a column")


def check_value(column: Column, value: object) -> None:
    assert type(value) is TYPES[column.type], column
    assert column.type is not ColumnType.CHOICE or value in column.allowed, column


def kinds_of(measure: Measure) -> set[str]:
    return {measure.kind} | {atom.kind for _, atom in atoms(measure.kind, measure.where) if isinstance(atom, HasRecord)}


@pytest.mark.parametrize("name", ["figures_2021.csv", "panel_2021-09-30.csv"])
def test_published_numbers_all_have_a_definition_in_their_unit(name: str) -> None:
    rows = published(name)
    assert rows
    assert {row["id"]: row["unit"] for row in rows} == {row["id"]: BY_ID[row["id"]].unit for row in rows}


def test_published_figures_are_126_and_the_number_of_pledges() -> None:
    assert len(published("figures_2021.csv")) == 127
    assert len(BY_ID) == len(FIGURES)


def test_figures_come_in_the_order_of_the_sections() -> None:
    sections = [figure.section for figure in FIGURES]
    assert sections == sorted(sections)
    assert set(sections) == set(range(11))


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_figure_measures_name_columns_of_their_contracts(figure: Figure) -> None:
    for measure in figure.measures:
        contract = get_contract(measure.kind)
        assert contract.get_column(get_date_column(measure.timing)).type is ColumnType.DATE
        if isinstance(measure.timing, Holds) and measure.timing.end is not None:
            end = contract.get_column(measure.timing.end)
            assert end.type is ColumnType.DATE
        if isinstance(measure, Total):
            assert contract.get_column(measure.column).type in SUMMED
        if isinstance(measure, Distinct):
            assert contract.get_column(measure.key).type is ColumnType.KEY
        found = list(atoms(measure.kind, measure.where))
        assert found, "a figure without any condition cannot tell its records from others"
        for kind, atom in found:
            check_condition(kind, atom)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_figure_scale_turns_stored_units_into_its_own(figure: Figure) -> None:
    expected = 1
    if isinstance(figure.expression, Total):
        column = get_contract(figure.expression.kind).get_column(figure.expression.column)
        expected = SCALES[column.type]
        assert (column.type is ColumnType.MONEY) == (figure.unit == "yuan")
        assert (column.type is ColumnType.LENGTH) == (figure.unit == "km")
    assert figure.scale == expected


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_figure_words_are_distinct_and_in_both_languages(figure: Figure) -> None:
    assert len(set(figure.words)) == len(figure.words) >= 4
    english = [word for word in figure.words if word[0].isascii() and word.isascii()]
    assert 1 <= len(english) <= 3


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_figure_basis_says_what_is_sourced_or_assumed(figure: Figure) -> None:
    assert "sourced" in figure.basis or "assumed" in figure.basis or "derived" in figure.basis


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_figure_of_a_part_names_its_whole_in_the_same_unit(figure: Figure) -> None:
    if figure.within is not None:
        assert BY_ID[figure.within].unit == figure.unit
        assert BY_ID[figure.within].behaviour is figure.behaviour


def test_parameters_that_figures_name_are_there() -> None:
    book = load_parameters(CITY / "parameters")
    day = date(2021, 12, 31)
    for figure in FIGURES:
        match figure.expression:
            case Standard(parameter, before):
                assert (book.get_value_before if before else book.get_value)(parameter, day) > 0
            case SmallestRise(parameters):
                assert all(book.get_value_before(name, day) > 0 for name in parameters)
            case Listed(parameter):
                assert book.list_entries(parameter, date(2021, 1, 1), day)


def test_kinds_are_all_counted_or_say_why_not() -> None:
    counted = {kind for figure in FIGURES for measure in figure.measures for kind in kinds_of(measure)}
    assert counted | set(UNCOUNTED) == set(KINDS)
    assert not counted & set(UNCOUNTED)


def test_rates_relate_counts_that_exist_at_the_same_time() -> None:
    for figure in FIGURES:
        if isinstance(figure.expression, Rate):
            timings = {type(measure.timing) for measure in figure.measures}
            assert len(timings) == 1, figure.id
