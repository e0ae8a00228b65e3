"""What the desk's views share: who asks, and rendering a page that no cache may keep."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from luoshi.office.accounts.models import User


def get_actor(request: HttpRequest) -> User:
    """Return who is signed in; raises PermissionDenied for nobody."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def render_desk(
    request: HttpRequest, template: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """Return the page, rendered, for the person who asked and for nobody after."""
    person = request.user if isinstance(request.user, User) else None
    said = {"person": person, "roles": _list_roles(person), **context}
    response = TemplateResponse(request, f"desk/{template}.html", said, status=status).render()
    add_never_cache_headers(response)
    return response


def _list_roles(person: User | None) -> frozenset[str]:
    return frozenset() if person is None else frozenset(person.posts.values_list("role", flat=True))
