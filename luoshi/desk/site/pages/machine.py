"""Pages for programs: health, the Atom feed, the DCAT catalogue, robots."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from luoshi.desk.corrections.queries import list_answered
from luoshi.desk.shelf import get_shelf
from luoshi.desk.site.caching import public_page
from luoshi.desk.site.pages.releases import list_files
from luoshi.errors import Language
from luoshi.office import PUBLIC, allow
from luoshi.releases import Release

_TYPES = {".json": "application/json", ".csv": "text/csv", ".parquet": "application/vnd.apache.parquet"}


@allow(PUBLIC)
def show_health(request: HttpRequest) -> HttpResponse:
    """Answer `ok` where the database answers and the book's releases can be listed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "releases": len(get_shelf().get_state())})


@public_page()
def show_feed(request: HttpRequest, language: Language) -> HttpResponse:
    """Answer with the Atom feed of releases and answered corrections."""
    releases = get_shelf().list_releases()
    answered = list_answered()[:50]
    moments = [*(one.manifest.created for one in releases), *(one.answered for one in answered if one.answered)]
    context = {
        "releases": releases[:50],
        "answered": answered,
        "updated": max(moments, default=None),
        "host": f"{request.scheme}://{request.get_host()}",
        "city_zh": get_shelf().city.name_zh,
    }
    return HttpResponse(render_to_string("site/feed.xml", context, request), content_type="application/atom+xml")


@public_page()
def show_catalogue(request: HttpRequest, language: Language) -> HttpResponse:
    """Answer with the DCAT catalogue: one dataset a release, one distribution a file that is given out."""
    host = f"{request.scheme}://{request.get_host()}"
    city = get_shelf().city
    catalogue = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "spdx": "http://spdx.org/rdf/terms#",
        },
        "@id": f"{host}/catalogue.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": [_say(f"{city.name_zh}民生实事数据", "zh"), _say(f"{city.name_en}: pledges in figures", "en")],
        "dcat:dataset": [_describe(release, host) for release in get_shelf().list_releases()],
    }
    return JsonResponse(catalogue, json_dumps_params={"ensure_ascii": False, "indent": 1},
                        content_type="application/ld+json")  # fmt: skip


def _say(text: str, language: Language) -> dict[str, str]:
    return {"@value": text, "@language": language}


def _describe(release: Release, host: str) -> dict[str, object]:
    manifest, page = release.manifest, f"{host}/releases/{release.id}/"
    notice = manifest.notice if isinstance(manifest.notice, dict) else {}
    return {
        "@id": page,
        "@type": "dcat:Dataset",
        "dct:identifier": release.id,
        "dct:title": [_say(manifest.texts.get("title_zh", release.id), "zh"),
                      _say(manifest.texts.get("title_en", release.id), "en")],
        "dct:description": [_say(str(text), "zh" if name == "zh" else "en") for name, text in notice.items()],
        "dct:issued": {"@value": manifest.created.isoformat(), "@type": "xsd:dateTime"},
        "dct:temporal": str(manifest.vintage.period),
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": file.name,
                "dcat:downloadURL": {"@id": f"{page}files/{file.name}"},
                "dcat:byteSize": file.size,
                "dcat:mediaType": next((t for end, t in _TYPES.items() if file.name.endswith(end)), "text/plain"),
                **({"spdx:checksum": {"spdx:algorithm": "sha256", "spdx:checksumValue": file.sha256}}
                   if file.sha256 else {}),
            }
            for file in list_files(release)
            if file.given
        ],
    }  # fmt: skip


@public_page()
def show_robots(request: HttpRequest) -> HttpResponse:
    """Answer with what crawlers may read: everything but forms and the desk."""
    lines = ("User-agent: *", "Disallow: /desk/", "Disallow: /check/", "Disallow: /en/check/", "")
    return HttpResponse("\n".join(lines), content_type="text/plain")
