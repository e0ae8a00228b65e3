"""Each reason for a difference, on cases made by hand: named, counted, and nothing left over."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from explaining_builders import OTHER, SEPTEMBER, YEAR, Town, build_figures, build_trees, explain, get_reasons

from luoshi.errors import IntegrityFault, UserFault
from luoshi.figures import Standard, Stated
from luoshi.policy import Parameter, ParameterBook, Version
from luoshi.query import Happens, Is, Rows
from luoshi.records import merge_small
from luoshi.runs.explaining import Explainer

MAY, JUNE, NOVEMBER = date(2021, 5, 7), date(2021, 6, 7), date(2021, 11, 7)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a book that knew of three payments and two pensions on the last day of September."""
    town = Town(tmp_path / "book").on(9, 30)
    town.first = town.pay(1, 11, MAY, 100)
    town.second = town.pay(2, 12, MAY, 250)
    town.pay(3, 13, date(2021, 9, 7), 70)
    town.pension = town.hold(11, date(2021, 2, 1))
    town.hold(12, date(2021, 2, 1))
    return town


def check(before, after):
    explained = explain(before, after)
    assert [one for one in explained if one.unexplained] == []
    return explained


def test_same_sides_have_nothing_to_explain(town):
    assert check(town.stand(), town.stand()) == ()


def test_record_that_happened_before_and_was_known_after_arrived_late(town):
    before = town.stand()
    town.on(10, 20).pay(4, 14, JUNE, 30)
    explained = check(before, town.stand())
    assert get_reasons(explained, "rows") == {"arrived_late": (1, 1)}
    assert get_reasons(explained, "money") == {"arrived_late": (1, 30)}
    assert get_reasons(explained, "persons", "371302") == {"arrived_late": (1, 1)}
    assert get_reasons(explained, "rows", "371311") == {}


def test_record_after_the_known_day_happened_since(town):
    before = town.on(9, 30).stand(YEAR)
    town.on(12, 31).pay(4, 14, NOVEMBER, 30)
    explained = check(before, town.stand(YEAR))
    assert get_reasons(explained, "money", period=YEAR) == {"happened_since": (1, 30)}
    assert get_reasons(explained, "persons", period=YEAR) == {"happened_since": (1, 1)}


def test_own_period_of_a_later_release_tells_late_from_since(town):
    before = town.stand()
    town.on(12, 31).pay(4, 14, NOVEMBER, 30)
    town.pay(5, 15, JUNE, 7)
    explained = check(before, town.stand(YEAR))
    assert get_reasons(explained, "money", period=YEAR) == {"arrived_late": (1, 7), "happened_since": (1, 30)}


def test_corrected_amount_is_the_amount_that_it_changed_by(town):
    before = town.stand()
    town.on(10, 8).pay(2, 12, MAY, 240, ends=town.second)
    explained = check(before, town.stand())
    assert get_reasons(explained, "money") == {"corrected": (1, -10)}
    assert get_reasons(explained, "persons") == {}


def test_record_corrected_twice_counts_once(town):
    before = town.stand()
    again = town.on(10, 8).pay(2, 12, MAY, 240, ends=town.second)
    town.pay(2, 12, MAY, 200, ends=again)
    assert get_reasons(check(before, town.stand()), "money") == {"corrected": (1, -50)}


def test_payment_that_came_back_is_a_correction(town):
    before = town.stand()
    town.on(10, 8).pay(2, 12, MAY, 250, ends=town.second, status="returned")
    explained = check(before, town.stand())
    assert get_reasons(explained, "money") == {"corrected": (1, -250)}
    assert get_reasons(explained, "persons") == {"corrected": (1, -1)}


def test_person_corrected_leaves_and_another_enters(town):
    before = town.stand()
    town.on(10, 8).pay(2, 77, MAY, 250, ends=town.second, area=OTHER)
    explained = check(before, town.stand())
    assert get_reasons(explained, "persons", "371302") == {"corrected": (1, -1)}
    assert get_reasons(explained, "persons", "371311") == {"corrected": (1, 1)}


def test_withdrawn_and_duplicate_are_told_apart_by_the_stated_reason(town):
    before = town.stand()
    town.on(10, 8).end("payments", town.first, "paid in error")
    town.end("payments", town.second, "重复发放")
    explained = check(before, town.stand())
    assert get_reasons(explained, "money") == {"withdrawn": (1, -100), "duplicate_removed": (1, -250)}
    assert get_reasons(explained, "persons") == {"withdrawn": (1, -1), "duplicate_removed": (1, -1)}


