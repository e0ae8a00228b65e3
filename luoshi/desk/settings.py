"""Django's settings module of the desk: everything comes from the environment (LUOSHI_*)."""

import os

from luoshi.office import build_settings, read_deployment

globals().update(
    build_settings(
        read_deployment(os.environ),
        apps=("luoshi.desk.site", "luoshi.desk.corrections", "luoshi.desk.work", "luoshi.desk.returns"),
        urls="luoshi.desk.urls",
        templates="luoshi.desk.site.context.describe_site",
    )
)

CSRF_FAILURE_VIEW = "luoshi.desk.site.pages.errors.show_csrf"
