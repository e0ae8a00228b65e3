"""Section 4: schools."""

from luoshi.figures import Behaviour, Figure
from luoshi.query import Distinct, Happens, HasRecord, Is, IsIn, Rows, Total
from luoshi_linyi.programmes.conditions import all_of

_SCHOOL = all_of(
    Is("works", "primary_secondary_school"),
    IsIn("action", ("new", "rebuilt", "extended")),
    Is("status", "current"),
)
_KINDERGARTEN = all_of(
    Is("works", "kindergarten"),
    IsIn("action", ("new", "rebuilt", "extended")),
    Is("status", "current"),
)
_DORMITORY = all_of(
    Is("works", "teacher_dormitory"),
    IsIn("action", ("new", "rebuilt", "extended")),
    Is("status", "current"),
)


def _named(standard: str) -> Rows:
    return Rows(
        "accreditations",
        Happens("accredited_on"),
        all_of(Is("standard", standard), Is("status", "awarded"), Is("renewal", False)),
    )


FIGURES = (
    Figure(
        id="schools.built",
        section=4,
        programme="school_building",
        name_zh="新建改扩建中小学",
        name_en="primary and secondary schools built or extended",
        unit="school",
        behaviour=Behaviour.FLOW,
        expression=Distinct("projects", "site", Happens("started_on"), _SCHOOL),
        scope_zh="报告期内开工新建、改建、扩建的中小学，一校计一次；撤销的不计",
        scope_en=(
            "primary and secondary schools where building or extension started in the period, a "
            "school once; withdrawn projects do not count"
        ),
        milestone="started (开工)",
        owner="市教育局",
        basis=(
            "《义务教育法》第六、二十二条；2021年度重点民生实事方案 (sourced); the milestone from "
            "the table of September (sourced)"
        ),
        words=(
            "新建改扩建中小学",
            "新建改扩建学校",
            "中小学开工",
            "累计开工中小学",
            "primary and secondary schools built or extended",
            "schools built or extended",
            "新建中小学",
        ),
        note=("the word 开工 is dropped at the year's end; schools.completed holds the other reading"),
    ),
    Figure(
        id="schools.completed",
        section=4,
        programme="school_building",
        name_zh="建成中小学",
        name_en="primary and secondary schools completed",
        unit="school",
        behaviour=Behaviour.FLOW,
        expression=Distinct("projects", "site", Happens("completed_on"), all_of(*_SCHOOL.parts, Is("accepted", True))),
        scope_zh="报告期内完工并验收的新建、改建、扩建中小学，一校计一次",
        scope_en=("primary and secondary schools whose works were completed and accepted in the period, a school once"),
        milestone="completed (完工)",
        owner="市教育局",
        basis=(
            "《义务教育法》第六、二十二条；2021年度重点民生实事方案 (sourced); the milestone from "
            "the table of September (sourced)"
        ),
        words=(
            "中小学建成",
            "中小学完工",
            "中小学竣工",
            "建成中小学",
            "schools completed",
        ),
        note="the second reading of schools.built",
    ),
    Figure(
        id="kindergartens.built",
        section=4,
        programme="school_building",
        name_zh="新建改扩建幼儿园",
        name_en="kindergartens built or extended",
        unit="school",
        behaviour=Behaviour.FLOW,
        expression=Distinct("projects", "site", Happens("started_on"), _KINDERGARTEN),
        scope_zh="报告期内开工新建、改建、扩建的幼儿园，一园计一次；撤销的不计",
        scope_en=(
            "kindergartens where building or extension started in the period, each once; withdrawn "
            "projects do not count"
        ),
        milestone="started (开工)",
        owner="市教育局",
        basis=(
            "《义务教育法》第六、二十二条；2021年度重点民生实事方案 (sourced); the milestone from "
            "the table of September (sourced)"
        ),
        words=(
            "新建改扩建幼儿园",
            "幼儿园开工",
            "累计开工幼儿园",
            "扩建幼儿园",
            "kindergartens built or extended",
            "新建幼儿园",
        ),
        note="as schools.built; kindergartens.completed holds the other reading",
    ),
    Figure(
        id="kindergartens.completed",
        section=4,
        programme="school_building",
        name_zh="建成幼儿园",
        name_en="kindergartens completed",
        unit="school",
        behaviour=Behaviour.FLOW,
        expression=Distinct(
            "projects", "site", Happens("completed_on"), all_of(*_KINDERGARTEN.parts, Is("accepted", True))
        ),
        scope_zh="报告期内完工并验收的新建、改建、扩建幼儿园，一园计一次",
        scope_en="kindergartens whose works were completed and accepted in the period, each once",
        milestone="completed (完工)",
        owner="市教育局",
        basis=(
            "《义务教育法》第六、二十二条；2021年度重点民生实事方案 (sourced); the milestone from "
            "the table of September (sourced)"
        ),
        words=(
            "幼儿园建成",
            "幼儿园完工",
            "幼儿园竣工",
            "建成幼儿园",
            "kindergartens completed",
        ),
        note="the second reading of kindergartens.built",
    ),
    Figure(
        id="inclusive.zones",
        section=4,
        programme="inclusive_schooling",
        name_zh="残疾儿童随班就读示范区",
        name_en="model zones for inclusive schooling",
        unit="site",
        behaviour=Behaviour.FLOW,
        expression=_named("inclusive_zone"),
        scope_zh="报告期内首次评定的残疾儿童随班就读示范区",
        scope_en="model zones for inclusive schooling first named in the period",
        milestone="awarded (评定)",
        owner="市教育局",
        basis="《残疾人教育条例》第十五至二十三条 (sourced); criteria of the award (assumed)",
        words=(
            "随班就读示范区",
            "残疾儿童随班就读示范区",
            "创建示范区",
            "随班就读示范县区",
            "model zones for inclusive schooling",
        ),
    ),
    Figure(
        id="inclusive.schools",
        section=4,
        programme="inclusive_schooling",
        name_zh="残疾儿童随班就读示范校",
        name_en="model schools for inclusive schooling",
        unit="school",
        behaviour=Behaviour.FLOW,
        expression=_named("inclusive_school"),
        scope_zh="报告期内首次评定的残疾儿童随班就读示范校",
        scope_en="model schools for inclusive schooling first named in the period",
        milestone="awarded (评定)",
        owner="市教育局",
        basis="《残疾人教育条例》第十五至二十三条 (sourced); criteria of the award (assumed)",
        words=(
            "随班就读示范校",
            "示范校",
            "残疾儿童随班就读示范校",
            "创建示范校",
            "model schools for inclusive schooling",
        ),
    ),
    Figure(
        id="teachers.recruited",
        section=4,
        programme="teacher_recruitment",
        name_zh="公开招聘教师",
        name_en="teachers recruited by open competition",
        unit="person",
        behaviour=Behaviour.FLOW,
        expression=Distinct(
            "appointments",
            "person",
            Happens("appointed_on"),
            all_of(Is("post", "teacher"), Is("method", "open_competition"), Is("status", "filed")),
        ),
        scope_zh="报告期内经公开招聘并完成聘用备案的教师，含幼儿园，一人计一次",
        scope_en=(
            "teachers chosen by open competition whose appointment was filed in the period, "
            "kindergartens included, each once"
        ),
        milestone="appointment filed (聘用备案)",
        owner="市教育局",
        basis="事业单位公开招聘规定 (assumed)",
        words=(
            "公开招聘教师",
            "招聘教师",
            "补充师资",
            "新招聘教师",
            "teachers recruited",
        ),
    ),
    Figure(
        id="enrolment.applicants",
        section=4,
        programme="school_enrolment",
        name_zh="义务教育入学网上报名人数",
        name_en="children registered for school on line",
        unit="person",
        behaviour=Behaviour.FLOW,
        expression=Distinct(
            "enrolment_applications",
            "person",
            Happens("filed_on"),
            all_of(IsIn("stage", ("primary", "junior")), Is("channel", "online"), Is("status", "submitted")),
        ),
        scope_zh=("报告期内在网上平台提交了小学或初中入学报名的儿童，一人计一次；草稿和撤回的不计；是报名，不是录取"),
        scope_en=(
            "children with a submitted online application for primary or junior entry in the period, "
            "each once; drafts and withdrawn ones do not count; applied, not enrolled"
        ),
        milestone="submitted (提交报名)",
        owner="市教育局",
        basis="《义务教育法》第十一、十二条 (sourced); primary and junior entry (assumed)",
        words=(
            "平台报名人数",
            "网上报名",
            "义务教育招生入学网上办理",
            "入学报名人数",
            "children registered for school online",
        ),
    ),
    Figure(
        id="dormitories.flats",
        section=4,
        programme="teacher_dormitories",
        name_zh="新建改扩建乡村教师周转宿舍",
        name_en="dormitory flats for village teachers",
        unit="flat",
        behaviour=Behaviour.FLOW,
        expression=Total(
            "project_units",
            "quantity",
            Happens("completed_on"),
            all_of(Is("unit", "flat"), Is("accepted", True), HasRecord("projects", "project", _DORMITORY)),
        ),
        scope_zh="报告期内新建、改建、扩建完工并验收的乡村教师周转宿舍套数",
        scope_en="flats for village teachers built or extended, completed and accepted in the period",
        milestone="built or extended, accepted (建成)",
        owner="市教育局",
        basis="2021年度重点民生实事方案 (sourced); a flat counts when accepted (assumed)",
        words=(
            "乡村教师周转宿舍",
            "教师周转宿舍",
            "周转宿舍",
            "新建改扩建周转宿舍",
            "dormitory flats for village teachers",
        ),
    ),
    Figure(
        id="vocational.schools",
        section=4,
        programme="vocational_schools",
        name_zh="入选省级高水平学校建设计划学校",
        name_en="schools chosen for the provincial high-level plan",
        unit="school",
        behaviour=Behaviour.FLOW,
        expression=_named("vocational_school"),
        scope_zh="报告期内首次入选省级高水平学校建设计划的中职学校",
        scope_en="vocational schools first chosen for the provincial high-level plan in the period",
        milestone="chosen (入选)",
        owner="市教育局",
        basis="省教育厅名单 (assumed)",
        words=(
            "省级高水平学校建设计划",
            "高水平中职学校",
            "入选省级高水平学校",
            "中职学校入选",
            "vocational schools chosen",
        ),
    ),
    Figure(
        id="vocational.majors",
        section=4,
        programme="vocational_schools",
        name_zh="入选省级特色化专业建设项目专业",
        name_en="majors chosen for the provincial programme",
        unit="major",
        behaviour=Behaviour.FLOW,
        expression=_named("vocational_major"),
        scope_zh="报告期内首次入选省级特色化专业建设项目的专业",
        scope_en="majors first chosen for the provincial programme of special majors in the period",
        milestone="chosen (入选)",
        owner="市教育局",
        basis="省教育厅名单 (assumed)",
        words=(
            "省级特色化专业建设项目",
            "特色化专业",
            "专业入选",
            "特色化专业建设",
            "vocational majors chosen",
        ),
    ),
)
