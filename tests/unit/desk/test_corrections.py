"""Corrections: asked by anyone, hidden until answered, answered once, and all of it in the audit log."""

import pytest
from django.test import Client
from officials import make_official, sign_in

from luoshi.desk.corrections.actions import FEED, answer_correction, ask_correction
from luoshi.desk.corrections.models import Correction
from luoshi.errors import Conflict, UserFault
from luoshi.office.accounts.models import Role
from luoshi.office.audit.models import AuditEntry
from luoshi.office.audit.queries import check_audit
from luoshi.office.outbox.queries import list_waiting

PAGE = "/en/figures/assistance.paid/correction/"
TEXT = "The March figure cannot be right."


@pytest.fixture
def clerk(db, django_user_model):
    return django_user_model.objects.create_user("clerk", name="Clerk")


def ask(**changes):
    said = {"release": "2021-3f9ac2d1", "figure": "assistance.paid", "text": TEXT, "contact": ""}
    return ask_correction(**(said | changes))


def test_request_is_stored_and_its_number_said(site) -> None:
    response = site.post(PAGE, {"text": TEXT, "contact": "a@example.org"}, follow=True)
    made = Correction.objects.get()
    assert f"request {made.pk}" in response.content.decode()
    assert (made.figure, made.text, made.contact) == ("assistance.paid", TEXT, "a@example.org")


def test_text_stays_hidden_until_it_is_answered_and_contact_for_ever(site, clerk) -> None:
    made = ask(contact="a@example.org")
    assert TEXT not in site.get("/en/corrections/").content.decode()
    answer_correction(number=made.pk, text="It is: two payments fell into March.", by=clerk)
    for page in ("/en/corrections/", "/en/figures/assistance.paid/", "/feed.atom"):
        text = site.get(page).content.decode()
        assert "two payments fell into March" in text
        assert "a@example.org" not in text
    assert TEXT in site.get("/en/corrections/").content.decode()


def test_answer_is_given_once_and_leaves_audit_and_outbox(clerk) -> None:
    made = ask()
    answer_correction(number=made.pk, text="It is right.", by=clerk)
    with pytest.raises(Conflict):
        answer_correction(number=made.pk, text="Another.", by=clerk)
    assert [entry.action for entry in AuditEntry.objects.all()] == ["correction.ask", "correction.answer"]
    assert [row.content["correction"] for row in list_waiting(FEED)] == [made.pk]
    assert check_audit() == []


def test_log_and_outbox_hold_neither_text_nor_contact(clerk) -> None:
    made = ask(contact="a@example.org")
    answer_correction(number=made.pk, text="It is right.", by=clerk)
    kept = str([entry.content for entry in AuditEntry.objects.all()]) + str([row.content for row in list_waiting(FEED)])
    assert TEXT not in kept
    assert "example.org" not in kept


@pytest.mark.parametrize("fields", [{"text": " "}, {"text": "no"}, {"text": TEXT, "contact": "not an address"}])
def test_unfit_request_is_shown_again_with_what_was_typed(site, fields) -> None:
    response = site.post(PAGE, fields)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not Correction.objects.exists()


def test_form_sent_without_its_token_stores_nothing(serving, sealed_book, db) -> None:
    serving(sealed_book)
    response = Client(enforce_csrf_checks=True).post(PAGE, {"text": TEXT})
    assert response.status_code == 403
    assert "The form has expired" in response.content.decode()
    assert not Correction.objects.exists()


def test_flood_is_refused_and_earlier_requests_stay(db) -> None:
    for number in range(120):
        ask(text=f"{TEXT} {number}")
    with pytest.raises(UserFault, match="too_many"):
        ask()
    assert Correction.objects.count() == 120


def test_desk_answers_a_request_in_public_and_a_wrong_answer_is_shown_again(site) -> None:
    office = sign_in(make_official("office", Role.PLEDGE_OFFICE))
    page = f"/en/desk/corrections/{ask(contact='a@example.org').pk}/"
    assert "a@example.org" in office.get(page).content.decode()
    assert [task.kind for task in office.get("/en/desk/").context["tasks"]].count("answer") == 1
    short = office.post(page, {"text": "no"})
    assert (short.status_code, 'role="alert"' in short.content.decode()) == (422, True)
    office.post(page, {"text": "Two payments fell into March."})
    assert "Two payments fell into March." in site.get("/en/corrections/").content.decode()
    assert office.post(page, {"text": "Another answer."}).status_code == 409
    assert Correction.objects.get().answer == "Two payments fell into March."
