"""Schools: applications for a place, appointments of staff."""

from luoshi.records.contracts import Contract
from luoshi.records.kinds.columns import AREA, choice, day, key, person

ENROLMENT_APPLICATIONS = Contract(
    "enrolment_applications",
    1,
    "入学报名",
    "applications for a school place",
    (
        key("application", "报名号", "number of the application"),
        person(zh="儿童", en="child"),
        choice("stage", "学段", "stage", "primary", "junior", "kindergarten", "senior"),
        choice("channel", "报名方式", "channel", "online", "counter"),
        day("filed_on", "填报日期", "day of submission, or of the last draft"),
        choice("status", "状态", "state", "submitted", "draft", "withdrawn"),
        AREA,
    ),
    ("application",),
    "filed_on",
)

APPOINTMENTS = Contract(
    "appointments",
    1,
    "聘用备案",
    "appointments to public posts",
    (
        person(zh="受聘人", en="person appointed"),
        choice("post", "岗位", "post", "teacher", "health_worker", "clerk"),
        choice("method", "进人方式", "how chosen", "open_competition", "transfer", "special_post"),
        day("appointed_on", "备案日期", "day of filing"),
        choice("status", "状态", "state", "filed", "void"),
        AREA,
    ),
    ("person", "post", "appointed_on"),
    "appointed_on",
)

CONTRACTS = (ENROLMENT_APPLICATIONS, APPOINTMENTS)
