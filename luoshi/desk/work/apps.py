"""The app's registration with Django."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """The app `work`; it has no models."""

    name = "luoshi.desk.work"
    label = "work"
