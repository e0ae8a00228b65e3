"""All addresses: the site in two languages, the API, and pages for programs."""

from django.urls import include, path

from luoshi.desk.api import API_PAGES
from luoshi.desk.site.urls import MACHINE_PAGES, build_pages

urlpatterns = [
    *MACHINE_PAGES,
    path("api/", API_PAGES),
    path("en/", include(build_pages("en"), namespace="en")),
    path("", include(build_pages("zh"), namespace="zh")),
]

handler400 = "luoshi.desk.site.pages.errors.show_bad_request"
handler403 = "luoshi.desk.site.pages.errors.show_forbidden"
handler404 = "luoshi.desk.site.pages.errors.show_not_found"
handler500 = "luoshi.desk.site.pages.errors.show_failure"
