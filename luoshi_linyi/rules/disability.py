"""The two subsidies of disabled persons: living (needs dibao) and nursing (grades 1 and 2)."""

import polars as pl

from luoshi.policy.rules import Condition, Pick, Relation, Rule, Value, fact, parameter

_BASIS = "国发〔2015〕52号；鲁政发〔2015〕27号"
_FUNDS = (
    ("province", "fund.disability.province"),
    ("city", "fund.disability.city"),
    ("county", ""),
)
_FROM_APPLICATION = Condition(
    "applied",
    "从申请当月起发放",
    "is paid from the month of the application",
    "subsidies_month",
    Relation.AT_MOST,
    "残疾人两项补贴：自申请当月计发",
    "sourced",
    "month",
)
_NO_TEKUN = Condition(
    "no_tekun",
    "未享受特困供养",
    "has no tekun support",
    "tekun_bars",
    Relation.IS_NOT,
    "全国做法：特困人员不享受两项补贴；所见山东文件未载，设为参数",
    "assumed",
    excludes="tekun",
)
_SEVERE = fact("grade").is_in([1, 2])
_UNABLE = (fact("self_care") != "able") | (
    _SEVERE & fact("disability").is_in(["intellectual", "mental", "physical", "multiple"])
)

# Read by both subsidies and by the subsidy for elders in hardship, whose addition excludes the nursing subsidy.
SHARED = (
    Value(
        "subsidies_month",
        "补贴申请月",
        "month of the application",
        "month",
        fact("subsidies_from").dt.month_start(),
    ),
    Value(
        "tekun_bars",
        "享受特困供养且不兼得",
        "has tekun support, and that bars it",
        "flag",
        fact("tekun.entitled") & (parameter("exclusion.tekun_disability") == 1),
    ),
    Pick(
        "nursing_standard",
        "护理补贴标准",
        "standard of the nursing subsidy",
        (
            (fact("grade") == 1, "standard.disability_nursing"),
            (fact("grade") == 2, "standard.disability_nursing_second"),
        ),
    ),
    Value(
        "nursing_due",
        "不计排除时应得护理补贴",
        "nursing subsidy before the exclusion",
        "yuan",
        pl.when(_SEVERE & (fact("subsidies_month") <= fact("month")) & ~fact("tekun_bars"))
        .then(fact("nursing_standard"))
        .otherwise(0),
    ),
    Value(
        "addition_due",
        "不计排除时应得困难老年人增发部分",
        "addition for elders in hardship before the exclusion",
        "yuan",
        pl.when(fact("dibao.entitled") & fact("age").is_between(60, 99) & _UNABLE)
        .then(parameter("standard.poor_elder_increment"))
        .otherwise(0),
    ),
)

LIVING = Rule(
    benefit="disability_living",
    zh="困难残疾人生活补贴",
    en="living subsidy of disabled persons in hardship",
    basis=_BASIS,
    values=(
        *SHARED,
        Pick(
            "disability_living.standard",
            "生活补贴标准",
            "standard of the living subsidy",
            (
                (_SEVERE, "standard.disability_living"),
                (fact("grade").is_in([3, 4]), "standard.disability_living_light"),
            ),
        ),
    ),
    conditions=(
        Condition(
            "dibao",
            "当月享受低保",
            "has dibao in the month",
            "dibao.entitled",
            Relation.IS,
            f"山东省残疾人两项补贴；{_BASIS}",
            "sourced",
        ),
        Condition(
            "certificate",
            "持有残疾人证（一至四级）",
            "holds a certificate of disability, grade 1 to 4",
            "grade",
            Relation.AT_LEAST,
            f"山东省残疾人两项补贴；{_BASIS}",
            "sourced",
            1,
        ),
        _FROM_APPLICATION,
        _NO_TEKUN,
    ),
    amount=fact("disability_living.standard"),
    amount_zh="按残疾等级的标准",
    amount_en="the standard of the grade",
    funds=_FUNDS,
)

NURSING = Rule(
    benefit="disability_nursing",
    zh="重度残疾人护理补贴",
    en="nursing subsidy of severely disabled persons",
    basis=_BASIS,
    values=(),
    conditions=(
        Condition(
            "certificate",
            "持有残疾人证",
            "holds a certificate of disability",
            "grade",
            Relation.AT_LEAST,
            f"山东省残疾人两项补贴，2017年起不限残疾类别；{_BASIS}",
            "sourced",
            1,
        ),
        Condition(
            "severe",
            "残疾等级不轻于二级",
            "the grade of disability is 1 or 2",
            "grade",
            Relation.AT_MOST,
            f"山东省残疾人两项补贴，2017年起不限残疾类别；{_BASIS}",
            "sourced",
            2,
        ),
        _FROM_APPLICATION,
        _NO_TEKUN,
        Condition(
            "no_higher_addition",
            "困难老年人增发部分不高于护理补贴（两者就高享受）",
            "the addition for elders in hardship is not higher: the higher of both is paid",
            "addition_due",
            Relation.AT_MOST,
            "山东省经济困难老年人补贴制度：增发部分与护理补贴就高、不兼得",
            "sourced",
            "nursing_due",
            excludes="poor_elder",
        ),
    ),
    amount=fact("nursing_standard"),
    amount_zh="按残疾等级的标准",
    amount_en="the standard of the grade",
    funds=_FUNDS,
)
