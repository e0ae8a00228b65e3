"""What every rendering says besides the text: synthetic data, departments' words, a number's exact value."""

from luoshi.bulletins.compiling.compile import BoundNumber, CompiledBulletin
from luoshi.figures import Evidence

_SYNTHETIC = {
    "zh": "校准合成数据（calibrated synthetic data）：仅用于演示，不反映真实情况。",
    "en": "Calibrated synthetic data: made to show the machinery, and silent about the real city.",
}

_RETURNED = {
    "zh": "部门报表数字（部门数字，未经逐条记录核实）：{stated}/{figures}。",
    "en": "Figures that are a department's word, not counted from records: {stated}/{figures}.",
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
