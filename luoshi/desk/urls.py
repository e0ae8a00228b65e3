"""All addresses: the site and the desk in two languages, the API, and pages for programs."""

from django.urls import URLPattern, include, path

from luoshi.desk.api import API_PAGES
from luoshi.desk.corrections import pages as corrections
from luoshi.desk.returns.urls import PAGES as RETURN_PAGES
from luoshi.desk.site.urls import MACHINE_PAGES, build_pages
from luoshi.desk.todo import pages as todo
from luoshi.desk.work.pages import signing_in
from luoshi.errors import Language

_DESK_PAGES = (
    ("sign-in/", signing_in.sign_in, "sign-in"),
    ("desk/", todo.show_tasks, "desk"),
    ("desk/sign-out/", signing_in.sign_out, "sign-out"),
    *RETURN_PAGES,
    ("desk/corrections/", corrections.list_requests, "requests"),
    ("desk/corrections/<int:number>/", corrections.answer, "answer"),
)


def _build(language: Language) -> tuple[list[URLPattern], str]:
    pages, namespace = build_pages(language)
    desk = [path(route, view, {"language": language}, name=name) for route, view, name in _DESK_PAGES]
    return [*pages, *desk], namespace


urlpatterns = [
    *MACHINE_PAGES,
    path("api/", API_PAGES),
    path("en/", include(_build("en"), namespace="en")),
    path("", include(_build("zh"), namespace="zh")),
]

handler400 = "luoshi.desk.site.pages.errors.show_bad_request"
handler403 = "luoshi.desk.work.pages.refusing.show_forbidden"
handler404 = "luoshi.desk.work.pages.refusing.show_not_found"
handler500 = "luoshi.desk.site.pages.errors.show_failure"
