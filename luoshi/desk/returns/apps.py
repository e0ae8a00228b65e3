"""The app's registration with Django."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """The app `desk_returns`."""

    name = "luoshi.desk.returns"
    label = "desk_returns"
