"""How many records must be visited for a stated risk, and what their outcomes then say of all.

A draw from a large population: errors found are binomial. For a small population this asks for a little more
than needed, which errs on the safe side.
"""

from fractions import Fraction
from math import exp, lgamma, log

from luoshi.errors import UserFault

# The bound is rounded up to a tenth of a thousandth of a per cent: more than any report prints.
_STEPS = 1_000_000


def get_sample_size(error: Fraction, confidence: Fraction) -> int:
    """Return the fewest draws that, all faultless, bound the share of errors at `error` with `confidence`.

    10, 5 and 1 % at 95 % need 29, 59 and 299. Raises UserFault for a share outside ]0, 1[.
    """
    for name, share in (("error", error), ("confidence", confidence)):
        if not 0 < share < 1:
            raise UserFault("releases.share", name=name, share=float(share))
    # The estimate by logarithms is off by one at most; exact fractions decide.
    size = max(1, round(log(1 - confidence) / log(1 - error)) - 1)
    while (1 - error) ** size > 1 - confidence:
        size += 1
    return size


def bound_error(drawn: int, failed: int, confidence: Fraction) -> Fraction:
    """Return the upper bound of the share of errors after `failed` of `drawn` (Clopper and Pearson 1934).

    One-sided, rounded up. 1 where nothing was drawn or all failed.
    """
    if failed >= drawn:
        return Fraction(1)
    low, high = 0, _STEPS
    while high - low > 1:
        middle = (low + high) // 2
        if _at_most(failed, drawn, middle / _STEPS) > 1 - float(confidence):
            low = middle
        else:
            high = middle
    return Fraction(high, _STEPS)


def _at_most(failed: int, drawn: int, share: float) -> float:
    """Return the probability of at most `failed` errors in `drawn` draws."""
    terms = (
        exp(lgamma(drawn + 1) - lgamma(k + 1) - lgamma(drawn - k + 1) + k * log(share) + (drawn - k) * log(1 - share))
        for k in range(failed + 1)
    )
    return sum(terms)