def test_record_that_ends_while_its_twin_stands_was_a_duplicate(town):
    twin = town.pay(1, 11, MAY, 100)
    before = town.stand()
    town.on(10, 8).end("payments", twin, "entered again")
    assert get_reasons(check(before, town.stand()), "money") == {"duplicate_removed": (1, -100)}


def test_moved_area_takes_the_old_amount_along_and_what_changed_is_a_correction(town):
    before = town.stand()
    town.on(10, 8).pay(2, 12, MAY, 240, area=OTHER, ends=town.second)
    explained = check(before, town.stand())
    assert get_reasons(explained, "money", "371302") == {"moved_area": (1, -250)}
    assert get_reasons(explained, "money", "371311") == {"moved_area": (1, 250), "corrected": (1, -10)}
    assert get_reasons(explained, "money") == {"corrected": (1, -10)}
    assert get_reasons(explained, "persons", "371311") == {"moved_area": (1, 1)}


def test_person_paid_late_elsewhere_moves(town):
    before = town.stand()
    town.on(10, 8).pay(9, 11, JUNE, 5, area=OTHER)
    explained = check(before, town.stand())
    assert get_reasons(explained, "persons", "371302") == {"moved_area": (1, -1)}
    assert get_reasons(explained, "persons", "371311") == {"moved_area": (1, 1)}
    assert get_reasons(explained, "persons") == {}


def test_stock_is_joined_and_left(town):
    before = town.stand()
    town.on(12, 31).hold(31, NOVEMBER)
    town.hold(11, date(2021, 2, 1), NOVEMBER, ends=town.pension)
    explained = check(before, town.stand(YEAR))
    assert get_reasons(explained, "pensions", "371302", YEAR) == {}
    after = town.on(12, 31).stand(YEAR)
    town.hold(32, NOVEMBER)
    assert get_reasons(check(before, town.stand(YEAR)), "pensioners", period=YEAR) == {
        "joined_stock": (2, 2),
        "left_stock": (1, -1),
    }
    assert get_reasons(check(after, town.stand(YEAR)), "pensioners", period=YEAR) == {"arrived_late": (1, 1)}


def test_end_learnt_late_takes_a_person_off_the_stock(town):
    before = town.stand()
    town.on(10, 8).hold(11, date(2021, 2, 1), date(2021, 9, 2), ends=town.pension)
    explained = check(before, town.stand())
    assert get_reasons(explained, "pensions") == {"arrived_late": (1, -1)}
    assert get_reasons(explained, "share", part="denominator") == {"arrived_late": (1, -1)}


def test_list_of_the_last_month_is_left_and_joined_by_person(town):
    town.pay(4, 14, date(2021, 9, 8))
    before = town.stand()
    town.on(12, 31).pay(5, 13, date(2021, 12, 7))
    town.pay(6, 15, date(2021, 12, 7))
    explained = check(before, town.stand(YEAR))
    assert get_reasons(explained, "listed", period=YEAR) == {}
    town.pay(7, 16, date(2021, 12, 7))
    explained = check(before, town.stand(YEAR))
    assert get_reasons(explained, "listed", period=YEAR) == {"joined_stock": (2, 2), "left_stock": (1, -1)}


def test_record_of_another_kind_decides(town):
    before = town.stand()
    town.on(10, 8).end("pension_adjustments", town.pension, "not entitled")
    explained = check(before, town.stand())
    assert get_reasons(explained, "both") == {"related_record": (1, -1)}


def test_changed_definition_follows_what_was_learnt(town):
    before = town.stand()
    town.on(10, 8).pay(4, 14, JUNE, 30)
    stricter = build_figures(rows=Rows("payments", Happens("paid_on"), Is("amount", 100)))
    explained = check(before, town.stand(figures=stricter))
    assert get_reasons(explained, "rows") == {"arrived_late": (1, 1), "changed_definition": (3, -3)}


def test_definition_over_another_kind_replaces_everything(town):
    other = build_figures(rows=Rows("pension_adjustments", Happens("effective_on")))
    explained = check(town.stand(), town.stand(figures=other))
    assert get_reasons(explained, "rows") == {"changed_definition": (5, -1)}


def test_figure_that_is_new_is_a_changed_definition(town):
    fewer = {name: figure for name, figure in build_figures().items() if name != "rows"}
    explained = check(town.stand(figures=fewer), town.stand())
    assert get_reasons(explained, "rows") == {"changed_definition": (3, 3)}


