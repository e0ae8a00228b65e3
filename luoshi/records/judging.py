"""Judging a batch of delivered rows: read each cell, judge the row, and turn ID numbers into person keys."""

from collections.abc import Callable
from datetime import date

import polars as pl

from luoshi.records.contracts import Column, ColumnType, Contract
from luoshi.records.csvfile import CELLS
from luoshi.records.headings import ROW, Heading
from luoshi.records.quick import read_quickly
from luoshi.records.reading import Delivery
from luoshi.records.validation import AreaLimits, Judge, build_judge, name_finding
from luoshi.records.values import Findings, Reading, build_value
from luoshi.registry import Registry

_NAME = "_name_of_"


class RowJudge:
    """Parts a delivery's batches into good rows with typed values, and bad rows with their reasons."""

    def __init__(
        self,
        delivery: Delivery,
        contract: Contract,
        today: date,
        areas: AreaLimits | None,
        registry: Callable[[], Registry] | None,
    ) -> None:
        """Prepare for one delivery; `registry` is opened when the first ID number comes."""
        self._delivery = delivery
        self._contract = contract
        self._today = today
        self._areas = areas
        self._open_registry = registry
        self._registry: Registry | None = None
        self._prepared: tuple[dict[str, Reading], Judge] | None = None

    def judge(self, batch: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the good rows (row number, typed values) and the bad (row number, reasons `_zh` and `_en`)."""
        if self._prepared is None:
            self._prepared = self._prepare(batch.schema)
        readings, judge = self._prepared
        values: list[pl.Expr | pl.Series] = []
        found: Findings = dict.fromkeys(judge.findings, pl.lit(value=False))
        found[self._width_finding()] = pl.col(CELLS).is_not_null()
        for name, reading in readings.items():
            quick = read_quickly(reading, batch[reading.heading.text])
            if quick is not None:
                values.append(quick.alias(name))
                continue
            value, against = build_value(reading)
            values.append(value.alias(name))
            found |= {name_finding(reading.column, code): where for code, where in against.items()}
        typed = batch.select(ROW, *values, *(where.alias(name) for name, where in found.items()))
        good, bad = judge.part(typed)
        if self._open_registry is None:
            return good, bad
        for person, named in self._list_people():
            good = self._identify(good, batch, person, named)
        return good, bad

    def _prepare(self, schema: pl.Schema) -> tuple[dict[str, Reading], Judge]:
        readings: dict[str, Reading] = {}
        findings = [self._width_finding()]
        for head in self._delivery.layout.headings:
            if head.column is None or head.role == "name":
                continue
            column, kind = head.column, schema[head.text]
            reading = Reading(
                head,
                column,
                kind,
                self._today,
                numeric=head.text in self._delivery.numeric,
                workbook=self._delivery.workbook,
                identify=self._may_identify(head, column, kind),
            )
            readings[column.name] = reading
            findings += [name_finding(column, code) for code in build_value(reading)[1]]
        columns = {name: reading.identify for name, reading in readings.items()}
        return readings, build_judge(self._contract, columns, findings, self._today, self._areas)

    def _width_finding(self) -> str:
        return name_finding(self._contract.columns[0], "row_wrong_width")

    def _may_identify(self, head: Heading, column: Column, kind: pl.DataType) -> bool:
        personal = column.personal and column.type is ColumnType.KEY
        return personal and self._open_registry is not None and (head.role == "id_number" or kind == pl.String)

    def _list_people(self) -> list[tuple[str, str | None]]:
        """Return the columns that hold ID numbers or keys as text, each with the heading of the names."""
        assert self._prepared is not None  # noqa: S101 - judge prepares first
        layout = self._delivery.layout
        people = []
        for column in self._contract.columns:
            if column.personal and column.name in self._prepared[0]:
                name = layout.find(column.name, "name")
                people.append((column.name, None if name is None else name.text))
        return people

    def _identify(self, good: pl.DataFrame, batch: pl.DataFrame, column: str, name: str | None) -> pl.DataFrame:
        """Replace the ID numbers of good rows by person keys; the registry keeps the names beside them."""
        if good.schema[column] != pl.String:
            return good
        rows = good.select(ROW, column)
        if name is not None:
            named = batch.select(ROW, pl.col(name).cast(pl.String).str.strip_chars().alias(_NAME))
            rows = rows.join(named, on=ROW, how="left", maintain_order="left")
        else:
            rows = rows.with_columns(pl.lit("").alias(_NAME))
        people = rows.filter(pl.col(column).str.len_chars() == 18).unique(column, keep="first", maintain_order=True)
        keys: list[int] = []
        if people.height:
            keys = self._get_registry().get_or_make_keys(
                people[column].to_list(), people[_NAME].fill_null("").to_list()
            )
        known = pl.DataFrame({column: people[column], "_key": keys}, schema={column: pl.String, "_key": pl.Int64})
        plain = pl.when(pl.col(column).str.len_chars() != 18).then(pl.col(column)).cast(pl.Int64, strict=False)
        joined = good.join(known, on=column, how="left", maintain_order="left")
        return joined.with_columns(pl.coalesce("_key", plain).alias(column)).drop("_key")

    def _get_registry(self) -> Registry:
        if self._registry is None:
            assert self._open_registry is not None  # noqa: S101 - ID numbers are read only where it is given
            self._registry = self._open_registry()
        return self._registry
