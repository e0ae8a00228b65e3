"""What every page needs: the language, the other language's address, the city, and the synthetic mark."""

from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix

from luoshi.desk.shelf import get_shelf
from luoshi.errors import Language
from luoshi.office import get_deployment

MARK = "校准的合成数据 calibrated synthetic data"


def get_language(request: HttpRequest) -> Language:
    """Return the language of the address: English below /en/."""
    return "en" if request.path.removeprefix(get_script_prefix().rstrip("/")).startswith("/en/") else "zh"


def describe_site(request: HttpRequest) -> dict[str, Any]:
    """Return the context that all templates share."""
    language, shelf = get_language(request), get_shelf()
    path = request.get_full_path()
    here = path.removeprefix("/en") or "/"
    return {
        "language": language,
        "zh": language == "zh",
        "lang": "zh-CN" if language == "zh" else "en",
        "other_language": here if language == "en" else f"/en{path}",
        "city": shelf.city.name_zh if language == "zh" else shelf.city.name_en,
        "year": shelf.settings.year,
        "mark": MARK if shelf.settings.synthetic else "",
        "map_number": get_deployment().map_number,
        "path_zh": here,
        "nav": here.strip("/").split("/")[0],
    }
