"""The app's registration with Django."""

from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    """The app `corrections`."""

    name = "luoshi.desk.corrections"
    label = "corrections"
