"""Work: jobs begun and ended, the unemployed, graduates, training, start-up loans."""

from luoshi.records.contracts import Contract
from luoshi.records.kinds.columns import AREA, choice, count, day, flag, key, money, person

JOB_CHANGES = Contract(
    "job_changes",
    1,
    "就业登记变动",
    "changes in the register of the employed",
    (
        person(),
        choice(
            "change",
            "变动种类",
            "kind of change",
            "first_job",
            "reemployment",
            "transfer",
            "retirement",
            "death",
        ),
        count("persons", "人数（就业为1，减员为-1）", "1 for a job begun, -1 for attrition", minimum=-1),
        flag("urban", "是否城镇", "the workplace is urban"),
        day("happened_on", "变动日期", "day of the change"),
        AREA,
    ),
    ("person", "change", "happened_on"),
    "happened_on",
)

HARD_TO_PLACE = Contract(
    "hard_to_place",
    1,
    "就业困难人员认定",
    "persons recognised as hard to place",
    (
        person(),
        choice(
            "category",
            "困难类别",
            "category",
            "older",
            "zero_employment_family",
            "single_parent",
            "dibao",
            "disabled",
            "long_unemployed",
            "landless",
        ),
        day("recognised_on", "认定日期", "day of the decision"),
        choice("status", "认定结果", "decision", "recognised", "refused"),
        AREA,
    ),
    ("person", "recognised_on"),
    "recognised_on",
)

UNEMPLOYMENT = Contract(
    "unemployment",
    1,
    "失业登记",
    "registered unemployment",
    (
        person(),
        day("registered_on", "登记日期", "day of registration"),
        day("ended_on", "注销日期", "first day no longer registered", required=False),
        flag("urban", "是否城镇", "registered in a town"),
        AREA,
    ),
    ("person", "registered_on"),
    "registered_on",
)

GRADUATES = Contract(
    "graduates",
    1,
    "离校毕业生实名登记",
    "graduates registered by name after leaving university",
    (
        person(),
        day("registered_on", "登记日期", "day of registration"),
        day("employed_on", "就业日期", "day on which work began", required=False),
        day("ended_on", "移出登记日期", "first day no longer on the register", required=False),
        flag("left_without_job", "离校时是否未就业", "had no job on leaving university"),
        AREA,
    ),
    ("person", "registered_on"),
    "registered_on",
)

INTERNSHIPS = Contract(
    "internships",
    1,
    "就业见习",
    "internships",
    (
        person(zh="见习人员", en="intern"),
        key("host", "见习单位键", "host"),
        day("started_on", "开始日期", "first day"),
        flag("recognised_host", "是否认定基地", "the host is a recognised base"),
        choice("status", "状态", "state", "taken_up", "cancelled"),
        AREA,
    ),
    ("person", "host", "started_on"),
    "started_on",
)

TRAINING_ATTENDANCES = Contract(
    "training_attendances",
    1,
    "培训参训",
    "attendances of training courses",
    (
        person(zh="参训人员", en="trainee"),
        key("course", "班次键", "course"),
        choice("field", "培训类别", "field", "vocational", "startup", "work_safety"),
        choice("organiser", "组织方", "organiser", "labour_department", "union", "company"),
        day("finished_on", "结束日期", "last day of the course"),
        flag("completed", "是否结业", "the trainee completed it"),
        AREA,
    ),
    ("person", "course"),
    "finished_on",
)

LOANS = Contract(
    "loans",
    1,
    "贷款发放",
    "loans",
    (
        key("loan", "贷款合同键", "loan"),
        person(zh="借款人", en="borrower"),
        choice("product", "贷款种类", "product", "startup_guaranteed", "poverty_relief", "ordinary"),
        day("issued_on", "放款日期", "day of disbursement, or of approval where nothing was paid out"),
        money("amount", "金额（分）", "amount in fen"),
        flag("new", "是否新发放", "newly issued, not extended"),
        choice("status", "状态", "state", "disbursed", "approved", "cancelled"),
        AREA,
    ),
    ("loan",),
    "issued_on",
)

LOAN_JOBS = Contract(
    "loan_jobs",
    1,
    "贷款带动就业核查",
    "jobs brought about by a loan",
    (
        key("loan", "贷款合同键", "loan"),
        day("checked_on", "核查日期", "day of the check"),
        count("jobs", "带动就业人数", "jobs"),
        flag("verified", "是否核实", "found to be true"),
        AREA,
    ),
    ("loan", "checked_on"),
    "checked_on",
)

CONTRACTS = (
    JOB_CHANGES,
    HARD_TO_PLACE,
    UNEMPLOYMENT,
    GRADUATES,
    INTERNSHIPS,
    TRAINING_ATTENDANCES,
    LOANS,
    LOAN_JOBS,
)
