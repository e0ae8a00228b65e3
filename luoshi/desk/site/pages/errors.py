"""Error pages in the house's style, in the language of the address."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from luoshi.desk.site.context import get_language
from luoshi.desk.site.pages.answering import render


def show_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be read."""
    return render(request, "error", {"code": 400}, status=400)


def show_forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this page is not for this visitor, the same whether or not it exists."""
    return render(request, "error", {"code": 404}, status=404)


def show_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, and where to look."""
    return render(request, "error", {"code": 404}, status=404)


def show_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was not sent from this site's own page."""
    return render(request, "error", {"code": 403}, status=403)


def show_failure(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours. Nothing is looked up: whatever failed may fail again."""
    language = get_language(request)
    page = render_to_string(
        "site/failure.html", {"zh": language == "zh", "lang": "zh-CN" if language == "zh" else "en"}
    )
    return HttpResponse(page, status=500)
