"""The app's registration with Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The app `audit`."""

    name = "luoshi.office.audit"
    label = "audit"
