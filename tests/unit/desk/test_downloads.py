"""One figure as a file: the same rows in every format, marked, and harmless in a spreadsheet."""

import csv
import io
import json

import openpyxl
import polars as pl

from luoshi.desk.shelf import get_shelf


def get(site, ending):
    release = get_shelf().list_releases()[0].id
    return site.get(f"/releases/{release}/figures/assistance.paid/data.{ending}")


def test_all_formats_hold_the_same_values(site) -> None:
    rows = json.loads(get(site, "json").content)["rows"]
    values = [row["value"] for row in rows]
    read = csv.DictReader(io.StringIO(get(site, "csv").content.decode("utf-8-sig")))
    assert [float(row["value"]) for row in read] == values
    sheet = openpyxl.load_workbook(io.BytesIO(get(site, "xlsx").content)).active
    assert [row[6] for row in sheet.iter_rows(min_row=2, values_only=True)] == values
    assert pl.read_parquet(io.BytesIO(get(site, "parquet").content))["value"].to_list() == values


def test_download_of_synthetic_data_says_so_in_name_and_rows(site) -> None:
    response = get(site, "csv")
    assert "-synthetic.csv" in response["Content-Disposition"]
    assert "校准的合成数据 calibrated synthetic data" in response.content.decode("utf-8-sig")


def test_download_has_the_city_by_period_and_counties_for_the_year_only(site) -> None:
    rows = json.loads(get(site, "json").content)["rows"]
    assert len(rows) == 27 + 12
    assert {row["period"] for row in rows if row["area"] != "371300"} == {"2021"}


def test_sealed_file_is_given_byte_for_byte(site) -> None:
    release = get_shelf().list_releases()[0]
    for name in ("manifest.json", "results.parquet"):
        assert site.get(f"/releases/{release.id}/files/{name}").content == (release.path / name).read_bytes()


def test_real_data_keep_back_the_tables_with_small_cells(client, db, serving, real_looking_book) -> None:
    serving(real_looking_book)
    release = get_shelf().list_releases()[0].id
    for name in ("results.csv", "results.parquet"):
        assert client.get(f"/releases/{release}/files/{name}").status_code == 404
    assert client.get(f"/releases/{release}/files/definitions.json").status_code == 200
    assert "不对外提供" in client.get(f"/releases/{release}/").content.decode()


def test_files_outside_the_release_are_not_given(site) -> None:
    release = get_shelf().list_releases()[0].id
    for name in ("..%2f..%2fluoshi.toml", "luoshi.toml", "..", "%2e%2e%2fluoshi.toml"):
        assert site.get(f"/releases/{release}/files/{name}").status_code == 404
