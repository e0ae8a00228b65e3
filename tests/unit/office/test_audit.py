"""The audit log: chained, append-only, and written with what it tells of."""

import pytest
from django.db import DatabaseError, connection, transaction

from luoshi.office.audit.actions import write_audit
from luoshi.office.audit.models import AuditEntry, AuditHead
from luoshi.office.audit.queries import check_audit

pytestmark = pytest.mark.django_db


def write(number: int) -> None:
    with transaction.atomic():
        write_audit(action="test", subject=f"thing {number}", by="clerk", content={"number": number, "name": "字"})


def test_entries_are_chained_and_the_log_is_whole() -> None:
    for number in range(3):
        write(number)
    first, second, third = AuditEntry.objects.all()
    assert (first.previous, second.previous, third.previous) == ("", first.sha256, second.sha256)
    assert check_audit() == []


@pytest.mark.parametrize("change", ["UPDATE audit_auditentry SET actor = 'x'", "DELETE FROM audit_auditentry"])
def test_database_refuses_to_change_or_delete_an_entry(change) -> None:
    write(1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert check_audit() == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE audit_auditentry SET actor = 'somebody' WHERE number = 2", [2]),
        ("UPDATE audit_auditentry SET content = '{}' WHERE number = 1", [1]),
        ("DELETE FROM audit_auditentry WHERE number = 2", [2, 3]),
        ("DELETE FROM audit_auditentry WHERE number = 3", [3]),
    ],
)
def test_change_behind_the_databases_back_is_found_by_number(change, found) -> None:
    for number in range(3):
        write(number)
    with connection.cursor() as cursor:
        for verb in ("UPDATE", "DELETE"):
            cursor.execute(f"DROP TRIGGER audit_entry_no_{verb}")
        cursor.execute(change)
    assert check_audit() == found


def test_entry_is_lost_with_the_transaction_it_tells_of() -> None:
    write(1)
    with transaction.atomic():
        write_audit(action="test", subject="lost", by="clerk", content={})
        transaction.set_rollback(True)
    write(2)
    assert [entry.subject for entry in AuditEntry.objects.all()] == ["thing 1", "thing 2"]
    assert AuditHead.objects.get().number == 2


@pytest.mark.django_db(transaction=True)
def test_entry_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        write_audit(action="test", subject="thing", by="clerk", content={})
