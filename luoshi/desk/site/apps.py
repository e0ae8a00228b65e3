"""The app's registration with Django."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The app `site`: templates and static files, no models."""

    name = "luoshi.desk.site"
    label = "site"
