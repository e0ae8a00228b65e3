"""Django's settings, built from a deployment; the desk adds its apps and addresses."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

from luoshi.errors import UserFault
from luoshi.office.deployment import Deployment

_OFFICE_APPS = (
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "luoshi.office.accounts",
    "luoshi.office.audit",
    "luoshi.office.outbox",
)
_MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "luoshi.office.AccessMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)
# Nothing from elsewhere, nothing inline: pages load their own style sheet and pictures only.
_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
_MANIFEST = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
_VALIDATION = "django.contrib.auth.password_validation"
_YEAR = 365 * 24 * 3600


def build_settings(deployment: Deployment, *, apps: Sequence[str], urls: str, templates: str) -> dict[str, Any]:
    """Return the settings by name; `templates` is the context processor that every page needs.

    Raises UserFault for a database address that is not PostgreSQL's.
    """
    static = deployment.folder / "static" if deployment.folder else None
    return {
        "LUOSHI": deployment,
        "DEBUG": False,
        "SECRET_KEY": deployment.secret,
        "ALLOWED_HOSTS": list(deployment.hosts),
        "INSTALLED_APPS": [*_OFFICE_APPS, *apps],
        "MIDDLEWARE": list(_MIDDLEWARE),
        "ROOT_URLCONF": urls,
        "DATABASES": {"default": _build_database(deployment)},
        "AUTH_USER_MODEL": "accounts.User",
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
            {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
            {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ["username"]}},
        ],
        # A working day; a browser that is closed signs out.
        "SESSION_COOKIE_AGE": 10 * 3600,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "LANGUAGE_CODE": "zh-hans",
        "USE_I18N": True,
        "TIME_ZONE": "Asia/Shanghai",
        "USE_TZ": True,
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["django.template.context_processors.request", templates]},
            }
        ],
        "STATIC_URL": "/static/",
        "STATIC_ROOT": static,
        "STORAGES": {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            # Hashed names need the files collected first, which `luoshi serve` does.
            "staticfiles": {"BACKEND": _MANIFEST if static and static.is_dir() else _PLAIN},
        },
        # 2,000 pages of about 40 kB are 80 MB at most, and no more than one release has.
        "CACHES": {
            "default": {
                "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
                "OPTIONS": {"MAX_ENTRIES": 2000},
            }
        },
        "CONTENT_SECURITY_POLICY": _POLICY,
        "X_FRAME_OPTIONS": "DENY",
        "SECURE_REFERRER_POLICY": "same-origin",
        "CSRF_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": deployment.https,
        "CSRF_COOKIE_SECURE": deployment.https,
        "SECURE_SSL_REDIRECT": deployment.https,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if deployment.https else None,
        "SECURE_HSTS_SECONDS": _YEAR if deployment.https else 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": deployment.https,
        "SECURE_HSTS_PRELOAD": deployment.https,
        # A text to check is at most 2 MB; anything larger is refused before it is read.
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2 * 2**20,
        # A unit's form asks for some 130 figures, up to two cells each; rates of all counties stay far below this.
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 1000,
        "LOGGING": _LOGGING,
    }


# Paths and codes only: a query may hold what somebody typed, and stays out of the log.
_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"errors": {"class": "logging.StreamHandler", "level": "ERROR"}},
    "loggers": {"django": {"handlers": ["errors"], "level": "ERROR"}},
}


def _build_database(deployment: Deployment) -> dict[str, Any]:
    if not deployment.database:
        name = deployment.folder / "desk.sqlite3" if deployment.folder else ":memory:"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            # IMMEDIATE takes the write lock when a transaction begins: two writers wait for each other, where
            # the default lets both read first and then fails one of them.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    address = urlsplit(deployment.database)
    if address.scheme not in {"postgresql", "postgres"} or len(address.path) < 2:
        raise UserFault("office.database_address", scheme=address.scheme or "-")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(address.path[1:]),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": address.hostname or "",
        "PORT": str(address.port or ""),
        "OPTIONS": dict(parse_qsl(address.query)),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
