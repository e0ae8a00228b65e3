"""The stand-alone verifier: one file of the standard library that is copied into every release."""

from pathlib import Path

VERIFIER = Path(__file__).with_name("verify_release.py")

__all__ = ["VERIFIER"]
