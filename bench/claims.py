"""Claims read from a text in a second: the city's own bulletin template, compiled, many times over."""

import sys

from luoshi.bulletins import find_claims
from measuring import report, take_time

SENTENCES = (
    "全市共发放低保金14.43亿元，惠及困难群众23.25万人，其中农村低保对象18.6万人。",
    "新建改建农村公路1481公里，超过年度计划的1.2倍，设立率均达100%。",
    "The city paid 1.443 billion yuan to 232,500 people, up 12.6 percent.",
)


def main(scale: float) -> None:
    text = "\n".join(SENTENCES * max(1, round(2000 * scale)))
    seconds, cpu, claims = take_time(lambda: find_claims(text), 2)
    report(
        characters=len(text),
        claims=len(claims),
        seconds=round(seconds, 2),
        claims_a_second=round(len(claims) / seconds),
        claims_a_cpu_second=round(len(claims) / cpu),
    )


main(float(sys.argv[1]))
