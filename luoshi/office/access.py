"""Who may open an address: each view carries one rule, and one without a rule is closed to everybody."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver
from django.utils.decorators import sync_only_middleware

View = TypeVar("View", bound=Callable[..., Any])
_ATTRIBUTE = "access_rule"


@dataclass(frozen=True)
class Access:
    """A rule: `public`, or signed in with one of `roles` (any role where none is named)."""

    public: bool = False
    roles: frozenset[str] = frozenset()


PUBLIC = Access(public=True)
SIGNED_IN = Access()


def allow(rule: Access) -> Callable[[View], View]:
    """Mark a view with its rule."""

    def mark(view: View) -> View:
        setattr(view, _ATTRIBUTE, rule)
        return view

    return mark


def allow_patterns(rule: Access, patterns: Iterable[URLPattern | URLResolver]) -> None:
    """Mark every view of the patterns, for addresses that a library makes."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            allow_patterns(rule, pattern.url_patterns)
        else:
            allow(rule)(pattern.callback)


def find_access(view: object) -> Access | None:
    """Return the view's rule, None where it has none."""
    found = getattr(view, _ATTRIBUTE, None)
    return found if isinstance(found, Access) else None


@sync_only_middleware
class AccessMiddleware:
    """Holds each request against its view's rule, before the view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, _args: object, _kwargs: object) -> None:
        """Raise PermissionDenied unless the view's rule lets this person in."""
        rule = find_access(view)
        if rule is None:
            raise PermissionDenied
        if rule.public:
            return
        person = request.user
        if not person.is_authenticated:
            raise PermissionDenied
        if rule.roles and not person.has_role(rule.roles):
            raise PermissionDenied
