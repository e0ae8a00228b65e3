"""What every rendering says besides the text: whether the data are synthetic, and a number's exact value."""

from luoshi.bulletins.compiling.compile import BoundNumber, CompiledBulletin

_SYNTHETIC = {
    "zh": "校准合成数据（calibrated synthetic data）：仅用于演示，不反映真实情况。",
    "en": "Calibrated synthetic data: made to show the machinery, and silent about the real city.",
}


def get_notice(bulletin: CompiledBulletin) -> str:
    """Return the sentence that stands over a bulletin of a synthetic book, and nothing over another."""
    return _SYNTHETIC[bulletin.language] if bulletin.synthetic else ""


def get_exact(number: BoundNumber) -> str:
    """Return the exact value: whole, or a decimal where that ends within six places, else a fraction."""
    value = number.value
    if value.denominator == 1:
        return str(value.numerator)
    if 10**6 % value.denominator == 0:
        return f"{float(value):.6f}".rstrip("0")
    return f"{value.numerator}/{value.denominator}"
