"""The box that checks a text: verdicts with their places, and what it refuses."""

import io
import zipfile

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luoshi.desk.shelf import get_shelf
from luoshi.desk.wording import say_rounded


def say_paid() -> str:
    newest = get_shelf().find_newest()
    assert newest is not None
    total = newest.get_total("assistance.paid")
    assert total is not None
    return say_rounded(total.value, "yuan", "zh")


def test_right_and_wrong_numbers_are_marked_where_they_stand(site) -> None:
    text = f"全年发放救助资金{say_paid()}。期末城镇登记失业率99.99%。"
    response = site.post("/check/", {"text": text})
    assert [row["key"] for row in response.context["rows"]] == ["agrees", "differs"]
    assert "".join(piece.text for piece in response.context["segments"]) == text
    page = response.content.decode()
    assert 'class="claim claim-agrees"' in page
    assert 'class="claim claim-differs"' in page


def test_docx_is_read_and_checked(site) -> None:
    document, content = docx.Document(), io.BytesIO()
    document.add_paragraph(f"全年发放救助资金{say_paid()}。")
    document.save(content)
    sent = SimpleUploadedFile("通稿.docx", content.getvalue())
    assert [row["key"] for row in site.post("/check/", {"file": sent}).context["rows"]] == ["agrees"]


def test_text_is_shown_as_text_and_never_as_markup(site) -> None:
    page = site.post("/en/check/", {"text": "<script>alert(1)</script> 2,000 persons"}).content.decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_nothing_too_much_and_unknown_kinds_are_refused_in_words(site) -> None:
    assert "nothing to check" in refuse(site, {"text": "  "})
    assert "20001 characters" in refuse(site, {"text": "字" * 20_001})
    assert "cannot be read" in refuse(site, {"file": SimpleUploadedFile("a.exe", b"MZ")})
    assert "cannot be read" in refuse(site, {"file": SimpleUploadedFile("a.docm", b"PK")})
    assert "more than 2097152" in refuse(site, {"file": SimpleUploadedFile("a.txt", b"1" * (2 * 2**20 + 1))})
    assert "cannot be read" in refuse(site, {"file": SimpleUploadedFile("a.docx", b"not a zip")})


def test_zip_bomb_and_macros_are_refused_before_they_are_unpacked(site) -> None:
    bomb = make_zip("word/document.xml", b"0" * (21 * 2**20))
    assert len(bomb) < 100_000
    assert "unpacked" in refuse(site, {"file": SimpleUploadedFile("a.docx", bomb)})
    macros = make_zip("word/vbaProject.bin", b"x")
    assert "macros" in refuse(site, {"file": SimpleUploadedFile("a.docx", macros)})


def test_check_needs_no_cookie_and_no_token(serving, sealed_book, db) -> None:
    serving(sealed_book)
    response = Client(enforce_csrf_checks=True).post("/check/", {"text": "共2000人。"})
    assert response.status_code == 200
    assert not response.cookies


def refuse(site, fields) -> str:
    response = site.post("/en/check/", fields)
    assert response.status_code == 422
    return response.content.decode()


def make_zip(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()
