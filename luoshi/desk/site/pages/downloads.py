"""One figure's published cells as a file: CSV, XLSX, JSON or Parquet, from one list of rows."""

import csv
import io
import json
from collections.abc import Callable
from fractions import Fraction

import polars as pl
import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse

from luoshi.desk.shelf import Reading
from luoshi.desk.site.caching import LASTING, public_page
from luoshi.desk.site.context import MARK
from luoshi.desk.site.pages.answering import get_reading
from luoshi.errors import Language

Row = dict[str, str | int | float | None]
_COLUMNS = (
    "figure",
    "name_zh",
    "name_en",
    "area",
    "area_name",
    "period",
    "value",
    "numerator",
    "denominator",
    "unit",
    "evidence",
    "records",
    "state",
    "release",
    "notice",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def list_rows(reading: Reading, figure_id: str) -> list[Row]:
    """Return the figure's cells: the city in every period, then the counties in the release's period.

    `state` is known, not known or hidden; `value` is a whole number or a float, exact as numerator over
    denominator where the figure is a rate.
    """
    rows = [
        _make_row(reading, figure_id, area, period)
        for (figure, area, period) in reading.results
        if figure == figure_id and area == reading.city.code
    ]
    counties = [
        _make_row(reading, figure_id, cell.area, str(reading.period), hidden=cell.hidden)
        for cell in reading.get_county_cells(figure_id)
    ]
    return rows + counties


def _make_row(reading: Reading, figure_id: str, area: str, period: str, *, hidden: bool = False) -> Row:
    figure = reading.figures[figure_id]
    result = reading.results.get((figure_id, area, period))
    value = None if result is None else result.value
    return {
        "figure": figure_id,
        "name_zh": figure.name_zh,
        "name_en": figure.name_en,
        "area": area,
        "area_name": reading.get_area_name(area),
        "period": period,
        "value": to_number(value),
        "numerator": None if result is None else result.numerator,
        "denominator": None if result is None else result.denominator,
        "unit": figure.unit,
        "evidence": str(figure.evidence if result is None else result.evidence),
        "records": None if result is None else result.records,
        "state": "hidden" if hidden else "not known" if value is None else "known",
        "release": reading.id,
        "notice": MARK if reading.synthetic else "",
    }


def to_number(value: Fraction | None) -> int | float | None:
    """Return the value as a whole number where it is one, else as a float."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


@public_page(seconds=LASTING)
def download_figure(request: HttpRequest, language: Language, release: str, figure: str, ending: str) -> HttpResponse:
    """Answer with the figure's rows in the format of the ending."""
    reading = get_reading(release)
    if figure not in reading.figures or ending not in _WRITERS:
        raise Http404
    write, content_type = _WRITERS[ending]
    response = HttpResponse(write(list_rows(reading, figure)), content_type=content_type)
    name = f"{figure}-{reading.id}{'-synthetic' if reading.synthetic else ''}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _write_csv(rows: list[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _disarm(value) for name, value in row.items()} for row in rows)
    # The byte order mark makes spreadsheets read the Chinese as UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _disarm(value: object) -> object:
    """Keep a spreadsheet from running a text as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _write_xlsx(rows: list[Row]) -> bytes:
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet, bold = book.add_worksheet(str(rows[0]["figure"])[:31]), book.add_format({"bold": True})
        sheet.write_row(0, 0, _COLUMNS, bold)
        for place, row in enumerate(rows, start=1):
            sheet.write_row(place, 0, [row[name] for name in _COLUMNS])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(_COLUMNS) - 1, 16)
    return content.getvalue()


def _write_json(rows: list[Row]) -> bytes:
    return (json.dumps({"rows": rows}, ensure_ascii=False, indent=1) + "\n").encode()


def _write_parquet(rows: list[Row]) -> bytes:
    whole = {"numerator", "denominator", "records"}
    schema = {name: pl.Int64 if name in whole else pl.Float64 if name == "value" else pl.String for name in _COLUMNS}
    content = io.BytesIO()
    frame = pl.DataFrame(
        {name: [row[name] if name != "value" or row[name] is None else float(row[name]) for row in rows]  # type: ignore[arg-type]  # a value is a number
         for name in _COLUMNS},
        schema=schema,
    )  # fmt: skip
    frame.write_parquet(content, metadata={"notice": str(rows[0]["notice"])})
    return content.getvalue()


_WRITERS: dict[str, tuple[Callable[[list[Row]], bytes], str]] = {
    "csv": (_write_csv, "text/csv; charset=utf-8"),
    "xlsx": (_write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (_write_json, "application/json"),
    "parquet": (_write_parquet, "application/vnd.apache.parquet"),
}
