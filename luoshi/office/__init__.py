"""The Django base of desk and site: deployment, settings, and the access rule that every address has.

The apps in here (`accounts`, `audit`, `outbox`) hold models, which Django loads itself: others enter by
`models`, `actions` and `queries` of the app, since a model cannot be imported before Django has loaded.
"""

from luoshi.office.access import PUBLIC, SIGNED_IN, Access, AccessMiddleware, allow, allow_patterns, find_access
from luoshi.office.deployment import BOOK_VARIABLE, DATABASE_VARIABLE, Deployment, get_deployment, read_deployment
from luoshi.office.secret import get_secret
from luoshi.office.settings import build_settings

__all__ = [
    "BOOK_VARIABLE",
    "DATABASE_VARIABLE",
    "PUBLIC",
    "SIGNED_IN",
    "Access",
    "AccessMiddleware",
    "Deployment",
    "allow",
    "allow_patterns",
    "build_settings",
    "find_access",
    "get_deployment",
    "get_secret",
    "read_deployment",
]
