"""The trade's words for units, behaviours, evidence, status and verdicts, in both languages."""

from typing import NamedTuple

from luoshi.errors import Language


class Term(NamedTuple):
    """One word in both languages, and for a status its sign, which never stands alone."""

    zh: str
    en: str
    sign: str = ""

    def say(self, language: Language) -> str:
        """Return the word in `language`."""
        return self.zh if language == "zh" else self.en


UNITS: dict[str, Term] = {
    "attendance": Term("人次", "attendances"),
    "bed": Term("张", "beds"),
    "business": Term("家", "businesses"),
    "canteen": Term("家", "canteens"),
    "card": Term("张", "cards"),
    "county": Term("个县区", "counties"),
    "device": Term("个", "devices"),
    "disease": Term("种", "diseases"),
    "estate": Term("个小区", "estates"),
    "event": Term("场", "events"),
    "facility": Term("处", "facilities"),
    "flat": Term("套", "flats"),
    "hazard": Term("项", "hazards"),
    "household": Term("户", "households"),
    "institution": Term("家", "institutions"),
    "km": Term("公里", "km"),
    "loan": Term("笔", "loans"),
    "major": Term("个专业", "majors"),
    "membership": Term("人次", "memberships"),
    "person": Term("人", "persons"),
    "platform": Term("个", "platforms"),
    "pledge": Term("项", "pledges"),
    "project": Term("个", "projects"),
    "rank": Term("位", "(rank)"),
    "ratio": Term("", ""),
    "ride": Term("人次", "rides"),
    "sample": Term("批次", "samples"),
    "school": Term("所", "schools"),
    "service": Term("项", "services"),
    "site": Term("处", "sites"),
    "team": Term("个组", "teams"),
    "title": Term("个", "titles"),
    "village": Term("个村", "villages"),
    "visit": Term("家次", "visits"),
    "yuan": Term("元", "yuan"),
    "yuan/person/month": Term("元/人·月", "yuan per person and month"),
    "yuan/person/year": Term("元/人·年", "yuan per person and year"),
}

BEHAVIOURS: dict[str, Term] = {
    "flow": Term("流量：各月相加为全年", "flow: the months add up to the year"),
    "stock": Term("存量：期末时点的数量", "stock: as at the period's last day"),
    "cumulative": Term("累计：自起始日至期末", "cumulative: since its start, up to the period's last day"),
    "level": Term("水平：期末的标准或比率", "level: a rate or standard at the period's last day"),
}

EVIDENCE: dict[str, Term] = {
    "records": Term("逐条记录", "records"),
    "returns": Term("部门报表", "a department's return"),
    "parameters": Term("政策文件", "a policy document"),
}

STATUSES: dict[str, Term] = {
    "done": Term("已完成", "done", "●"),
    "ahead": Term("快于进度", "ahead", "◑↑"),
    "on_course": Term("按进度", "on course", "◐"),
    "behind": Term("慢于进度", "behind", "○"),
    "unknown": Term("目标未知", "no target known", "–"),
}

VERDICTS: dict[str, Term] = {
    "agrees": Term("一致", "agrees", "✓"),
    "differs": Term("不一致", "differs", "✗"),
    "no evidence": Term("无依据", "no evidence", "?"),
}
