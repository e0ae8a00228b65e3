"""The API: what the site shows, for programs. OpenAPI 3.1 at /api/openapi.json, errors as problem+json."""

from luoshi.desk.api.addresses import API_PAGES

__all__ = ["API_PAGES"]
