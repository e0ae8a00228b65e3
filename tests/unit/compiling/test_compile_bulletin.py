from fractions import Fraction
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.bulletins.checking import ResultLookup, Verdict, check_text
from luoshi.bulletins.compiling import (
    CompiledBulletin,
    compile_bulletin,
    find_chinese_fonts,
    render_html,
    write_docx,
    write_pdf,
)
from luoshi.errors import Language, UserFault
from luoshi.figures import Behaviour, Evidence, Figure, Result, Stated
from luoshi.periods import Period

YEAR = Period.parse("2021")


def make_figure(figure: str, zh: str, en: str, unit: str) -> Figure:
    return Figure(
        figure, 1, figure.split(".")[0], zh, en, unit, Behaviour.LEVEL, Stated(), "全市", "the city", "none",
        "某局", "assumed", (zh,),
    )  # fmt: skip


FIGURES = (
    make_figure("aid.people", "救助困难群众人数", "people aided", "person"),
    make_figure("aid.paid", "发放救助资金", "aid paid", "yuan"),
    make_figure("aid.rate", "档案建档率", "share with a record", "ratio"),
)


def make_lookup(**values: Fraction | int) -> ResultLookup:
    def find_result(figure: str, area: str, period: Period) -> Result | None:
        value = values.get(figure.split(".")[1])
        if value is None:
            return None
        return Result(figure, area, period, Fraction(value), None, None, "", Evidence.RECORDS, 1)

    return find_result


RESULTS = make_lookup(people=232_500, paid=1_443_018_620, rate=Fraction(9321, 10_000))


def build(
    template: str, language: Language = "zh", results: ResultLookup = RESULTS, *, synthetic: bool = True
) -> CompiledBulletin:
    return compile_bulletin(
        template, FIGURES, results, period=YEAR, area="371300", language=language, synthetic=synthetic
    )


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("aid.people | 万名 2", "23.25万名"),
        ("aid.people | 人", "232500人"),
        ("aid.people | 超过 万人 0", "超过23万人"),
        ("aid.people | 近 万人 0", "近24万人"),
        ("aid.people | 万人 0 以上", "23万人以上"),
        ("aid.people | 约 万人 1", "约23.2万人"),
        ("aid.paid | 亿元 2", "14.43亿元"),
        ("aid.paid | 亿元 4", "14.4302亿元"),
        ("aid.rate | % 0", "93%"),
        ("aid.rate | ‰ 1", "932.1‰"),
    ],
)
def test_a_number_is_printed_as_its_form_asks(form: str, printed: str) -> None:
    assert build(f"共{{{{ {form} }}}}。").text == f"共{printed}。\n"


def test_an_english_number_is_grouped_and_scaled() -> None:
    built = build("Aid paid: {{ aid.paid | million yuan 1 }} to {{ aid.people | people }}.", "en")
    assert built.text == "Aid paid: 1,443 million yuan to 232,500 people.\n"


def test_a_bound_that_the_value_meets_steps_aside_for_a_strict_word() -> None:
    exact = make_lookup(people=230_000)
    assert build("共{{ aid.people | 超过 万人 0 }}。", results=exact).text == "共超过22万人。\n"
    assert build("共{{ aid.people | 万人 0 以上 }}。", results=exact).text == "共23万人以上。\n"


@pytest.mark.parametrize(
    ("template", "code", "line", "column"),
    [
        ("好。\n共3人。", "compiling.unbound_digit", 2, 2),
        ("共３人。", "compiling.unbound_digit", 1, 2),
        ("建档率达三成。", "compiling.unbound_number", 1, 5),
        ("共{{ aid.nobody | 人 }}。", "compiling.unknown_figure", 1, 2),
        ("共{{ aid.people | 元 }}。", "compiling.wrong_unit", 1, 2),
        ("共{{ aid.people | 人次 }}。", "compiling.wrong_unit", 1, 2),
        ("共{{ aid.rate | 人 }}。", "compiling.wrong_unit", 1, 2),
        ("共{{ aid.people }}。", "compiling.broken_slot", 1, 2),
        ("共{{ aid.people | 人。", "compiling.broken_tag", 1, 2),
        ("共{{ aid.people | 人 12 34 }}。", "compiling.unknown_form", 1, 2),
    ],
)
def test_a_template_with_a_fault_is_refused_at_its_place(template: str, code: str, line: int, column: int) -> None:
    with pytest.raises(UserFault) as caught:
        build(template)
    fault = caught.value
    assert (fault.code, fault.values["line"], fault.values["column"]) == (code, line, column)
    assert fault.say("zh") != fault.say("en")


