"""Section 2: keeping people out of poverty."""

from datetime import date

from luoshi.figures import Behaviour, Figure, Rate
from luoshi.query import Distinct, Happens, HasRecord, Holds, Is, IsIn, Rows, Since
from luoshi_linyi.programmes.conditions import all_of

# The mechanism's first day: the published number adds up from there (assumed from the guide of 2020).
_WATCH_START = date(2020, 4, 1)
_WATCHED = Since("identified_on", _WATCH_START)
_IDENTIFIED = Is("status", "identified")
_INDUSTRY = all_of(Is("works", "rural_industry"), Is("funding", "linking_fund"), Is("status", "current"))
_INDUSTRY_DONE = all_of(*_INDUSTRY.parts, Is("accepted", True))

FIGURES = (
    Figure(
        id="watch.households",
        section=2,
        programme="relapse_watch",
        name_zh="认定即时帮扶对象户数",
        name_en="households identified for immediate help",
        unit="household",
        behaviour=Behaviour.CUMULATIVE,
        expression=Distinct("watch_cases", "household", _WATCHED, _IDENTIFIED),
        scope_zh="监测机制建立以来累计认定的即时帮扶户，一户计一次；待定和不予认定的不计",
        scope_en=(
            "households identified for immediate help since the mechanism began, each once; pending "
            "and refused cases do not count"
        ),
        milestone="identified (认定)",
        owner="市扶贫办",
        basis=("山东省健全防止返贫动态监测和帮扶机制工作指南 (sourced); the start of the count (assumed)"),
        words=(
            "认定即时帮扶对象",
            "即时帮扶对象户数",
            "即时帮扶户",
            "防返贫监测户",
            "households identified for immediate help",
        ),
    ),
    Figure(
        id="watch.persons",
        section=2,
        programme="relapse_watch",
        name_zh="认定即时帮扶对象人数",
        name_en="persons identified for immediate help",
        unit="person",
        behaviour=Behaviour.CUMULATIVE,
        expression=Distinct("watch_members", "person", _WATCHED, HasRecord("watch_cases", "household", _IDENTIFIED)),
        scope_zh="累计认定的即时帮扶户的家庭成员，一人计一次",
        scope_en="members of the households identified since the mechanism began, each once",
        milestone="identified (认定)",
        owner="市扶贫办",
        basis=("山东省健全防止返贫动态监测和帮扶机制工作指南 (sourced); the start of the count (assumed)"),
        words=(
            "即时帮扶对象人数",
            "认定即时帮扶对象人口",
            "即时帮扶人口",
            "防返贫监测人数",
            "persons identified for immediate help",
        ),
    ),
    Figure(
        id="watch.measures_in_place",
        section=2,
        programme="relapse_watch",
        name_zh="即时帮扶措施落实率",
        name_en="identified households with help in place",
        unit="ratio",
        behaviour=Behaviour.LEVEL,
        expression=Rate(
            Distinct(
                "watch_cases",
                "household",
                _WATCHED,
                all_of(_IDENTIFIED, HasRecord("watch_measures", "household", Is("status", "in_place"))),
            ),
            Distinct("watch_cases", "household", _WATCHED, _IDENTIFIED),
        ),
        scope_zh="累计认定户中至少有一项帮扶措施已落实的户所占比例",
        scope_en="share of the identified households with at least one measure in place",
        milestone="help in place (落实)",
        owner="市扶贫办",
        basis=("山东省健全防止返贫动态监测和帮扶机制工作指南 (sourced); the start of the count (assumed)"),
        words=(
            "落实即时帮扶措施",
            "帮扶措施落实率",
            "全部落实即时帮扶",
            "帮扶措施全部落实",
            "measures in place",
        ),
    ),
    Figure(
        id="insurance.poverty_covered",
        section=2,
        programme="poverty_insurance",
        name_zh="扶贫特惠保险覆盖人数",
        name_en="persons insured under the poverty insurance",
        unit="person",
        behaviour=Behaviour.STOCK,
        expression=Distinct(
            "insurance_policies",
            "person",
            Holds("starts_on", "ends_on"),
            all_of(IsIn("product", ("poverty_medical", "poverty_accident")), Is("paid", True)),
        ),
        scope_zh="期末在保且保费已缴的扶贫特惠保险（医疗商业补充或意外伤害）被保险人，一人计一次",
        scope_en=(
            "persons with a paid poverty insurance (medical supplement or accident) in force at the "
            "period's end, each once"
        ),
        milestone="none",
        owner="市扶贫办",
        basis="山东省扶贫特惠保险实施方案 (sourced); one roster a policy year (derived)",
        words=(
            "扶贫特惠保险",
            "脱贫享受政策人口",
            "医疗商业补充保险",
            "意外伤害保险",
            "特惠保险覆盖人数",
            "poverty insurance",
        ),
    ),
    Figure(
        id="industry.projects_done",
        section=2,
        programme="industry_projects",
        name_zh="乡村振兴衔接资金产业项目完工数",
        name_en="rural industry projects completed",
        unit="project",
        behaviour=Behaviour.FLOW,
        expression=Rows("projects", Happens("completed_on"), _INDUSTRY_DONE),
        scope_zh="报告期内完工并验收的衔接资金产业项目",
        scope_en=("rural industry projects paid from the linking fund that were completed and accepted in the period"),
        milestone="completed (完工)",
        owner="市扶贫办",
        basis=("财政衔接推进乡村振兴补助资金管理办法 (assumed); 国办函〔2021〕51号 on assets (sourced)"),
        words=(
            "衔接资金产业项目",
            "产业项目完工",
            "扶贫产业项目",
            "乡村振兴衔接资金项目",
            "产业项目全部完工",
            "industry projects completed",
        ),
        note="451 at the year's end against 151 approved in September: not reconcilable, flagged",
    ),
    Figure(
        id="industry.completion",
        section=2,
        programme="industry_projects",
        name_zh="产业项目完工率",
        name_en="share of rural industry projects completed",
        unit="ratio",
        behaviour=Behaviour.LEVEL,
        expression=Rate(
            Rows("projects", Holds("completed_on", "archived_on"), _INDUSTRY_DONE),
            Rows("projects", Holds("approved_on", "archived_on"), _INDUSTRY),
        ),
        scope_zh="年度清单上的衔接资金产业项目中已完工验收的比例；撤销的项目不在清单",
        scope_en=(
            "share of the projects on the year's list that are completed and accepted; withdrawn ones are not on it"
        ),
        milestone="completed (完工)",
        owner="市扶贫办",
        basis=("财政衔接推进乡村振兴补助资金管理办法 (assumed); 国办函〔2021〕51号 on assets (sourced)"),
        words=(
            "产业项目完工率",
            "产业项目已全部完工",
            "项目完工比例",
            "产业项目全部建成",
            "share of industry projects completed",
        ),
    ),
    Figure(
        id="industry.projects_approved",
        section=2,
        programme="industry_projects",
        name_zh="产业项目立项数",
        name_en="rural industry projects approved",
        unit="project",
        behaviour=Behaviour.FLOW,
        expression=Rows("projects", Happens("approved_on"), _INDUSTRY),
        scope_zh="报告期内立项的衔接资金产业项目",
        scope_en="rural industry projects approved in the period",
        milestone="approved (立项)",
        owner="市扶贫办",
        basis=("财政衔接推进乡村振兴补助资金管理办法 (assumed); 国办函〔2021〕51号 on assets (sourced)"),
        words=(
            "产业项目立项",
            "扶贫产业项目立项",
            "立项产业项目",
            "衔接资金项目立项",
            "industry projects approved",
        ),
        note="printed in the table of September only",
    ),
    Figure(
        id="industry.projects_started",
        section=2,
        programme="industry_projects",
        name_zh="产业项目开工数",
        name_en="rural industry projects started",
        unit="project",
        behaviour=Behaviour.FLOW,
        expression=Rows("projects", Happens("started_on"), _INDUSTRY),
        scope_zh="报告期内开工的衔接资金产业项目",
        scope_en="rural industry projects started in the period",
        milestone="started (开工)",
        owner="市扶贫办",
        basis=("财政衔接推进乡村振兴补助资金管理办法 (assumed); 国办函〔2021〕51号 on assets (sourced)"),
        words=(
            "产业项目开工",
            "扶贫产业项目开工",
            "开工产业项目",
            "衔接资金项目开工",
            "industry projects started",
        ),
        note="printed in the table of September only",
    ),
)
