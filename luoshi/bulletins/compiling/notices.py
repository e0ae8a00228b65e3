"""What every rendering says besides the text: synthetic or not, where the numbers come from, a number's proof."""

from luoshi.bulletins.compiling.compile import BoundNumber, CompiledBulletin
from luoshi.errors import Language
from luoshi.figures import Evidence

_SYNTHETIC = {
    "zh": "校准合成数据（calibrated synthetic data）：仅用于演示，不反映真实情况。",
    "en": "Calibrated synthetic data: made to show the machinery, and silent about the real city.",
}

_RETURNED = {
    "zh": "部门报表数字（部门数字，未经逐条记录核实）：{stated}/{figures}。",
    "en": "A department's word, not counted from records, stands behind some of the figures ({stated}/{figures}).",
}


def get_notice(bulletin: CompiledBulletin) -> str:
    """Return what stands over the bulletin: that its data are synthetic, and how much is a department's word.

    Nothing where all rests on records or parameters of a real book. No part of it reads as a figure claim.
    """
    said = [_SYNTHETIC[bulletin.language]] if bulletin.synthetic else []
    figures = {number.figure for number in bulletin.numbers}
    stated = {number.figure for number in bulletin.numbers if number.evidence is Evidence.RETURNS}
    if stated:
        said.append(_RETURNED[bulletin.language].format(stated=len(stated), figures=len(figures)))
    return ("" if bulletin.language == "zh" else " ").join(said)


def get_exact(number: BoundNumber) -> str:
    """Return the exact value: whole, or a decimal where that ends within six places, else a fraction."""
    value = number.value
    if value.denominator == 1:
        return str(value.numerator)
    if 10**6 % value.denominator == 0:
        return f"{float(value):.6f}".rstrip("0")
    return f"{value.numerator}/{value.denominator}"


_EVIDENCE: dict[Language, dict[Evidence, str]] = {
    "zh": {Evidence.RECORDS: "据记录统计", Evidence.RETURNS: "部门上报", Evidence.PARAMETERS: "据政策标准"},
    "en": {
        Evidence.RECORDS: "counted from records",
        Evidence.RETURNS: "a department's word",
        Evidence.PARAMETERS: "a standard in force",
    },
}


def get_proof(number: BoundNumber, language: Language) -> str:
    """Return what stands behind a printed number: name, id, exact value, area, period, evidence."""
    exact = f"{get_exact(number)} {number.unit}"
    parts = (number.name, number.figure, exact, number.area, str(number.period), _EVIDENCE[language][number.evidence])
    return " · ".join(parts)


def get_source(bulletin: CompiledBulletin) -> str:
    """Return the sentence on where the numbers come from; empty where nobody said."""
    origin = bulletin.origin
    if not origin.book:
        return ""
    if bulletin.language == "zh":
        where = f"发布 {origin.release}" if origin.release else "台账现状，未经封存发布"
        return f"数据来源：{origin.book}，{where}；入账截至 {origin.known}。"
    where = f"release {origin.release}" if origin.release else "the book as it stands, not a sealed release"
    return f"Source: {origin.book}, {where}; what was known on {origin.known}."
