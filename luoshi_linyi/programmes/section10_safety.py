"""Section 10: safety."""

from datetime import date

from luoshi.figures import Behaviour, Figure, Rate
from luoshi.query import Distinct, Happens, HasRecord, Holds, Is, Rows, Since, Total
from luoshi_linyi.programmes.conditions import all_of

_TEAM = all_of(Is("campaign", "hazard_campaign"), Is("status", "sent"))
_RECTIFIED = Happens("rectified_on")
# The survey of rural houses began late in 2020; the month is assumed.
_SURVEY_START = date(2020, 9, 1)
_UNSAFE_BUSINESS = all_of(Is("source", "house_survey"), Is("subject", "self_built_business"), Is("status", "confirmed"))


def _mended(source: str) -> Rows:
    return Rows(
        "rectifications",
        _RECTIFIED,
        all_of(
            Is("verified", True),
            HasRecord("findings", "finding", all_of(Is("source", source), Is("status", "confirmed"))),
        ),
    )


FIGURES = (
    Figure(
        id="hazards.teams",
        section=10,
        programme="hazard_campaign",
        name_zh="派出检查组",
        name_en="inspection teams sent",
        unit="team",
        behaviour=Behaviour.FLOW,
        expression=Rows("dispatches", Happens("sent_on"), _TEAM),
        scope_zh="报告期内大排查大整治行动派出的检查组次，取消的不计",
        scope_en="teams sent out by the campaign in the period; cancelled ones do not count",
        milestone="sent (派出)",
        owner="市应急管理局",
        basis=(
            "全省安全生产大排查大整治行动方案（2021年1月起）；《安全生产法》 (sourced); a team as "
            "one dispatch (assumed)"
        ),
        words=(
            "派出检查组",
            "检查组",
            "大排查大整治检查组",
            "派出检查组数",
            "inspection teams sent",
        ),
    ),
    Figure(
        id="hazards.inspectors",
        section=10,
        programme="hazard_campaign",
        name_zh="出动检查人员人次",
        name_en="inspector attendances",
        unit="attendance",
        behaviour=Behaviour.FLOW,
        expression=Total("dispatches", "inspectors", Happens("sent_on"), _TEAM),
        scope_zh="报告期内派出检查组的检查人员人次",
        scope_en="inspectors in the teams sent out, counted at each dispatch",
        milestone="sent (出动)",
        owner="市应急管理局",
        basis=(
            "全省安全生产大排查大整治行动方案（2021年1月起）；《安全生产法》 (sourced); a team as "
            "one dispatch (assumed)"
        ),
        words=(
            "出动检查人员",
            "检查人员",
            "出动检查人员人次",
            "检查人次",
            "inspector attendances",
        ),
    ),
    Figure(
        id="hazards.units",
        section=10,
        programme="hazard_campaign",
        name_zh="检查生产经营单位家次",
        name_en="visits to businesses",
        unit="visit",
        behaviour=Behaviour.FLOW,
        expression=Rows(
            "inspections",
            Happens("inspected_on"),
            all_of(Is("status", "done"), HasRecord("dispatches", "dispatch", _TEAM)),
        ),
        scope_zh="报告期内该行动实际检查生产经营单位的家次，一家检查三次计三次",
        scope_en=(
            "visits made to businesses by the campaign's teams in the period; one visited three "
            "times counts three times"
        ),
        milestone="done (检查)",
        owner="市应急管理局",
        basis=(
            "全省安全生产大排查大整治行动方案（2021年1月起）；《安全生产法》 (sourced); a team as "
            "one dispatch (assumed)"
        ),
        words=(
            "检查生产经营单位",
            "生产经营单位",
            "检查单位家次",
            "检查企业家次",
            "visits to businesses",
        ),
    ),
    Figure(
        id="hazards.rectified",
        section=10,
        programme="hazard_campaign",
        name_zh="排查整改隐患",
        name_en="hazards found and rectified",
        unit="hazard",
        behaviour=Behaviour.FLOW,
        expression=_mended("hazard_campaign"),
        scope_zh="报告期内该行动查出并经复查合格的整改隐患项数",
        scope_en="hazards found by the campaign and mended, as a second visit verified in the period",
        milestone="found and rectified (排查整改)",
        owner="市应急管理局",
        basis=(
            "全省安全生产大排查大整治行动方案（2021年1月起）；《安全生产法》 (sourced); a team as "
            "one dispatch (assumed)"
        ),
        words=(
            "排查整改隐患",
            "整改隐患",
            "隐患整改",
            "排查整改",
            "排查治理隐患",
            "hazards found and rectified",
            "hazards put right",
        ),
    ),
    Figure(
        id="union_safety.trainings",
        section=10,
        programme="union_safety",
        name_zh="企业安全培训次数",
        name_en="safety trainings in companies",
        unit="event",
        behaviour=Behaviour.FLOW,
        expression=Rows(
            "events",
            Happens("held_on"),
            all_of(Is("type", "safety_training"), Is("organiser", "union"), Is("status", "held")),
        ),
        scope_zh="报告期内工会督促开展并已举办的企业安全培训次数",
        scope_en="safety trainings in companies held under the union's activity in the period",
        milestone="held (开展)",
        owner="市总工会",
        basis="工会“查保促”活动 (sourced); 安全生产法第五十九、六十条 (sourced)",
        words=(
            "开展各类安全培训",
            "安全培训",
            "企业安全培训",
            "查保促",
            "safety trainings in companies",
        ),
    ),
    Figure(
        id="union_safety.trained",
        section=10,
        programme="union_safety",
        name_zh="培训职工人次",
        name_en="employees trained",
        unit="attendance",
        behaviour=Behaviour.FLOW,
        expression=Rows(
            "training_attendances",
            Happens("finished_on"),
            all_of(Is("field", "work_safety"), Is("organiser", "union"), Is("completed", True)),
        ),
        scope_zh="报告期内完成工会安全培训的职工人次",
        scope_en="completed attendances of the union's safety trainings in the period",
        milestone="completed (完成)",
        owner="市总工会",
        basis="工会“查保促”活动 (sourced); 安全生产法第五十九、六十条 (sourced)",
        words=(
            "培训职工",
            "培训职工人次",
            "安全培训职工",
            "职工安全培训",
            "employees trained",
        ),
    ),
    Figure(
        id="union_safety.hazards",
        section=10,
        programme="union_safety",
        name_zh="企业工会查出整改隐患处数",
        name_en="hazards found and rectified by unions",
        unit="hazard",
        behaviour=Behaviour.FLOW,
        expression=_mended("union_activity"),
        scope_zh="报告期内企业工会查出并经复查合格的整改隐患处数；与大排查的项数不相加",
        scope_en=(
            "hazards found by company unions and mended, as verified in the period; never added to "
            "those of the campaign"
        ),
        milestone="found and rectified (查出整改)",
        owner="市总工会",
        basis="工会“查保促”活动 (sourced); 安全生产法第五十九、六十条 (sourced)",
        words=(
            "查出整改隐患",
            "企业工会查出隐患",
            "工会查出整改隐患",
            "查保促隐患",
            "hazards found by unions",
        ),
    ),
    Figure(
        id="rural_houses.surveyed",
        section=10,
        programme="rural_houses",
        name_zh="排查农村房屋户数",
        name_en="rural houses surveyed",
        unit="household",
        behaviour=Behaviour.CUMULATIVE,
        expression=Distinct("house_surveys", "house", Since("surveyed_on", _SURVEY_START), Is("status", "surveyed")),
        scope_zh="排查行动开始以来累计完成排查的农村房屋，一户计一次；无人在家未查的不计",
        scope_en=("rural houses surveyed since the campaign began, each once; those where nobody was met do not count"),
        milestone="surveyed (排查)",
        owner="市住房城乡建设局",
        basis=("全国农村房屋安全隐患排查整治 (sourced); start of the count and 户 read as houses (assumed)"),
        words=(
            "排查房屋",
            "农村房屋排查",
            "农村房屋安全隐患排查",
            "共排查房屋",
            "rural houses surveyed",
        ),
    ),
    Figure(
        id="rural_houses.business_fixed",
        section=10,
        programme="rural_houses",
        name_zh="隐患经营用自建房整治率",
        name_en="unsafe self-built business premises made safe",
        unit="ratio",
        behaviour=Behaviour.LEVEL,
        expression=Rate(
            Rows(
                "rectifications",
                Since("rectified_on", _SURVEY_START),
                all_of(Is("verified", True), HasRecord("findings", "finding", _UNSAFE_BUSINESS)),
            ),
            Rows("findings", Since("found_on", _SURVEY_START), _UNSAFE_BUSINESS),
        ),
        scope_zh="排查出的存在隐患的用作经营的自建房中，已整治并复查合格的比例",
        scope_en=("share mended and verified of the unsafe self-built houses used for business that the survey found"),
        milestone="rectified and verified (整治完成)",
        owner="市住房城乡建设局",
        basis=("全国农村房屋安全隐患排查整治 (sourced); start of the count and 户 read as houses (assumed)"),
        words=(
            "用作经营的自建房",
            "自建房全部整治",
            "经营性自建房",
            "隐患自建房整治",
            "self-built business premises made safe",
        ),
    ),
    Figure(
        id="catering.graded",
        section=10,
        programme="food_safety",
        name_zh="风险分级管理餐饮单位",
        name_en="caterers under risk grading",
        unit="business",
        behaviour=Behaviour.STOCK,
        expression=Distinct(
            "risk_grades",
            "business",
            Holds("graded_on", "ended_on"),
            all_of(Is("trade", "catering"), Is("status", "confirmed")),
        ),
        scope_zh="期末有有效风险等级的餐饮单位，一家计一次",
        scope_en="caterers with a confirmed risk grade valid at the period's end, each once",
        milestone="grade confirmed (评定)",
        owner="市市场监管局",
        basis=("《食品生产经营风险分级管理办法（试行）》2016；山东省食品小作坊小餐饮条例第三十四条 (sourced)"),
        words=(
            "风险分级管理",
            "餐饮单位",
            "餐饮服务单位风险分级",
            "餐饮单位风险分级",
            "caterers under risk grading",
        ),
    ),
    Figure(
        id="food.samples",
        section=10,
        programme="food_safety",
        name_zh="食品安全监督抽检批次",
        name_en="food-safety samples",
        unit="sample",
        behaviour=Behaviour.FLOW,
        expression=Rows(
            "food_samples", Happens("tested_on"), all_of(Is("purpose", "supervision"), Is("status", "reported"))
        ),
        scope_zh="报告期内出具检验报告的监督抽检批次；风险监测不计",
        scope_en=("samples of supervision whose report came in the period; risk monitoring does not count"),
        milestone="tested and reported (完成抽检)",
        owner="市市场监管局",
        basis="《食品安全法》第八十七、八十八条；《食品安全抽样检验管理办法》 (sourced)",
        words=(
            "食品安全监督抽检",
            "监督抽检",
            "食品抽检批次",
            "抽检批次",
            "food-safety samples",
        ),
    ),
    Figure(
        id="canteens.upgraded",
        section=10,
        programme="school_canteens",
        name_zh="完成4D+改造的学校食堂",
        name_en="school canteens upgraded to 4D+",
        unit="canteen",
        behaviour=Behaviour.FLOW,
        expression=Distinct(
            "projects", "site", Happens("completed_on"), all_of(Is("works", "canteen_4d"), Is("accepted", True))
        ),
        scope_zh="报告期内完成4D+改造并验收的学校食堂，一处计一次",
        scope_en=("school canteens whose 4D+ upgrade was completed and accepted in the period, each once"),
        milestone="completed (完成)",
        owner="市市场监管局",
        basis="山东省学校安全条例第三十七条 (sourced); acceptance by the city (assumed)",
        words=(
            "学校食堂",
            "4D+改造",
            "学校食堂4D+",
            "食堂改造",
            "school canteens upgraded",
        ),
    ),
)
