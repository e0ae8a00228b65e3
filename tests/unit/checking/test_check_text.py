from fractions import Fraction

import pytest

from luoshi.bulletins.checking import CheckedClaim, Verdict, check_text, get_exit_code, leads_for
from luoshi.figures import Behaviour, Evidence, Figure, Result, Stated
from luoshi.periods import Period

YEAR = Period.parse("2021")
AUTUMN = Period.parse("2021-01..2021-09")
CITY = "371300"


def make_figure(
    figure: str, name: str, unit: str, *words: str, within: str | None = None, milestone: str = "none"
) -> Figure:
    programme = figure.split(".")[0]
    return Figure(
        figure, 1, programme, name, f"{figure} in English", unit, Behaviour.LEVEL, Stated(), "全市", "the city",
        milestone, "某局", "assumed", words or (name,), within=within,
    )  # fmt: skip


FIGURES = (
    make_figure("meals.diners", "老年食堂就餐老人", "person", "老年食堂就餐", "享受助餐服务的老人"),
    make_figure("meals.visits", "老年食堂就餐人次", "attendance", "老年食堂就餐"),
    make_figure("meals.paid", "发放助餐补贴", "yuan", "助餐补贴"),
    make_figure("lamps.installed", "新装路灯", "device", "新装路灯"),
    make_figure("training.all", "职业技能培训人次", "attendance", "职业技能培训"),
    make_figure("training.startup", "创业培训人次", "attendance", "创业培训", within="training.all"),
    make_figure("clinics.fever", "发热门诊设立率", "ratio"),
    make_figure("clinics.emergency", "急诊室设立率", "ratio"),
    make_figure("fund.per_head_before", "公共卫生人均经费（提高前）", "yuan/person/year"),
    make_figure("fund.per_head", "公共卫生人均经费", "yuan/person/year"),
    make_figure("industry.projects_approved", "产业项目立项数", "project", milestone="approved (立项)"),
    make_figure("industry.projects_done", "产业项目完工数", "project", milestone="completed (完工)"),
    make_figure("applicants.all", "网上报名人数", "person", "网上报名"),
    make_figure("rate.elder", "老年人健康管理率", "ratio"),
)
VALUES = {
    "meals.diners": 12345, "meals.visits": 1_234_000, "meals.paid": 4_560_000, "lamps.installed": 500,
    "training.all": 163_700, "training.startup": 19_500, "clinics.fever": 1, "clinics.emergency": 1,
    "fund.per_head_before": 74, "fund.per_head": 79, "industry.projects_done": 451, "applicants.all": 361_000,
    "rate.elder": Fraction(705, 1000),
}  # fmt: skip


def make_result(figure: str, value: Fraction | int, area: str = CITY, period: Period = YEAR) -> Result:
    return Result(figure, area, period, Fraction(value), None, None, "", Evidence.RETURNS, 1)


def find_result(figure: str, area: str, period: Period) -> Result | None:
    if (area, period, figure) == ("371302", YEAR, "lamps.installed"):
        return make_result(figure, 40, area)
    if (area, period, figure) == (CITY, AUTUMN, "lamps.installed"):
        return make_result(figure, 300, area, AUTUMN)
    if area != CITY or period != YEAR or figure not in VALUES:
        return None
    return make_result(figure, VALUES[figure])


def check(text: str) -> list[CheckedClaim]:
    names = {"临沂市": CITY, "兰山区": "371302"}
    return check_text(text, FIGURES, find_result, period=YEAR, area=CITY, area_names=names)


def get_only(text: str) -> CheckedClaim:
    checked = check(text)
    assert len(checked) == 1, checked
    return checked[0]


def name_figures(checked: CheckedClaim) -> list[str]:
    return [binding.figure for binding in checked.bindings]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("全年老年食堂就餐老人12345人。", "meals.diners"),
        ("全年老年食堂就餐123.4万人次。", "meals.visits"),
        ("发放助餐补贴456万元。", "meals.paid"),
        ("共有1.2万名老人在老年食堂就餐。", "meals.diners"),
        ("全市新装路灯500盏。", "lamps.installed"),
    ],
)
def test_a_claim_binds_by_its_words_and_unit_and_agrees(text: str, figure: str) -> None:
    checked = get_only(text)
    assert (name_figures(checked), checked.verdict) == ([figure], Verdict.AGREES)


def test_a_changed_number_keeps_its_binding_and_differs_alone() -> None:
    checked = check("老年食堂就餐老人12346人，发放助餐补贴456万元。")
    assert [name_figures(one) for one in checked] == [["meals.diners"], ["meals.paid"]]
    assert [one.verdict for one in checked] == [Verdict.DIFFERS, Verdict.AGREES]
    assert get_exit_code(checked) == 1


