"""How the programmes join conditions."""

from luoshi.query import Both, Predicate


def all_of(*parts: Predicate) -> Both:
    """Return the predicate that holds where every part holds."""
    return Both(parts)
