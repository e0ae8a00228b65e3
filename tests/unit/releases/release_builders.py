"""Builders of what a small release says; a test states only what matters to it."""

from datetime import UTC, datetime
from fractions import Fraction

from luoshi.figures import Behaviour, Evidence, Figure, Result
from luoshi.periods import Period
from luoshi.query import Happens, Rows
from luoshi.releases import Contents, Vintage

NOON = datetime(2022, 1, 5, 4, tzinfo=UTC)


def build_figure(name="paid", **changes):
    fields = {
        "id": name,
        "section": 1,
        "programme": "hardship",
        "name_zh": "发放笔数",
        "name_en": "payments",
        "unit": "item",
        "behaviour": Behaviour.FLOW,
        "expression": Rows("payment", Happens("paid")),
        "scope_zh": "到账的款项",
        "scope_en": "payments that arrived",
        "milestone": "paid",
        "owner": "civil affairs",
        "basis": "assumed",
        "words": ("发放",),
    }
    return Figure(**{**fields, **changes})


def build_result(value=3, *, figure="paid", area="371300", period="2021"):
    exact = None if value is None else Fraction(value)
    number = None if exact is None else exact.numerator
    denominator = None if exact is None or exact.denominator == 1 else exact.denominator
    return Result(figure, area, Period.parse(period), exact, number, denominator, "item", Evidence.RECORDS, 3)


def build_contents(**changes):
    vintage = {
        "period": Period.parse("2021"),
        "known": NOON,
        "position": 4,
        "head": "ab" * 32,
        "code_version": "0.1.0",
        "area_version": "2021-12-31",
        "synthetic": True,
    }
    vintage.update({name: changes.pop(name) for name in list(changes) if name in vintage})
    fields = {
        "figures": (build_figure(),),
        "results": {
            "legal": [
                build_result(),
                build_result(1, area="371302"),
                build_result(2, area="371302001"),
                build_result(None, area="371311"),
                build_result(Fraction(1, 3), area="371312"),
            ]
        },
        "parameters": {"low income": [{"from": "2021-01-01", "value": 61600}]},
        "areas": [{"code": "371300", "name": "临沂市"}],
        "records": [{"kind": "payment", "files": [{"sha256": "cd" * 32, "rows": 3}]}],
        "blocks": {"cd" * 32: {"block": 4096, "blocks": ["cd" * 32], "bytes": 12, "sha256": "cd" * 32}},
        "witness": {"engine": "polars", "figures": [{"figure": "paid", "values": [3]}]},
        "inclusion": {"trees": [], "left_out": [{"figure": "paid", "leaves": 3}]},
        "texts": {"title_zh": "二〇二一年", "title_en": "The year 2021"},
    }
    return Contents(vintage=Vintage(**vintage), **{**fields, **changes})
