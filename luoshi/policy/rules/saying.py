"""Values, conditions and decisions in words, Chinese and English."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from luoshi.policy.rules.declarations import RuleBook, Unit
from luoshi.records import find_words, get_contract

Language = Literal["zh", "en"]

# The facts that conditions may look at directly: name and unit of each.
FACT_NAMES: Mapping[str, tuple[str, str, Unit]] = {
    "vehicles": ("机动车辆", "motor vehicles", "things"),
    "dwellings": ("住房", "dwellings", "things"),
    "business_capital": ("企业出资额", "capital in companies", "yuan"),
    "income": ("家庭12个月收入", "income of the household in twelve months", "yuan"),
    "assets": ("家庭金融资产", "financial assets of the household", "yuan"),
    "size": ("家庭人数", "members of the household", "persons"),
    "age": ("年龄", "age", "years"),
    "age_before": ("上月年龄", "age in the month before", "years"),
    "disability": ("残疾类别", "category of disability", "word"),
    "grade": ("残疾等级", "grade of disability", "grade"),
    "self_care": ("生活自理能力", "ability of self-care", "word"),
    "obligor": ("法定义务人", "who is obliged to support the person", "word"),
    "pension": ("养老保险", "pension scheme", "word"),
    "month": ("所属月", "month", "month"),
}


def get_names(name: str, rules: RuleBook) -> tuple[str, str, Unit]:
    """Return what a value, a fact or a benefit's column is called in both languages, and its unit."""
    value = rules.find_value(name)
    if value is not None:
        return value.zh, value.en, value.unit
    for rule in rules.rules:
        if name == rule.entitled:
            return f"享受{rule.zh}", f"has the {rule.en}", "flag"
        if name == rule.paid:
            return rule.zh, rule.en, "yuan"
    return FACT_NAMES[name]


def say_value(value: Any, unit: Unit, language: Language, name: str = "") -> str:  # noqa: ANN401 - as stored
    """Return a stored value in words; `name` is the column of a choice, whose Chinese word is looked up."""
    zh = language == "zh"
    if value is None:
        return "未登记" if zh else "not recorded"
    if isinstance(value, tuple):
        return ("、" if zh else ", ").join(say_value(each, unit, language, name) for each in value)
    if unit == "yuan":
        return f"{say_amount(int(value))}元" if zh else f"{say_amount(int(value))} yuan"
    if unit == "month":
        return f"{value:%Y-%m}" if isinstance(value, date) else str(value)
    if unit == "flag":
        return ("是" if value else "否") if zh else ("yes" if value else "no")
    if unit == "word":
        return _find_word(name, str(value)) if zh else str(value).replace("_", " ")
    endings = {"years": "岁", "persons": "人", "grade": "级", "things": ""}
    if unit == "grade" and value == 0:
        return "无残疾证" if zh else "no certificate"
    return f"{value}{endings[unit]}" if zh else str(value)


def say_amount(fen: int) -> str:
    """Return fen as yuan with two places.

    >>> say_amount(123450)
    '1,234.50'
    """
    return f"{fen / 100:,.2f}"


def _find_word(name: str, value: str) -> str:
    return find_words(get_contract("household_members").get_column(name)).get(value, value)
