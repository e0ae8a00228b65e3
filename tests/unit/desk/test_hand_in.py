"""Handing in at the desk: every row accounted for, nothing twice, nothing lost, and the way into the book."""

import io
import shutil
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from officials import COUNTY, OTHER, UNIT_PAGE, fill, get_statement, make_clerk, sign_in

from luoshi.desk.returns.actions import FEED
from luoshi.desk.returns.closing import close_returns
from luoshi.desk.returns.models import HandIn, Statement
from luoshi.errors import UserFault
from luoshi.figures import load_returns
from luoshi.office.audit.models import AuditEntry
from luoshi.office.audit.queries import check_audit
from luoshi.office.outbox.models import OutboxRow
from luoshi.office.outbox.queries import list_waiting
from luoshi.records import Book, verify_log
from luoshi.runs import build_source


@pytest.fixture
def book(client, db, serving, sealed_book, tmp_path):
    """Serve a copy of the book that the test may write into, and return its folder."""
    path = shutil.copytree(sealed_book, tmp_path / "book")
    serving(path)
    return path


@pytest.fixture
def clerk(book):
    return make_clerk()


def read_book(path, unit: str = COUNTY) -> dict[str, int | None]:
    """Return the numerators that the book holds of the unit, by figure; None for not known."""
    returns = load_returns(build_source(Book.open(path).snapshot()))
    return {
        item: one.numerator if one.known else None
        for (item, _, area), one in returns.items()
        if str(area).startswith(unit)
    }


def count_fates(made: HandIn) -> dict[str, int]:
    fates = [row["fate"] for row in made.rows]
    return {fate: fates.count(fate) for fate in set(fates)}


def test_page_states_nothing_not_known_and_numbers_and_leaves_empty_cells_alone(clerk) -> None:
    response = fill(clerk, assistance__paid="1,200.50", assistance__recipients="nothing", jobs__new_urban="not known")
    assert response.url == f"{UNIT_PAGE}receipts/1/"
    made = HandIn.objects.get()
    assert count_fates(made) == {"stated": 2, "not_known": 1, "empty": 133}
    said = {one.figure: one.numerator for one in Statement.objects.all()}
    assert said == {"assistance.paid": 120050, "assistance.recipients": 0, "jobs.new_urban": None}
    assert "136 =" in sign_in(clerk).get(response.url).content.decode()


def test_hand_in_leaves_audit_and_outbox_row_in_its_transaction(clerk) -> None:
    fill(clerk, assistance__paid="12")
    (row,) = list_waiting(FEED)
    made = HandIn.objects.get()
    assert (row.sequence, row.sha256) == (made.sequence, made.sha256)
    assert AuditEntry.objects.get(action="return.hand_in").content["sha256"] == made.sha256
    assert check_audit() == []


def test_same_again_changes_nothing(clerk) -> None:
    fill(clerk, assistance__paid="12")
    assert fill(clerk, assistance__paid="12.00").url == f"{UNIT_PAGE}receipts/1/"
    assert (HandIn.objects.count(), Statement.objects.count(), OutboxRow.objects.count()) == (1, 1, 1)


def test_correction_replaces_what_it_changes_and_keeps_the_old(clerk) -> None:
    fill(clerk, assistance__paid="12", assistance__recipients="3")
    fill(clerk, assistance__paid="13")
    assert (get_statement("assistance.paid").numerator, get_statement("assistance.paid").version) == (1300, 2)
    assert get_statement("assistance.recipients").version == 1
    assert count_fates(HandIn.objects.get(number=2)) == {"stated": 1, "same": 1, "empty": 134}
    assert Statement.objects.filter(figure="assistance.paid").count() == 2


def test_cell_that_cannot_be_used_stores_nothing_and_shows_all_that_was_typed(clerk) -> None:
    response = fill(clerk, assistance__paid="about ten", assistance__recipients="7")
    page = response.content.decode()
    assert response.status_code == 422
    assert "is no number" in page
    assert 'value="about ten"' in page
    assert 'value="7"' in page
    assert not HandIn.objects.exists()


def test_empty_form_is_refused(clerk) -> None:
    response = fill(clerk)
    assert response.status_code == 422
    assert "nothing in it" in response.content.decode()


def test_form_filled_while_another_handed_in_is_shown_again_and_not_stored(clerk) -> None:
    client = sign_in(clerk)
    seen = client.get(UNIT_PAGE).context["seen"]
    fill(make_clerk("second"), assistance__paid="12")
    response = client.post(UNIT_PAGE, {"seen": seen, "value.assistance.paid": "13"})
    assert response.status_code == 409
    assert 'value="13"' in response.content.decode()
    assert get_statement("assistance.paid").numerator == 1200


