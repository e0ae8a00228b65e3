"""The app's registration with Django."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The app `outbox`."""

    name = "luoshi.office.outbox"
    label = "outbox"
