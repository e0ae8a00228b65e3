"""Signing in: the right password, the lock after failures, and where it leads."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from officials import make_official, sign_in

from luoshi.errors import UserFault
from luoshi.office.accounts.actions import NewPost, add_account
from luoshi.office.accounts.models import Attempt, Role
from luoshi.office.audit.models import AuditEntry
from luoshi.office.audit.queries import check_audit

PASSWORD = "correct horse battery"  # noqa: S105 - a test's own


@pytest.fixture(autouse=True)
def quick_hashing(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def clerk(db):
    return add_account(
        username="clerk", name="Clerk", password=PASSWORD, post=NewPost(Role.COUNTY, "371302"), by="command line"
    )


def enter(client, password: str = PASSWORD, name: str = "clerk", **more: str):
    return client.post("/en/sign-in/", {"username": name, "password": password, **more})


def test_right_password_leads_to_the_page_that_was_wanted(site, clerk) -> None:
    refused = site.get("/en/desk/returns/371302/")
    assert refused.url == "/en/sign-in/?next=%2Fen%2Fdesk%2Freturns%2F371302%2F"
    assert enter(site, next="/en/desk/returns/371302/").url == "/en/desk/returns/371302/"
    assert site.get("/en/desk/").status_code == 200
    assert AuditEntry.objects.filter(action="account.sign_in", actor="clerk").count() == 1
    assert check_audit() == []


@pytest.mark.parametrize("wanted", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_sign_in_leads_nowhere_else(site, clerk, wanted) -> None:
    assert enter(site, next=wanted).url == "/en/desk/"


@pytest.mark.parametrize(("password", "name"), [("wrong", "clerk"), (PASSWORD, "nobody"), ("", "clerk")])
def test_wrong_name_and_wrong_password_say_the_same(site, clerk, password, name) -> None:
    response = enter(site, password, name)
    assert response.status_code == 422
    assert "Name or password is wrong" in response.content.decode()


def test_name_is_locked_after_five_failures_for_the_right_password_too_and_opens_again(site, clerk) -> None:
    for _ in range(5):
        assert enter(site, "wrong").status_code == 422
    assert enter(site).status_code == 429
    assert enter(site, "wrong").status_code == 429
    assert AuditEntry.objects.filter(action="account.locked").count() == 1
    assert enter(site, name="nobody").status_code == 422
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert enter(site).status_code == 302
    assert not Attempt.objects.exists()


def test_success_forgets_the_failures_before(site, clerk) -> None:
    for _ in range(3):
        for _ in range(4):
            enter(site, "wrong")
        assert enter(site).status_code == 302


def test_closed_account_stays_outside(site, clerk) -> None:
    get_user_model().objects.update(is_active=False)
    assert enter(site).status_code == 422


def test_what_was_typed_as_a_name_is_kept_nowhere(site, clerk) -> None:
    enter(site, name="my secret password")
    assert "secret" not in str(list(Attempt.objects.values()))


def test_signing_out_ends_the_session_and_is_no_link(site, db) -> None:
    client = sign_in(make_official("c", area="371302"))
    assert client.get("/desk/sign-out/").status_code == 405
    assert client.post("/desk/sign-out/").url == "/"
    assert client.get("/desk/").status_code == 302


def test_nobody_signed_in_cannot_tell_pages_of_the_desk_from_none(site) -> None:
    assert site.get("/desk/returns/").status_code == site.get("/desk/no-such-page/").status_code == 302


@pytest.mark.parametrize("password", ["short", "password1234", "clerk-clerk-2"])
def test_password_easily_guessed_is_refused(db, password) -> None:
    with pytest.raises(UserFault, match="weak_password"):
        add_account(username="clerk-clerk-1", name="C", password=password, post=NewPost(Role.AUDITOR), by="")
    assert not get_user_model().objects.exists()


def test_second_post_leaves_the_password_alone(site, clerk) -> None:
    add_account(username="clerk", name="Clerk", password="", post=NewPost(Role.AUDITOR), by="")
    assert enter(site).status_code == 302
    assert set(clerk.posts.values_list("role", flat=True)) == {Role.COUNTY, Role.AUDITOR}


@pytest.mark.parametrize("post", [NewPost(Role.COUNTY), NewPost(Role.LEAD_DEPARTMENT, "371302")])
def test_post_without_its_area_or_department_is_refused(db, post) -> None:
    with pytest.raises(UserFault, match="wanted"):
        add_account(username="clerk", name="C", password=PASSWORD, post=post, by="")
