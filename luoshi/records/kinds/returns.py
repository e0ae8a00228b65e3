"""Returns: totals that a reporting unit hands in and signs, where there are no records."""

from luoshi.records.contracts import Column, ColumnType, Contract
from luoshi.records.kinds.columns import AREA, count, day

RETURNS = Contract(
    "returns",
    1,
    "报表",
    "signed totals of a reporting unit",
    (
        Column("item", ColumnType.TEXT, "指标编号", "what the total states: the identity of the figure"),
        Column("period", ColumnType.TEXT, "报告期", "period that it is for"),
        Column(
            "numerator",
            ColumnType.COUNT,
            "数值（最小计量单位；比率为分子；空为不详）",
            "total in the smallest unit, or numerator; empty where the unit states that it is not known",
            required=False,
            minimum=0,
        ),
        count("denominator", "分母（非比率为1）", "denominator of a rate (0: nobody was concerned), else 1"),
        day("signed_on", "签报日期", "day of signing"),
        Column("department", ColumnType.TEXT, "填报单位", "reporting unit"),
        AREA,
    ),
    ("item", "period", "department", "area"),
    "signed_on",
)

CONTRACTS = (RETURNS,)
