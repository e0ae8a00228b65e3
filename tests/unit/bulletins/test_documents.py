from decimal import Decimal

import docx
import pytest
import typst
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from luoshi.bulletins import find_claims, read_text
from luoshi.errors import UserFault

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_TEXT = "<w:txbxContent><w:p><w:r><w:t>框内床位</w:t></w:r><w:r><w:t>1500张</w:t></w:r></w:p></w:txbxContent>"
# A text box as Word writes it: once for itself and once more for versions before 2010.
_BOX = (
    f'<w:r xmlns:w="{_WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    f"<mc:AlternateContent><mc:Choice Requires='wps'>{_TEXT}</mc:Choice>"
    f"<mc:Fallback>{_TEXT}</mc:Fallback></mc:AlternateContent></w:r>"
)
_NOTES = (
    f'<w:footnotes xmlns:w="{_WORD}"><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:t>注：其中公办31所</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
# A PDF whose standard security handler (40-bit RC4) no empty password opens.
_ENCRYPTED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/Length 40/P -4/O<" + b"28" * 32 + b">/U<" + b"41" * 32 + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Size 4/Encrypt 3 0 R/ID[<00><00>]>>\n%%EOF\n"
)


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
        ("a.txt", b"", "bulletins.empty"),
        ("a.pdf", b"", "bulletins.empty"),
        ("a.docx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(64), "bulletins.encrypted"),
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


def test_a_pdf_with_a_password_says_so(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(_ENCRYPTED)
    with pytest.raises(UserFault) as caught:
        read_text(path)
    assert caught.value.code == "bulletins.encrypted"
    assert "密码" in caught.value.say("zh")


def test_a_pdf_of_pictures_only_says_that_it_may_be_a_scan(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(typst.compile(b"#rect(width: 4cm, height: 2cm, fill: gray)"))
    with pytest.raises(UserFault) as caught:
        read_text(path)
    assert caught.value.code == "bulletins.no_text"
    assert "scan" in caught.value.say("en")


def test_a_figure_broken_over_lines_of_a_pdf_is_one_claim(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(typst.compile(b"We spent \\u{a3}1.2 \\ million and built nearly \\ 5,000 \\ homes."))
    text = read_text(path)
    claims = find_claims(text)
    assert [c.value for c in claims] == [1200000, 5000]
    assert ["\n" in c.text for c in claims] == [True, True]
    assert all(text[c.start : c.end] == c.text for c in claims)


def test_a_word_that_a_pdf_breaks_is_whole_and_keeps_a_hyphen_of_its_own(tmp_path):
    path = tmp_path / "a.pdf"
    page = b'#set page(width: 6cm, margin: 1cm)\n#set text(hyphenate: true, lang: "en")\n#set par(justify: true)\n'
    words = b"A nucleic-acid lab. Then every hospital has a nucleic-acid laboratory for children and resettlement.\n\n"
    path.write_bytes(typst.compile(page + words * 6))
    text = " ".join(read_text(path).split())
    assert text.split(" Then ")[0] == "A nucleic-acid lab."
    assert " ".join([words.decode().strip()] * 6) == text


def test_html_entities_comments_and_scripts_are_not_in_the_text(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        "<html><body><p>投入&yen;3&#46;5亿元&nbsp;，<!-- 99人 -->增长&#x38;&#37;</p>"
        "<script>document.write('77人')</script><style>.a{width:50%}</style></body></html>",
        encoding="utf-8",
    )
    assert [c.value for c in find_claims(read_text(path))] == [350000000, pytest.approx(Decimal("0.08"))]


def test_windows_line_ends_stay_and_count(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("概况\r\n新增就业12.5\r\n万人，\r\n增长3%。\r\n".encode())
    text = read_text(path)
    assert text == path.read_bytes().decode()
    assert [(c.text, c.start) for c in find_claims(text)] == [("12.5\r\n万人", 8), ("3%", 21)]


def test_a_docx_gives_its_text_boxes_footnotes_and_inner_tables(tmp_path):
    path = tmp_path / "a.docx"
    document = docx.Document()
    anchor = document.add_paragraph("新建学校48所")
    anchor._p.append(parse_xml(_BOX))
    outer = document.add_table(1, 1)
    outer.cell(0, 0).text = "外"
    outer.cell(0, 0).add_table(1, 1).cell(0, 0).text = "培训260人"
    part = Part(PackURI("/word/footnotes.xml"), _NOTES_TYPE, _NOTES.encode(), document.part.package)
    document.part.relate_to(part, f"{_RELATIONS}/footnotes")
    document.save(str(path))
    assert read_text(path) == "新建学校48所\n框内床位1500张\n外\n培训260人\n注：其中公办31所"
    assert [c.text for c in find_claims(read_text(path))] == ["48所", "1500张", "260人", "31所"]