def get_workbook(clerk, **cells: object) -> bytes:
    """Download the unit's workbook, sign and fill it, and return it. `value_of` names a figure's value cell."""
    workbook = openpyxl.load_workbook(io.BytesIO(sign_in(clerk).get(UNIT_PAGE + "workbook.xlsx").content))
    sheet = workbook["报表"]
    sheet["C4"], sheet["C5"] = "李某", "2022-01-05"
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=8)}
    for name, value in cells.items():
        sheet.cell(rows[name.replace("__", ".")], 4).value = value
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def upload(clerk, content: bytes, name: str = "filled.xlsx", unit: str = COUNTY):
    return sign_in(clerk).post(f"/en/desk/returns/{unit}/upload/", {"file": SimpleUploadedFile(name, content)})


def test_workbook_goes_out_filled_and_comes_back_in(clerk) -> None:
    fill(clerk, assistance__paid="12.5")
    response = upload(clerk, get_workbook(clerk, assistance__recipients=7))
    assert response.url == f"{UNIT_PAGE}receipts/2/"
    assert count_fates(HandIn.objects.get(number=2)) == {"stated": 1, "same": 1, "empty": 134}
    assert get_statement("assistance.paid").version == 1


def test_rows_of_a_workbook_that_cannot_be_used_are_named_and_the_others_taken(clerk) -> None:
    response = upload(clerk, get_workbook(clerk, assistance__recipients="a few", assistance__paid=3))
    page = sign_in(clerk).get(response.url).content.decode()
    assert "a few" in page
    assert count_fates(HandIn.objects.get()) == {"stated": 1, "sent_back": 1, "empty": 134}
    assert get_statement("assistance.paid").numerator == 300


def test_department_changed_in_the_workbook_is_sent_back(clerk) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(get_workbook(clerk, assistance__paid=3, assistance__recipients=1)))
    sheet = workbook["报表"]
    row = next(row[0].row for row in sheet.iter_rows(min_row=8) if row[0].value == "assistance.paid")
    sheet.cell(row, 6).value = "市体育局"
    content = io.BytesIO()
    workbook.save(content)
    upload(clerk, content.getvalue())
    assert count_fates(HandIn.objects.get()) == {"stated": 1, "sent_back": 1, "empty": 134}


def pack(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"dear colleague", "no xlsx workbook"),
        (b"", "too large"),
        (b"x" * (2 * 2**20 + 1), "too large"),
        (pack(bomb=b"\0" * (31 * 2**20)), "too large"),
        (pack(**{"xl/vbaProject.bin": b"macro"}), "macros"),
    ],
)
def test_file_that_is_no_form_is_refused_and_nothing_is_stored(clerk, content, said) -> None:
    response = upload(clerk, content, "letter.xlsx")
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not HandIn.objects.exists()


def test_form_of_another_unit_is_refused(clerk) -> None:
    response = upload(make_clerk("other", OTHER), get_workbook(clerk, assistance__paid=3), unit=OTHER)
    assert response.status_code == 422
    assert "兰山区" in response.content.decode()
    assert not HandIn.objects.exists()


def test_unsigned_workbook_names_the_file_as_it_was_sent(clerk) -> None:
    blank = sign_in(clerk).get(UNIT_PAGE + "workbook.xlsx").content
    page = upload(clerk, blank, "兰山报表.xlsx").content.decode()
    assert "兰山报表.xlsx, row 4" in page
    assert "form.xlsx" not in page


def test_closing_carries_each_hand_in_once_in_order(clerk, book) -> None:
    fill(clerk, assistance__paid="12", assistance__recipients="not known")
    fill(clerk, assistance__paid="13")
    assert close_returns(book) == 2
    assert read_book(book) == {"assistance.paid": 1300, "assistance.recipients": None}
    version = Book.open(book).snapshot().version
    assert close_returns(book) == 0
    OutboxRow.objects.update(carried=None)
    assert close_returns(book) == 2
    assert Book.open(book).snapshot().version == version
    verify_log(Book.open(book))
    assert list(HandIn.objects.order_by("number").values_list("position", flat=True)) == [version - 1, version]
    assert "taken, entry" in sign_in(clerk).get(f"{UNIT_PAGE}receipts/2/").content.decode()


def test_book_refuses_a_number_with_other_content(clerk, book) -> None:
    fill(clerk, assistance__paid="12")
    close_returns(book)
    OutboxRow.objects.update(carried=None, sha256="0" * 64)
    with pytest.raises(UserFault, match="other_content"):
        close_returns(book)
    assert read_book(book) == {"assistance.paid": 1200}
