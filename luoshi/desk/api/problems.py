"""Errors as RFC 9457 says: application/problem+json."""

import json

from django.http import HttpResponse

_TITLES = {400: "Bad request", 404: "Not found", 422: "Unprocessable"}


def answer_problem(status: int, code: str, detail: str, detail_zh: str = "") -> HttpResponse:
    """Return the answer; `code` is stable, `detail` is for people."""
    said: dict[str, object] = {
        "type": "about:blank",
        "title": _TITLES.get(status, "Error"),
        "status": status,
        "code": code,
        "detail": detail,
    }
    if detail_zh:
        said["detail_zh"] = detail_zh
    return HttpResponse(json.dumps(said, ensure_ascii=False), status=status, content_type="application/problem+json")
