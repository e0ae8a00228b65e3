"""The API put together: its routers, error answers, and the access rule of its addresses."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from luoshi.desk.api.problems import answer_problem
from luoshi.desk.api.routes import router
from luoshi.errors import UserFault
from luoshi.office import PUBLIC, allow_patterns

api = NinjaAPI(
    title="Luoshi 落实",
    version="1",
    description="Published figures of a city's pledges, as sealed in its releases. Numbers are exact: a rate's "
    "numerator and denominator stand beside its value.",
    docs_url=None,  # the documentation page of the library loads scripts from elsewhere
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("", router)


@api.exception_handler(ValidationError)
def _answer_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    said = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors)
    return answer_problem(422, "invalid", said)


@api.exception_handler(UserFault)
def _answer_fault(request: HttpRequest, error: UserFault) -> HttpResponse:
    return answer_problem(422, error.code, error.say("en"), error.say("zh"))


@api.exception_handler(Http404)
def _answer_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return answer_problem(404, "not_found", str(error) or "There is nothing here.")


@api.exception_handler(PermissionDenied)
def _answer_denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return answer_problem(404, "not_found", "There is nothing here.")


@api.exception_handler(HttpError)
def _answer_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return answer_problem(error.status_code, "refused", str(error))


API_PAGES = api.urls
allow_patterns(PUBLIC, API_PAGES[0])
