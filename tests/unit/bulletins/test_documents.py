import docx
import pytest
import typst

from luoshi.bulletins import find_claims, read_text
from luoshi.errors import UserFault


def test_a_txt_keeps_its_newlines(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("一\r\n新增就业5人\n".encode())
    assert read_text(path) == "一\r\n新增就业5人\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_txt_is_read_in_its_encoding(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes("救助群众十二万人".encode(encoding))
    assert read_text(path) == "救助群众十二万人"


def test_a_docx_gives_paragraphs_and_tables_in_order(tmp_path):
    path = tmp_path / "a.docx"
    document = docx.Document()
    document.add_paragraph("前言")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "新增就业", "10.7万人"
    document.add_paragraph("结语")
    document.save(str(path))
    assert read_text(path) == "前言\n新增就业\t10.7万人\n结语"
    assert [c.text for c in find_claims(read_text(path))] == ["10.7万人"]


@pytest.mark.parametrize("head", ["", "<?xml version='1.0' encoding='utf-8'?>"])
def test_html_gives_its_visible_text_by_blocks(tmp_path, head):
    path = tmp_path / "a.html"
    path.write_text(
        head + "<html><head><title>t</title><style>p{}</style></head><body><p>新增<b>48</b>所</p>"
        "<script>var a=1</script><div>培训<br>20人</div></body></html>",
        encoding="utf-8",
    )
    assert read_text(path) == "新增48所\n培训\n20人"


def test_html_in_gbk_is_read_by_its_declaration(tmp_path):
    path = tmp_path / "a.htm"
    path.write_bytes("<meta charset=gbk><body><p>新增床位</p></body>".encode("gbk"))
    assert read_text(path) == "新增床位"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.docx", b"PK not a zip", "bulletins.unreadable"),
        ("a.pdf", b"%PDF-1.4 broken", "bulletins.unreadable"),
        ("a.html", b"   ", "bulletins.unreadable"),
        ("a.txt", b"\xff\xfe\xff", "bulletins.unknown_encoding"),
        ("a.txt", b" \n", "bulletins.no_text"),
        ("a.doc", b"x", "bulletins.unknown_kind"),
    ],
)
def test_what_cannot_be_read_is_a_users_fault_with_a_message(tmp_path, name, data, code):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserFault) as caught:
        read_text(path)
    assert caught.value.code == code
    assert str(path) in caught.value.say("zh")
    assert str(path) in caught.value.say("en")


def test_a_missing_file_is_a_users_fault(tmp_path):
    with pytest.raises(UserFault, match="There is no file"):
        read_text(tmp_path / "none.txt")


def test_a_pdf_with_text_gives_its_claims(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(typst.compile(b"We built nearly 5,000 homes.\n\nIt cost 24.5 million yuan."))
    assert [c.text for c in find_claims(read_text(path))] == ["nearly 5,000 homes", "24.5 million yuan"]
