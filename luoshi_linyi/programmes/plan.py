"""The plan itself: how many pledges the year has."""

from luoshi.figures import Behaviour, Figure
from luoshi.query import Holds, Is, Rows

FIGURES = (
    Figure(
        id="plan.pledges",
        section=0,
        programme="plan",
        name_zh="重点民生实事项数",
        name_en="pledges of the year",
        unit="pledge",
        behaviour=Behaviour.STOCK,
        expression=Rows("pledges", Holds("adopted_on", "replaced_on"), Is("status", "adopted")),
        scope_zh="期末执行的年度方案中的重点民生实事项数；未采纳的建议项不计",
        scope_en="pledges of the plan in force at the period's end; proposals not adopted do not count",
        milestone="adopted (印发)",
        owner="市财政局",
        basis="《临沂市2021年度20项重点民生实事工作方案》 (sourced)",
        words=(
            "重点民生实事",
            "项重点民生实事",
            "民生实事",
            "项民生实事",
            "pledges of the year",
        ),
    ),
)
