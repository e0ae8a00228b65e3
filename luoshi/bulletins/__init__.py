"""Bulletins: the text of a file, and every figure claim in it with the interval of true values."""

from luoshi.bulletins.claims import Claim, find_claims
from luoshi.bulletins.documents import read_text
from luoshi.bulletins.normal import CleanText, clean, to_simplified

__all__ = ["Claim", "CleanText", "clean", "find_claims", "read_text", "to_simplified"]
