"""The outbox: numbered without gaps, kept with its action, carried once."""

import pytest
from django.db import transaction

from luoshi.errors import UserFault
from luoshi.office.outbox.actions import mark_carried, write_outbox
from luoshi.office.outbox.queries import list_waiting
from luoshi.records import hash_json

pytestmark = pytest.mark.django_db


def write(feed: str = "desk a") -> int:
    with transaction.atomic():
        return write_outbox(feed=feed, kind="closings", content={"rows": [1]}).sequence


def test_numbers_of_a_feed_have_no_gaps_even_after_a_rollback() -> None:
    assert write() == 1
    with transaction.atomic():
        write_outbox(feed="desk a", kind="closings", content={})
        transaction.set_rollback(True)
    assert (write(), write("desk b")) == (2, 1)


def test_waiting_rows_come_in_order_until_they_are_carried() -> None:
    write()
    write()
    row = list_waiting("desk a")[0]
    assert row.sha256 == hash_json({"rows": [1]})
    for _ in range(2):
        mark_carried(feed="desk a", sequence=1, sha256=row.sha256)
    assert [one.sequence for one in list_waiting("desk a")] == [2]


def test_row_of_other_content_is_not_marked() -> None:
    write()
    with pytest.raises(UserFault, match="outbox_unknown"):
        mark_carried(feed="desk a", sequence=1, sha256="0" * 64)


@pytest.mark.django_db(transaction=True)
def test_row_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        write_outbox(feed="desk a", kind="closings", content={})
