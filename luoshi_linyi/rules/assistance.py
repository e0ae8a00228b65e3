"""Dibao (gap to the standard) and tekun (basic living and care), in town and country."""

from luoshi.policy.rules import AllOf, AnyOf, Condition, Pick, Relation, Rule, Value, fact, parameter

_MEASURES = "《社会救助暂行办法》（国务院令第649号）"
_ELSEWHERE = "临沂的限额未见，按外地常见规定假定；命中只是线索，入户核实后才作决定"
_URBAN, _RURAL = fact("residence") == "urban", fact("residence") == "rural"

# What both benefits look at.
MEANS = (
    # Rounded down, so that the income is below the standard exactly when this whole number is.
    Value(
        "income_per_head",
        "家庭人均月收入",
        "monthly income a head",
        "yuan",
        fact("income") // (fact("size") * 12),
    ),
    Value("assets_per_head", "人均金融资产", "financial assets a head", "yuan", fact("assets") // fact("size")),
    Pick(
        "standard",
        "当地低保标准",
        "dibao standard of the place",
        ((_URBAN, "standard.dibao_urban"), (_RURAL, "standard.dibao_rural")),
    ),
    Value(
        "assets_limit",
        "人均金融资产限额",
        "limit of financial assets a head",
        "yuan",
        fact("standard") * 12 * parameter("dibao.assets_years"),
    ),
    Value(
        "first_month",
        "确认次月",
        "month after the confirmation",
        "month",
        fact("confirmed_on").dt.month_start().dt.offset_by("1mo"),
    ),
)


def _property_conditions() -> tuple[Condition, ...]:
    """The four limits on property: the same for both benefits, each with bits of its own."""
    at_most = Relation.AT_MOST
    return (
        Condition(
            "assets",
            "人均金融资产不超过限额",
            "financial assets a head are within the limit",
            "assets_per_head",
            at_most,
            _ELSEWHERE,
            "assumed",
            "assets_limit",
        ),
        Condition(
            "vehicles",
            "机动车辆不超过限额",
            "motor vehicles are within the limit",
            "vehicles",
            at_most,
            _ELSEWHERE,
            "assumed",
            "@dibao.vehicles",
        ),
        Condition(
            "dwellings",
            "住房套数不超过限额",
            "dwellings are within the limit",
            "dwellings",
            at_most,
            _ELSEWHERE,
            "assumed",
            "@dibao.dwellings",
        ),
        Condition(
            "capital",
            "企业出资额不超过限额",
            "capital put into companies is within the limit",
            "business_capital",
            at_most,
            _ELSEWHERE,
            "assumed",
            "@dibao.business_capital",
        ),
    )


_CONFIRMED = Condition(
    "confirmed",
    "从确认次月起发放",
    "is paid from the month after the confirmation",
    "first_month",
    Relation.AT_MOST,
    "最低生活保障审核确认办法：自作出确认决定次月起发放",
    "sourced",
    "month",
)
_FUNDS = (
    ("central", "fund.assistance.central"),
    ("province", "fund.assistance.province"),
    ("city", "fund.assistance.city"),
    ("county", ""),
)


def _disabled(category: str, worst: int) -> AllOf:
    """Return the way by a certificate of this category, of grade 1 to `worst`."""
    told = {"intellectual": "智力", "mental": "精神", "physical": "肢体", "visual": "视力"}[category]
    basis = "特困人员认定办法：智力、精神一至三级，肢体一、二级，视力一级"
    one = Relation.ONE_OF
    return AllOf(
        (
            Condition(
                f"{category}", f"{told}残疾", f"{category} disability", "disability", one, basis, "sourced", (category,)
            ),
            Condition(
                f"{category}_grade",
                f"残疾等级不轻于{worst}级",
                f"of grade 1 to {worst}",
                "grade",
                Relation.AT_MOST,
                basis,
                "sourced",
                worst,
            ),
        )
    )


TEKUN = Rule(
    benefit="tekun",
    zh="城乡特困人员救助供养",
    en="support for the destitute (tekun)",
    basis=f"{_MEASURES}第三章；特困人员认定办法",
    values=(
        Pick(
            "tekun.basic",
            "基本生活标准",
            "basic living standard",
            ((_URBAN, "standard.tekun_urban"), (_RURAL, "standard.tekun_rural")),
        ),
        Pick(
            "tekun.care",
            "照料护理标准",
            "care standard",
            tuple(
                (fact("self_care") == ability, f"standard.tekun_care_{name}")
                for ability, name in (("lost", "full"), ("partial", "part"), ("able", "able"))
            ),
        ),
    ),
    conditions=(
        AnyOf(
            "no_labour",
            "无劳动能力",
            "cannot work",
            (
                Condition(
                    "old",
                    "年满60周岁",
                    "is 60 or older",
                    "age",
                    Relation.AT_LEAST,
                    "特困人员认定办法",
                    "sourced",
                    60,
                ),
                Condition(
                    "child", "未满16周岁", "is under 16", "age", Relation.BELOW, "特困人员认定办法", "sourced", 16
                ),
                _disabled("intellectual", 3),
                _disabled("mental", 3),
                _disabled("physical", 2),
                _disabled("visual", 1),
            ),
        ),
        Condition(
            "no_income",
            "收入低于当地低保标准（基础养老金、优抚补助、高龄津贴不计）",
            "income is below the dibao standard (base pension, veterans' and old-age allowances not counted)",
            "income_per_head",
            Relation.BELOW,
            f"{_MEASURES}第十四条；特困人员认定办法",
            "sourced",
            "standard",
        ),
        Condition(
            "no_obligor",
            "无法定义务人，或义务人无履行能力",
            "nobody is obliged to support the person, or nobody is able to",
            "obligor",
            Relation.ONE_OF,
            f"{_MEASURES}第十四条；特困人员认定办法",
            "sourced",
            ("none", "unable"),
        ),
        *_property_conditions(),
        _CONFIRMED,
    ),
    amount=fact("tekun.basic") + fact("tekun.care"),
    amount_zh="基本生活标准加照料护理标准",
    amount_en="basic living standard plus care standard",
    funds=_FUNDS,
)

_STEP = parameter("dibao.rounding")

DIBAO = Rule(
    benefit="dibao",
    zh="城乡低保",
    en="minimum living allowance (dibao)",
    basis=f"{_MEASURES}第二章；山东省最低生活保障管理办法",
    values=(
        Value(
            "dibao.gap",
            "人均补差",
            "gap to the standard a head",
            "yuan",
            fact("standard") - fact("income_per_head"),
        ),
        Value(
            "dibao.rounded_gap",
            "进位后的人均补差",
            "gap a head, rounded up",
            "yuan",
            (fact("dibao.gap") + _STEP - 1) // _STEP * _STEP,
        ),
    ),
    conditions=(
        Condition(
            "income",
            "家庭人均月收入低于当地标准",
            "monthly income a head is below the standard of the place",
            "income_per_head",
            Relation.BELOW,
            f"{_MEASURES}第九条；山东省最低生活保障管理办法",
            "sourced",
            "standard",
        ),
        *_property_conditions(),
        _CONFIRMED,
        Condition(
            "no_tekun",
            "未享受特困供养（特困供养替代低保）",
            "has no tekun support, which takes the place of dibao",
            "tekun.entitled",
            Relation.IS_NOT,
            f"{_MEASURES}第十五条只规定两项制度衔接；不兼得为假定",
            "assumed",
            excludes="tekun",
        ),
    ),
    amount=fact("dibao.rounded_gap"),
    amount_zh="当地标准减家庭人均月收入，逐人计算，进位到“进位单位”",
    amount_en="the standard less the household's monthly income a head, for each member, rounded up to the step",
    funds=_FUNDS,
)
