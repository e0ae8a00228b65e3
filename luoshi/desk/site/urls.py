"""The site's addresses. They are permanent: one is never given another meaning."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from luoshi.desk.site.pages import bulletins, checking, corrections, downloads, figures, home, machine, plan, releases
from luoshi.errors import Language


class ReleaseConverter(StringConverter):
    """A release's id, such as 2021-3f9ac2d1."""

    regex = r"[0-9]{4}[-.0-9Q]*-[0-9a-f]{8}"


class FigureConverter(StringConverter):
    """A figure's or programme's id, such as assistance.paid."""

    regex = r"[a-z0-9_]+(?:\.[a-z0-9_]+)*"


register_converter(ReleaseConverter, "release")
register_converter(FigureConverter, "figure")


def build_pages(language: Language) -> tuple[list[URLPattern], str]:
    """Return the pages of one language, with its name as namespace."""
    said = {"language": language}
    pages = (
        ("", home.show_home, "home"),
        ("pledges/", plan.list_pledges, "pledges"),
        ("pledges/<figure:programme>/", plan.show_programme, "programme"),
        ("figures/", figures.list_figures, "figures"),
        ("figures/<figure:figure>/", figures.show_figure, "figure"),
        ("figures/<figure:figure>/correction/", corrections.ask, "ask"),
        ("figures/<figure:figure>/correction/<int:number>/", corrections.show_asked, "asked"),
        ("corrections/", corrections.list_corrections, "corrections"),
        ("bulletins/", bulletins.list_bulletins, "bulletins"),
        ("bulletins/<release:release>/", bulletins.show_bulletin, "bulletin"),
        ("check/", checking.check, "check"),
        ("releases/", releases.list_all, "releases"),
        ("releases/<release:release>/", releases.show_release, "release"),
        ("releases/<release:release>/files/<str:name>", releases.download_file, "file"),
        ("releases/<release:release>/figures/<figure:figure>/", figures.show_sealed_figure, "sealed-figure"),
        ("releases/<release:release>/figures/<figure:figure>/data.<str:ending>", downloads.download_figure, "data"),
    )
    return [path(route, view, said, name=name) for route, view, name in pages], language


MACHINE_PAGES = [
    path("healthz", machine.show_health, name="health"),
    path("feed.atom", machine.show_feed, {"language": "zh"}, name="feed"),
    path("catalogue.jsonld", machine.show_catalogue, {"language": "zh"}, name="catalogue"),
    path("robots.txt", machine.show_robots, name="robots"),
]
