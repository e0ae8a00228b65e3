"""Old age: the subsidy of elders in hardship, allowances at 80 and 100, the residents' base pension."""

import polars as pl

from luoshi.policy.rules import Condition, Pick, Relation, Rule, Value, fact, parameter

_NEXT_MONTH = "次月起发为外省办法，比照适用"
_POOR = "山东省经济困难老年人补贴制度（2019年1月起）"
_PENSION = "居民基本养老保险基础养老金提标通知"
_LOCAL = (("city", "fund.elders.city"), ("county", ""))


def _aged(name: str, zh: str, en: str, at: tuple[str, Relation, int], source: str) -> Condition:
    value, relation, years = at
    return Condition(name, zh, en, value, relation, source, "sourced", years)


POOR_ELDER = Rule(
    benefit="poor_elder",
    zh="经济困难老年人补贴",
    en="subsidy of elders in hardship",
    basis=_POOR,
    values=(
        Pick(
            "poor_elder.base",
            "年龄段补贴",
            "amount of the age band",
            (
                (fact("age").is_between(60, 79), "standard.poor_elder_60"),
                (fact("age").is_between(80, 89), "standard.poor_elder_80"),
                (fact("age").is_between(90, 99), "standard.poor_elder_90"),
            ),
        ),
        Value(
            "poor_elder.addition",
            "失能或重残增发",
            "addition for those unable to care for themselves or severely disabled",
            "yuan",
            pl.when(fact("addition_due") > fact("nursing_due")).then(fact("addition_due")).otherwise(0),
        ),
    ),
    conditions=(
        Condition("dibao", "当月享受低保", "has dibao in the month", "dibao.entitled", Relation.IS, _POOR, "sourced"),
        _aged("sixty", "年满60周岁", "is 60 or older", ("age", Relation.AT_LEAST, 60), _POOR),
        _aged(
            "under_hundred",
            "未满100周岁（满100周岁改领长寿补贴）",
            "is under 100, from when the longevity subsidy takes its place",
            ("age", Relation.BELOW, 100),
            _POOR,
        ),
    ),
    amount=fact("poor_elder.base") + fact("poor_elder.addition"),
    amount_zh="年龄段补贴，加高于护理补贴的增发部分",
    amount_en="the amount of the age band, and the addition where it is higher than the nursing subsidy",
    funds=(("province", "fund.elders.province"), *_LOCAL),
)

ELDER_ALLOWANCE = Rule(
    benefit="elder_allowance",
    zh="高龄津贴",
    en="allowance of old age",
    basis="《山东省养老服务条例》第五十五条；标准由各县区定",
    values=(
        Pick(
            "elder_allowance.band",
            "年龄段津贴",
            "amount of the age band",
            (
                (fact("age_before").is_between(80, 89), "standard.elder_80"),
                (fact("age_before").is_between(90, 99), "standard.elder_90"),
            ),
        ),
    ),
    conditions=(
        _aged(
            "eighty",
            "上月已满80周岁",
            "was 80 or older in the month before",
            ("age_before", Relation.AT_LEAST, 80),
            f"《山东省养老服务条例》第五十五条；{_NEXT_MONTH}",
        ),
        _aged(
            "under_hundred",
            "上月未满100周岁（之后发长寿补贴）",
            "was under 100 in the month before; then the longevity subsidy is paid",
            ("age_before", Relation.BELOW, 100),
            "鲁政发〔2011〕54号",
        ),
    ),
    amount=fact("elder_allowance.band"),
    amount_zh="年龄段津贴",
    amount_en="the amount of the age band",
    funds=_LOCAL,
)

LONGEVITY = Rule(
    benefit="longevity",
    zh="长寿补贴",
    en="longevity subsidy",
    basis="鲁政发〔2011〕54号",
    values=(),
    conditions=(
        _aged(
            "hundred",
            "上月已满100周岁",
            "was 100 or older in the month before",
            ("age_before", Relation.AT_LEAST, 100),
            f"鲁政发〔2011〕54号；{_NEXT_MONTH}",
        ),
    ),
    amount=parameter("standard.longevity"),
    amount_zh="长寿补贴标准",
    amount_en="the standard of the longevity subsidy",
    funds=_LOCAL,
)

RESIDENT_PENSION = Rule(
    benefit="resident_pension",
    zh="居民基础养老金",
    en="residents' base pension",
    basis=_PENSION,
    values=(
        Pick(
            "resident_pension.base",
            "基础养老金标准",
            "standard of the base pension",
            ((fact("age") >= 60, "standard.resident_pension"),),
        ),
        Pick(
            "resident_pension.age_addition",
            "高龄加发",
            "addition by age",
            (
                (fact("age").is_between(65, 74), "pension.addition_65"),
                (fact("age") >= 75, "pension.addition_75"),
            ),
        ),
    ),
    conditions=(
        _aged("sixty", "年满60周岁", "is 60 or older", ("age", Relation.AT_LEAST, 60), _PENSION),
        Condition(
            "insured",
            "参加居民养老保险，未领职工养老金",
            "is insured in the residents' scheme, and has no employee's pension",
            "pension",
            Relation.ONE_OF,
            _PENSION,
            "sourced",
            ("resident",),
        ),
    ),
    amount=fact("resident_pension.base") + fact("resident_pension.age_addition"),
    amount_zh="基础养老金标准加高龄加发",
    amount_en="the standard of the base pension plus the addition by age",
    funds=(("central", "fund.pension.central"), ("province", "fund.pension.province"), ("county", "")),
)
