"""The words of a check's page in both languages, and exact values as its reader writes them."""

from collections.abc import Mapping
from fractions import Fraction

from luoshi.bulletins.checking import Verdict
from luoshi.cli.verdicts import say_amount
from luoshi.errors import Language

WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "title": "文稿数字核对",
        "synthetic": "校准合成数据（calibrated synthetic data）：仅用于演示，不反映真实情况。",
        "book": "对照账本：{}",
        "release": "对照发布：{}",
        "look": "请先看：",
        "text": "原文",
        "numbers": "逐个数字",
        "line": "第{}行",
        "figure": "指标",
        "counted": "统计值",
        "where": "区划和期间",
        "evidence": "依据",
        "from": "出处",
        "now": "{}，账本现状",
        "none": "没有结果",
        "records": "据记录统计",
        "returns": "部门上报",
        "parameters": "据政策标准",
        "perhaps": "文字不足以认定是哪项指标。可能是：{}",
        "unbound": "没有指标与这句话相合。",
        Verdict.AGREES: "相符",
        Verdict.DIFFERS: "不符",
        Verdict.NO_EVIDENCE: "无依据",
    },
    "en": {
        "title": "The numbers of a text, checked",
        "synthetic": "Calibrated synthetic data: made to show the machinery, and silent about the real city.",
        "book": "Against the book of {}",
        "release": "Against release {}",
        "look": "Look first at: ",
        "text": "The text",
        "numbers": "Number by number",
        "line": "line {}",
        "figure": "Figure",
        "counted": "Counted",
        "where": "Area, period",
        "evidence": "Evidence",
        "from": "From",
        "now": "the book of {} as it stands",
        "none": "no result",
        "records": "counted from records",
        "returns": "a department's word",
        "parameters": "a standard in force",
        "perhaps": "The words do not settle which figure this is. Perhaps: {}",
        "unbound": "No figure fits these words.",
        Verdict.AGREES: "agrees",
        Verdict.DIFFERS: "differs",
        Verdict.NO_EVIDENCE: "no evidence",
    },
}
NOTES: Mapping[Language, Mapping[str, str]] = {
    "zh": {"headline_differs": "标题和正文的数字不一致。"},
    "en": {"headline_differs": "Headline and body give different numbers."},
}
_UNITS_ZH = {
    "person": "人", "household": "户", "project": "个项目", "attendance": "人次", "school": "所", "flat": "套",
    "bed": "张", "loan": "笔", "card": "张", "village": "个村", "estate": "个小区", "km": "公里", "event": "场",
}  # fmt: skip


def say_counted(value: Fraction | None, unit: str, language: Language) -> str:
    """Return an exact value for people, in Chinese with 元, 人 and the like; other units keep their number alone."""
    if language == "en":
        return say_amount(value, unit)
    if value is None:
        return "未知"
    head = unit.split("/")[0]
    if head == "ratio":
        return f"{float(value * 100):.4f}".rstrip("0").rstrip(".") + "%"
    digits = f"{float(value):,.2f}"
    digits = digits if head == "yuan" else digits.rstrip("0").rstrip(".")
    return digits + ("元" if head == "yuan" else _UNITS_ZH.get(head, ""))
