from collections import Counter

import pytest
from annotated import TEXTS, Score, check_linyi, read_annotated, score_text
from mutations import find_harm

from luoshi.bulletins.checking import CheckedClaim

THIRD = sorted(path.stem for path in TEXTS.glob("third_*.txt"))
NAMES = sorted(path.stem for path in TEXTS.glob("*.txt") if path.stem not in THIRD)
# The share of hand-marked numbers that are right in figure, area, period and verdict may rise only.
FLOOR = 0.97
THIRD_FLOOR = 0.83


def read(name: str) -> str:
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def test_hand_marked_numbers_bind_and_are_judged_as_marked() -> None:
    scores: list[Score] = [score for name in NAMES for score in score_text(read(name))]
    right = sum(all(score.parts.values()) for score in scores)
    assert len(scores) > 240
    assert right / len(scores) >= FLOOR, Counter(
        part for score in scores for part, good in score.parts.items() if not good
    )


def test_texts_kept_back_bind_nearly_as_well_and_none_gets_a_wrong_verdict() -> None:
    scores = [score for name in THIRD for score in score_text(read(name))]
    right = sum(all(score.parts.values()) for score in scores)
    assert len(scores) > 50
    assert right / len(scores) >= THIRD_FLOOR
    verdicts = [(str(s.checked.verdict), s.expected.verdict) for s in scores if s.checked is not None]
    assert {pair for pair in verdicts if pair[0] not in {pair[1], "no evidence"}} == set()


def test_one_marked_number_at_most_gets_a_wrong_verdict() -> None:
    wrong = [
        score.checked.claim.text
        for name in NAMES
        for score in score_text(read(name))
        if score.checked is not None
        and str(score.checked.verdict) != score.expected.verdict
        and str(score.checked.verdict) != "no evidence"
    ]
    assert wrong == ["6.1万人"]  # 高考报名 is read as the school platform's 报名


@pytest.mark.parametrize("name", ["county_yishui", "web_answers"])
def test_a_changed_number_alone_stops_agreeing_and_binds_as_before(name: str) -> None:
    tried, harms = find_harm(read_annotated(read(name))[0], check_linyi)
    assert tried >= 20
    assert harms == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [name for name in NAMES if name not in {"county_yishui", "web_answers", "nothing_here"}]
)
def test_any_changed_number_alone_stops_agreeing_and_binds_as_before(name: str) -> None:
    tried, harms = find_harm(read_annotated(read(name))[0], check_linyi)
    assert tried >= 20
    assert harms == []


def get_places(checked: list[CheckedClaim]) -> list[tuple[str, str]]:
    return [(binding.area, str(binding.period)) for one in checked for binding in one.bindings]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("1-9月，城镇新增就业8.6万人。", "2021-01..2021-09"),
        ("截至9月底，城镇新增就业8.6万人。", "2021-01..2021-09"),
        ("前三季度城镇新增就业8.6万人。", "2021-01..2021-09"),
        ("三季度城镇新增就业2万人。", "2021-Q3"),
        ("9月份，城镇新增就业1万人。", "2021-09"),
        ("上半年，城镇新增就业5万人。", "2021-01..2021-06"),
        ("全年城镇新增就业10.7万人。", "2021"),
        ("今年以来，城镇新增就业10.7万人。", "2021"),
        ("1月25日上午发布：城镇新增就业10.7万人。", "2021"),
        ("2020年，城镇新增就业10.7万人。", "2020"),
        ("By the end of September 2021, new urban jobs were 86,000 people.", "2021-01..2021-09"),
        ("In the first nine months new urban jobs were 86,000 people.", "2021-01..2021-09"),
        ("In the third quarter new urban jobs were 20,000 people.", "2021-Q3"),
    ],
)
def test_the_period_is_the_one_that_the_words_name(text: str, period: str) -> None:
    assert get_places(check_linyi(text)) == [("371300", period)]


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("沂水县城镇新增就业1万人，登记失业率2.1%。", ["371323", "371323"]),
        ("兰山区通报\n我区城镇新增就业1万人，全市10.7万人。", ["371302", "371300"]),
        ("发布会在兰山区召开，全年城镇新增就业10.7万人。", ["371300"]),
        ("沂水县报名踊跃。全县城镇新增就业1万人。", ["371323"]),
    ],
)
def test_the_area_is_the_one_that_sentence_paragraph_or_title_names(text: str, areas: list[str]) -> None:
    assert [area for area, _ in get_places(check_linyi(text))] == areas


def test_last_year_in_the_title_is_the_year_that_the_text_is_checked_for() -> None:
    text = "我市晒出去年民生答卷\n去年城镇新增就业10.7万人。\n"
    assert [period for _, period in get_places(check_linyi(text))] == ["2021"]
    assert get_places(check_linyi("民生答卷\n去年城镇新增就业10.7万人。\n")) == [("371300", "2020")]


def test_the_title_gives_the_period_of_the_whole_text() -> None:
    text = "2021年前三季度民生进展\n城镇新增就业8.6万人。\n全年目标城镇新增就业10万人。"
    assert [period for _, period in get_places(check_linyi(text))] == ["2021-01..2021-09", "2021"]


def test_rivals_that_no_word_tells_apart_are_shown_and_none_is_bound() -> None:
    (checked,) = check_linyi("改厕管护平台建成133个。")
    assert checked.bindings == ()
    assert {"toilets.county_platforms", "toilets.township_platforms"} <= {c.figure for c in checked.candidates}
