"""Who is not signed in is led to the form from any address of the desk; others are told that there is no page."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from luoshi.desk.site.context import get_language
from luoshi.desk.site.pages.errors import show_forbidden as say_forbidden
from luoshi.desk.site.pages.errors import show_not_found as say_not_found


def show_forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Lead to signing in, or say that there is no such page."""
    return _lead(request) or say_forbidden(request, exception)


def show_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Do the same for an address that is none, so that the two cannot be told apart."""
    return _lead(request) or say_not_found(request, exception)


def _lead(request: HttpRequest) -> HttpResponse | None:
    signed_in = getattr(request, "user", None) is not None and request.user.is_authenticated
    language = get_language(request)
    if signed_in or request.method != "GET" or not request.path.startswith(reverse(f"{language}:desk")):
        return None
    address = f"{reverse(f'{language}:sign-in')}?{urlencode({'next': request.get_full_path()})}"
    return HttpResponseRedirect(address)
