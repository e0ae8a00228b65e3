"""Access rules: a view without one is closed; roles are asked for where a rule names them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from luoshi.office import PUBLIC, SIGNED_IN, Access, AccessMiddleware, allow, find_access
from luoshi.office.accounts.models import Post, Role

OFFICE = Access(roles=frozenset({Role.PLEDGE_OFFICE.value}))


def enter(rf, view, person) -> None:
    request = rf.get("/")
    request.user = person
    AccessMiddleware(lambda _request: HttpResponse()).process_view(request, view, (), {})


def view(_request):
    return HttpResponse()


def make_view(rule):
    return allow(rule)(lambda _request: HttpResponse())


@pytest.fixture
def make_person(db, django_user_model):
    def make(*roles: str, active: bool = True):
        person = django_user_model.objects.create_user(f"u{len(roles)}{active}", name="N", is_active=active)
        for role in roles:
            Post.objects.create(user=person, role=role)
        return person

    return make


def test_view_without_a_rule_is_closed_to_everybody(rf, make_person) -> None:
    for person in (AnonymousUser(), make_person(Role.ADMINISTRATOR)):
        with pytest.raises(PermissionDenied):
            enter(rf, view, person)


def test_public_view_is_open(rf) -> None:
    enter(rf, make_view(PUBLIC), AnonymousUser())
    assert find_access(view) is None


def test_signed_in_and_role_rules_let_in_whom_they_name(rf, make_person) -> None:
    clerk, officer = make_person(), make_person(Role.PLEDGE_OFFICE)
    enter(rf, make_view(SIGNED_IN), clerk)
    enter(rf, make_view(OFFICE), officer)
    for rule, person in ((SIGNED_IN, AnonymousUser()), (OFFICE, clerk), (OFFICE, AnonymousUser())):
        with pytest.raises(PermissionDenied):
            enter(rf, make_view(rule), person)


def test_closed_account_has_no_role(rf, make_person) -> None:
    with pytest.raises(PermissionDenied):
        enter(rf, make_view(OFFICE), make_person(Role.PLEDGE_OFFICE, active=False))
