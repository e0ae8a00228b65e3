"""Services to persons: enrolments, sessions, and the catalogue of public services."""

from luoshi.records.contracts import Contract
from luoshi.records.kinds.columns import AREA, choice, day, flag, key, person

SERVICE_ENROLMENTS = Contract(
    "service_enrolments",
    1,
    "服务登记",
    "enrolments in a service",
    (
        person(zh="服务对象", en="person served"),
        key("facility", "机构键", "facility"),
        choice(
            "service",
            "服务种类",
            "service",
            "supported_employment",
            "day_care",
            "community_rehab",
        ),
        day("started_on", "开始日期", "first day"),
        day("ended_on", "终止日期", "first day no longer enrolled", required=False),
        choice("status", "状态", "state", "enrolled", "applied", "refused"),
        AREA,
    ),
    ("person", "facility", "service", "started_on"),
    "started_on",
)

SERVICE_SESSIONS = Contract(
    "service_sessions",
    1,
    "服务记录",
    "sessions of a service",
    (
        person(zh="服务对象", en="person served"),
        key("facility", "机构键", "facility"),
        choice(
            "service",
            "服务种类",
            "service",
            "child_rehabilitation",
            "adult_rehabilitation",
            "device_fitting",
        ),
        day("held_on", "服务日期", "day of the session"),
        flag("attended", "是否到场", "the person attended"),
        flag("funded", "是否享受救助", "paid for by public assistance"),
        AREA,
    ),
    ("person", "facility", "service", "held_on"),
    "held_on",
)

CATALOGUE_SERVICES = Contract(
    "catalogue_services",
    1,
    "经办服务事项",
    "services of a public counter",
    (
        key("service", "事项键", "service"),
        choice("field", "业务领域", "field", "medical_insurance", "pension", "housing_fund"),
        flag("cross_province", "是否跨省通办", "open to people from other provinces"),
        flag("all_online", "是否全流程网办", "every step can be done on line"),
        day("opened_on", "开通日期", "day from which it is offered so"),
        day("closed_on", "停办日期", "first day no longer offered", required=False),
        AREA,
    ),
    ("service", "opened_on"),
    "opened_on",
)

CONTRACTS = (SERVICE_ENROLMENTS, SERVICE_SESSIONS, CATALOGUE_SERVICES)
