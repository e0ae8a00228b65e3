"""Signing and sending back: in order, on the hash, by different people; a correction voids only what it changed."""

import pytest
from officials import CIVIL, UNIT_PAGE, fill, get_statement, make_clerk, make_head, make_official, open_door, sign_in

from luoshi.desk.returns.models import Signature, Statement
from luoshi.desk.returns.queries import find_turn, list_signable
from luoshi.desk.returns.signing import send_back, sign
from luoshi.errors import Conflict, UserFault
from luoshi.office.accounts.models import Post, Role
from luoshi.office.audit.models import AuditEntry
from luoshi.office.audit.queries import check_audit


@pytest.fixture
def clerk(site):
    clerk = make_clerk()
    fill(clerk, assistance__paid="12", assistance__recipients="3")
    return clerk


@pytest.fixture
def head(clerk):
    return make_head()


@pytest.fixture
def civil(clerk):
    return make_official("civil", Role.LEAD_DEPARTMENT, department=CIVIL, signs=True)


@pytest.fixture
def office(clerk):
    return make_official("office", Role.PLEDGE_OFFICE, signs=True)


def list_hashes(person) -> list[str]:
    return [row.statement.sha256 for row in list_signable(open_door(person)) if row.statement]


def sign_all(*people) -> None:
    for person in people:
        sign(door=open_door(person), hashes=list_hashes(person), by=person)


def find_turns() -> dict[str, str | None]:
    return {one.figure: find_turn(one) for one in Statement.objects.filter(current=True)}


def test_unit_department_and_city_sign_in_this_order(head, civil, office) -> None:
    assert list_hashes(civil) == list_hashes(office) == []
    for person, turn in ((head, "department"), (civil, "city"), (office, None)):
        sign_all(person)
        assert set(find_turns().values()) == {turn}
    assert Signature.objects.count() == 6
    assert check_audit() == []


def test_correction_voids_only_the_signatures_over_what_it_changed(clerk, head, civil, office) -> None:
    sign_all(head, civil, office)
    fill(clerk, assistance__paid="13")
    assert find_turns() == {"assistance.paid": "unit", "assistance.recipients": None}
    assert Signature.objects.count() == 6


def test_what_is_shown_is_what_is_signed(clerk, head) -> None:
    shown = list_hashes(head)
    fill(clerk, assistance__paid="13")
    with pytest.raises(Conflict, match="not_your_turn"):
        sign(door=open_door(head), hashes=shown, by=head)
    assert not Signature.objects.exists()


def test_statement_sent_back_waits_for_the_clerk_and_the_same_again_confirms_it(clerk, head) -> None:
    sha256 = get_statement("assistance.paid").sha256
    send_back(door=open_door(head), hashes=[sha256], reason="人数对不上", by=head)
    assert list_hashes(head) == [get_statement("assistance.recipients").sha256]
    page = sign_in(clerk).get(UNIT_PAGE).content.decode()
    assert "人数对不上" in page
    todo = sign_in(clerk).get("/en/desk/").context["tasks"]
    assert [(task.kind, task.count) for task in todo] == [("mend", 1), ("hand_in", 134)]
    fill(clerk)
    assert get_statement("assistance.paid").version == 2
    assert find_turns() == {"assistance.paid": "unit", "assistance.recipients": "unit"}


@pytest.mark.parametrize("reason", ["", " ", "x", "x" * 501])
def test_sending_back_needs_a_reason(head, reason) -> None:
    with pytest.raises(UserFault, match="no_reason"):
        send_back(door=open_door(head), hashes=list_hashes(head), reason=reason, by=head)


def test_who_handed_in_does_not_sign(clerk) -> None:
    Post.objects.filter(user=clerk, role=Role.COUNTY).update(signs=True)
    with pytest.raises(UserFault, match="same_person"):
        sign_all(clerk)
    assert not Signature.objects.exists()


def test_department_signs_its_own_figures_alone(clerk, head) -> None:
    fill(clerk, jobs__new_urban="5")
    sign_all(head)
    schools = make_official("schools", Role.LEAD_DEPARTMENT, department="市教育局", signs=True)
    assert list_hashes(schools) == []
    with pytest.raises(Conflict):
        sign(door=open_door(schools), hashes=[get_statement("assistance.paid").sha256], by=schools)


def test_clerk_auditor_and_supporting_department_sign_nothing(clerk) -> None:
    auditor = make_official("auditor", Role.AUDITOR, signs=True)
    support = make_official("support", Role.SUPPORTING_DEPARTMENT, department=CIVIL, signs=True)
    assert [list_hashes(person) for person in (clerk, auditor, support)] == [[], [], []]


def test_page_signs_those_picked_and_says_how_many(head) -> None:
    client, chosen = sign_in(head), get_statement("assistance.paid").sha256
    response = client.post(UNIT_PAGE + "sign/", {"sha256": [chosen], "do": "sign"}, follow=True)
    assert "1 signed" in response.content.decode()
    assert find_turns() == {"assistance.paid": "department", "assistance.recipients": "unit"}
    assert AuditEntry.objects.get(action="return.sign").content["statements"] == [f"unit assistance.paid {chosen}"]


@pytest.mark.parametrize(("fields", "status"), [({}, 422), ({"sha256": "0" * 64}, 409)])
def test_page_that_cannot_sign_says_why_and_signs_nothing(head, fields, status) -> None:
    response = sign_in(head).post(UNIT_PAGE + "sign/", {"do": "sign", **fields})
    assert response.status_code == status
    assert 'role="alert"' in response.content.decode()
    assert not Signature.objects.exists()


def test_city_fills_and_signs_its_own_form(site) -> None:
    filler, chief = make_official("filler", Role.PLEDGE_OFFICE), make_official("chief", Role.PLEDGE_OFFICE, signs=True)
    assert fill(filler, unit="371300", plan__pledges="20").status_code == 302
    sign(door=open_door(chief, "371300"), hashes=[get_statement("plan.pledges", "371300").sha256], by=chief)
    assert find_turn(get_statement("plan.pledges", "371300")) == "department"