def test_changed_area_tree_moves_what_counted_there(town):
    before = town.stand()
    town.on(10, 8).pay(4, 14, JUNE, 30)
    explained = check(before, town.stand(trees=build_trees(t371302001="371311")))
    assert get_reasons(explained, "money", "371302") == {"arrived_late": (1, 30), "changed_area_tree": (4, -450)}
    assert get_reasons(explained, "money", "371311") == {"changed_area_tree": (4, 450)}
    assert get_reasons(explained, "money") == {"arrived_late": (1, 30)}


def test_returns_are_told_apart_as_records_are(town):
    figures = build_figures(stated=Stated())
    first = town.state("371302000000", 500)
    other = town.state("371311000000", 40)
    before = town.stand(figures=figures)
    town.on(10, 8).state("371302000000", 470, ends=first)
    explained = check(before, town.stand(figures=figures))
    assert get_reasons(explained, "stated") == {"corrected": (1, -30)}
    assert get_reasons(explained, "stated", "371302") == {"corrected": (1, -30)}
    town.end("returns", other, "stated twice")
    unknown = [one for one in check(before, town.stand(figures=figures)) if one.figure == "stated"]
    assert {one.difference for one in unknown if one.area == "371300"} == {None}
    town.state("371300000000", 600)
    reasons = get_reasons(check(before, town.stand(figures=figures)), "stated")
    # The city's own return is taken for those of its counties: one of these still stands, one was withdrawn.
    assert reasons == {"arrived_late": (1, 600), "changed_evidence": (1, -500), "withdrawn": (1, -40)}


def test_records_in_the_place_of_a_return_are_changed_evidence(town):
    figures = build_figures(stated=Rows("payments", Happens("paid_on")))
    town.state("371300000000", 9)
    before = town.stand(figures=build_figures(stated=Stated()))
    explained = check(before, town.stand(figures=figures))
    assert get_reasons(explained, "stated") == {"changed_evidence": (3, -6)}


def test_changed_parameter_is_told_before_a_changed_definition(town):
    def build(*amounts):
        days = (date(2020, 1, 1), date(2021, 7, 1))
        versions = [Version(n, day, day, "371300", "notice", "assumed") for n, day in zip(amounts, days, strict=False)]
        return ParameterBook((Parameter("dibao", "yuan", tuple(versions)),))

    figures = build_figures(standard=Standard("dibao"))
    before = town.stand(figures=figures, parameters=build(60000))
    explained = check(before, town.stand(figures=figures, parameters=build(60000, 66000)))
    assert get_reasons(explained, "standard") == {"changed_parameter": (1, 6000)}
    earlier = build_figures(standard=Standard("dibao", before=True))
    explained = check(before, town.stand(figures=earlier, parameters=build(60000, 66000)))
    assert get_reasons(explained, "standard") == {}


def test_merge_of_files_changes_no_reason(town):
    before = town.stand()
    town.on(10, 8).pay(2, 12, MAY, 240, ends=town.second)
    town.end("payments", town.first, "duplicate of payment 7")
    merge_small(town.book)
    assert get_reasons(check(before, town.stand()), "money") == {"corrected": (1, -10), "duplicate_removed": (1, -100)}


def test_list_names_each_person_with_reason_and_areas(town, tmp_path):
    before = town.stand()
    town.on(12, 31).hold(31, NOVEMBER, area=OTHER)
    town.hold(11, date(2021, 2, 1), NOVEMBER, ends=town.pension)
    with Explainer(before, town.stand(YEAR), ("pensioners",)) as explainer:
        assert explainer.write_rows(tmp_path / "list.csv") == 2
    rows = pl.read_csv(tmp_path / "list.csv").select("reason", "subject", "before", "after", "amount").rows()
    assert rows == [("joined_stock", 31, None, int(OTHER), 1), ("left_stock", 11, 371302001001, None, 1)]


def test_sides_in_the_wrong_order_are_refused(town):
    before = town.stand()
    town.pay(4, 14, JUNE)
    with pytest.raises(UserFault, match="earlier_first"):
        explain(town.stand(), before)


def test_sides_of_two_books_are_refused(town, tmp_path):
    other = Town(tmp_path / "other").on(9, 1)
    other.pay(1, 11, MAY)
    with pytest.raises(IntegrityFault, match="other_log"):
        explain(other.stand(), town.stand())


def test_sums_that_do_not_fit_the_sealed_results_are_left_unexplained(town):
    before = town.stand()
    town.on(10, 20).pay(4, 14, JUNE, 30)
    after = town.stand()
    forged = after.results.with_columns(pl.col("numerator") + (pl.col("figure") == "money"))
    object.__setattr__(after, "results", forged)
    wrong = {one.unexplained for one in explain(before, after) if one.figure == "money"}
    assert wrong == {1}
    assert SEPTEMBER.last_day < NOVEMBER