def test_one_percentage_for_several_rates_binds_them_all() -> None:
    checked = get_only("县级医院发热门诊、急诊室设立率均达100%。")
    assert name_figures(checked) == ["clinics.fever", "clinics.emergency"]
    assert checked.verdict is Verdict.AGREES


def test_a_part_binds_to_the_figure_within_the_one_before() -> None:
    checked = check("累计开展职业技能培训16.37万人次，其中创业培训1.95万人次。")
    assert [name_figures(one) for one in checked] == [["training.all"], ["training.startup"]]


def test_a_rise_binds_from_and_to_apart() -> None:
    checked = check("公共卫生人均经费由74元提高到79元。")
    assert [name_figures(one) for one in checked] == [["fund.per_head_before"], ["fund.per_head"]]
    assert {one.verdict for one in checked} == {Verdict.AGREES}


def test_a_list_with_respectively_gives_each_number_its_item() -> None:
    checked = check("职业技能培训、创业培训分别为16.37万人次、1.95万人次。")
    assert [name_figures(one) for one in checked] == [["training.all"], ["training.startup"]]


def test_a_one_sided_claim_that_holds_says_its_slack() -> None:
    checked = get_only("网上报名人数超过35万人。")
    assert (checked.verdict, checked.slack) == (Verdict.AGREES, Fraction(11_000))


def test_a_one_sided_claim_at_its_strict_bound_differs() -> None:
    assert get_only("网上报名人数超过36.1万人。").verdict is Verdict.DIFFERS


@pytest.mark.parametrize("printed", ["70%", "71%"])
def test_a_tie_at_either_end_of_a_plain_number_agrees(printed: str) -> None:
    assert get_only(f"老年人健康管理率达到{printed}。").verdict is Verdict.AGREES


@pytest.mark.parametrize(
    "text",
    [
        "青岛市老年食堂就餐老人12345人。",
        "去年新装路灯500盏。",
        "发放助餐补贴同比增长8.3%。",
        "全省老年人健康管理率为70.5%。",
        "城市绿化植树500株。",
    ],
)
def test_a_number_about_something_else_has_no_evidence(text: str) -> None:
    checked = check(text)
    assert {one.verdict for one in checked} == {Verdict.NO_EVIDENCE}
    assert get_exit_code(checked) == 3


def test_a_county_named_in_the_clause_is_looked_up_in_the_county() -> None:
    checked = get_only("兰山区新装路灯40盏。")
    assert (checked.bindings[0].area, checked.verdict) == ("371302", Verdict.AGREES)


def test_months_named_before_the_number_are_its_period() -> None:
    checked = get_only("1-9月，全市新装路灯300盏。")
    assert (str(checked.bindings[0].period), checked.verdict) == ("2021-01..2021-09", Verdict.AGREES)


def test_a_headline_and_its_twin_with_other_numbers_are_both_flagged() -> None:
    checked = check("新装路灯510盏\n全市新装路灯500盏，发放助餐补贴456万元。\n")
    assert [one.doubts for one in checked] == [("headline_differs",), ("headline_differs",), ()]
    assert [one.verdict for one in checked] == [Verdict.DIFFERS, Verdict.AGREES, Verdict.AGREES]


def test_more_completed_than_an_earlier_vintage_approved_gives_a_lead() -> None:
    checked = check("产业项目完工451个。")
    earlier = make_result("industry.projects_approved", 151, period=AUTUMN)
    leads = leads_for(checked, [earlier], FIGURES)
    assert len(leads) == 1
    assert "151" in leads[0].say("zh")
    assert "2021-09-30" in leads[0].say("en")


def test_completed_within_the_approved_gives_no_lead() -> None:
    earlier = make_result("industry.projects_approved", 451, period=AUTUMN)
    assert leads_for(check("产业项目完工451个。"), [earlier], FIGURES) == []


def test_the_json_of_a_checked_claim_has_the_stable_keys() -> None:
    given = get_only("网上报名人数超过35万人。").to_json()
    assert given["bindings"] == [{"figure": "applicants.all", "area": CITY, "period": "2021", "result": 361_000}]
    assert (given["verdict"], given["slack"], given["candidates"]) == ("agrees", 11_000, [])
    assert {"start", "end", "text", "value", "low", "high", "unit", "comparator", "subject"} <= given.keys()


def test_a_text_without_claims_ends_with_zero() -> None:
    assert get_exit_code(check("大家辛苦了。")) == 0