def test_a_figure_without_a_result_is_refused() -> None:
    with pytest.raises(UserFault, match="no result"):
        build("共{{ aid.people | 人 }}。", results=make_lookup())


def test_a_declared_literal_may_hold_digits() -> None:
    assert build("{= 2021 =}年共{{ aid.people | 人 }}。").text == "2021年共232500人。\n"


_PEOPLE = ["人", "万人 2", "万人 0", "超过 万人 1", "万人 0 以上", "近 万人 1", "约 万人 1", "不少于 万人 2"]
_SENTENCE = (
    "救助困难群众人数{{{{ aid.people | {} }}}}，发放救助资金{{{{ aid.paid | {} }}}}，"
    "档案建档率{{{{ aid.rate | {} }}}}。"
)


@settings(max_examples=150, deadline=None)
@given(
    people=st.one_of(st.integers(20_000, 9_999_999), st.integers(40, 19_000).map(lambda n: n * 500 + 50)),
    fen=st.integers(10**9, 10**13),
    rate=st.fractions(Fraction(2, 100), 1, max_denominator=2000),
    forms=st.tuples(
        st.sampled_from(_PEOPLE),
        st.sampled_from(["万元 1", "亿元 2", "万元 0", "超过 万元 0"]),
        st.sampled_from(["% 0", "% 2", "% 1", "超过 % 0", "% 0 以上"]),
    ),
)
def test_what_the_compiler_prints_the_checker_agrees_with(
    people: int, fen: int, rate: Fraction, forms: tuple[str, str, str]
) -> None:
    results = make_lookup(people=people, paid=Fraction(fen, 100), rate=rate)
    text = build(_SENTENCE.format(*forms), results=results).text
    checked = check_text(text, FIGURES, results, period=YEAR, area="371300")
    assert [one.verdict for one in checked] == [Verdict.AGREES] * 3, text


@pytest.mark.parametrize(("people", "printed"), [(232_500, "23.2万人"), (233_500, "23.4万人")])
def test_a_tie_is_rounded_to_even_and_agrees(people: int, printed: str) -> None:
    results = make_lookup(people=people)
    text = build("救助困难群众人数{{ aid.people | 万人 1 }}。", results=results).text
    assert printed in text
    checked = check_text(text, FIGURES, results, period=YEAR, area="371300")
    assert [one.verdict for one in checked] == [Verdict.AGREES]


def test_the_page_names_figure_and_exact_value_and_says_synthetic() -> None:
    page = render_html(build("# 通报\n发放救助资金{{ aid.paid | 亿元 2 }}。"))
    assert 'data-figure="aid.paid"' in page
    assert 'value="1443018620"' in page
    assert "calibrated synthetic data" in page
    assert "src=" not in page


def test_a_real_book_has_no_notice() -> None:
    assert "synthetic" not in render_html(build("共{{ aid.people | 人 }}。", synthetic=False))


def test_the_docx_is_laid_out_by_the_standard(tmp_path: Path) -> None:
    path = write_docx(build("# 通报\n## 保障\n发放救助资金{{ aid.paid | 亿元 2 }}。"), tmp_path / "b.docx")
    document = docx.Document(str(path))
    page = document.sections[0]
    margins = [page.top_margin, page.bottom_margin, page.left_margin, page.right_margin]
    assert [round(margin.mm) for margin in margins if margin is not None] == [37, 35, 28, 26]
    assert page.page_width is not None
    assert abs(page.page_width - Mm(210)) < 1000
    assert "发放救助资金14.43亿元。" in [paragraph.text for paragraph in document.paragraphs]
    assert "仿宋_GB2312" in document.paragraphs[-1]._p.xml
    assert "calibrated synthetic data" in document.paragraphs[0].text


def test_a_docx_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match=r"b\.docx cannot be written"):
        write_docx(build("好。"), tmp_path / "missing" / "b.docx")


def test_an_english_pdf_is_written(tmp_path: Path) -> None:
    path = write_pdf(build("# News\nAid paid: {{ aid.paid | yuan }}.", "en"), tmp_path / "b.pdf")
    assert path.read_bytes().startswith(b"%PDF")


def test_a_chinese_pdf_is_set_in_a_chinese_font_or_refused(tmp_path: Path) -> None:
    built = build("# 通报\n发放救助资金{{ aid.paid | 亿元 2 }}。")
    if find_chinese_fonts():
        assert write_pdf(built, tmp_path / "b.pdf").stat().st_size > 1000
    else:
        with pytest.raises(UserFault, match="No Chinese font"):
            write_pdf(built, tmp_path / "b.pdf")
