"""Public pages are pure functions of releases and corrections: kept, and answered with 304 where unchanged."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags, quote_etag

from luoshi import __version__
from luoshi.desk.corrections.queries import get_state
from luoshi.desk.shelf import get_shelf
from luoshi.office import PUBLIC, allow

# A new release is seen within a minute everywhere; a caching proxy serves the old page while it asks.
FRESH, LASTING = 60, 24 * 3600

View = Callable[..., HttpResponse]


def public_page(*, seconds: int = FRESH) -> Callable[[View], View]:
    """Make a view public and kept. It must depend on its address, the shelf and the corrections alone."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - a view's own
            tag = make_tag(request)
            if tag in parse_etags(request.headers.get("If-None-Match", "")):
                response: HttpResponse = HttpResponseNotModified()
            else:
                response = _find_or_make(tag, lambda: view(request, *args, **kwargs))
            if response.status_code in {200, 304}:
                response["ETag"] = tag
                patch_cache_control(response, public=True, max_age=seconds, stale_while_revalidate=LASTING)
            return response

        return allow(PUBLIC)(answer)

    return wrap


def make_tag(request: HttpRequest) -> str:
    """Return the ETag of what the address says now."""
    said = [__version__, *get_shelf().get_state(), get_state(), request.get_full_path()]
    return quote_etag(hashlib.sha256("\n".join(said).encode()).hexdigest()[:32])


def _find_or_make(tag: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    kept = cache.get(tag)
    if kept is not None:
        content, content_type, disposition = kept
        response = HttpResponse(content, content_type=content_type)
        if disposition:
            response["Content-Disposition"] = disposition
        return response
    response = make()
    if response.status_code == 200 and not response.streaming:
        cache.set(tag, (response.content, response["Content-Type"], response.get("Content-Disposition")), LASTING)
    return response
