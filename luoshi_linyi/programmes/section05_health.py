"""Section 5: health."""

from luoshi.figures import Behaviour, Figure, Rate
from luoshi.query import Distinct, Happens, HasRecord, Holds, Is, Rows
from luoshi_linyi.programmes.conditions import all_of

_HOSPITAL = Is("type", "county_hospital")


def _with_unit(unit: str) -> Rate:
    return Rate(
        Distinct(
            "facility_units",
            "facility",
            Holds("set_up_on", "closed_on"),
            all_of(
                Is("unit", unit),
                Is("accepted", True),
                HasRecord("facilities", "facility", _HOSPITAL),
            ),
        ),
        Rows("facilities", Holds("running_from", "closed_on"), _HOSPITAL),
    )


def _newly(standard: str) -> Rows:
    return Rows(
        "accreditations",
        Happens("accredited_on"),
        all_of(Is("standard", standard), Is("status", "awarded"), Is("renewal", False)),
    )


def _in_all(standard: str) -> Distinct:
    return Distinct(
        "accreditations",
        "subject",
        Holds("accredited_on", "ended_on"),
        all_of(Is("standard", standard), Is("status", "awarded")),
    )


FIGURES = (
    Figure(
        id="hospitals.fever_clinics",
        section=5,
        programme="county_hospitals",
        name_zh="县级医院发热门诊设立率",
        name_en="county hospitals with a fever clinic",
        unit="ratio",
        behaviour=Behaviour.LEVEL,
        expression=_with_unit("fever_clinic"),
        scope_zh="期末在运行的县级医院中设有经验收的发热门诊的比例",
        scope_en=(
            "share of the county hospitals in operation that have a fever clinic, accepted by the health department"
        ),
        milestone="set up and accepted (设立)",
        owner="市卫生健康委",
        basis="2021年度重点民生实事方案 (sourced); conditions of acceptance (assumed)",
        words=(
            "发热门诊",
            "县级医院发热门诊",
            "发热门诊设立率",
            "县级医院发热门诊设立率",
            "fever clinics",
        ),
    ),
    Figure(
        id="hospitals.infectious",
        section=5,
        programme="county_hospitals",
        name_zh="县级医院感染性疾病科设立率",
        name_en="county hospitals with an infectious-disease department",
        unit="ratio",
        behaviour=Behaviour.LEVEL,
        expression=_with_unit("infectious_department"),
        scope_zh="期末在运行的县级医院中设有经验收的感染性疾病科的比例",
        scope_en=(
            "share of the county hospitals in operation that have an infectious-disease department, "
            "accepted by the health department"
        ),
        milestone="set up and accepted (设立)",
        owner="市卫生健康委",
        basis="2021年度重点民生实事方案 (sourced); conditions of acceptance (assumed)",
        words=(
            "感染性疾病科",
            "感染性疾病科设立率",
            "县级医院感染性疾病科",
            "感染科设立率",
            "infectious-disease departments",
        ),
    ),
    Figure(
        id="hospitals.pcr_labs",
        section=5,
        programme="county_hospitals",
        name_zh="县级医院核酸检测实验室设立率",
        name_en="county hospitals with a nucleic-acid laboratory",
        unit="ratio",
        behaviour=Behaviour.LEVEL,
        expression=_with_unit("pcr_laboratory"),
        scope_zh="期末在运行的县级医院中设有经验收的核酸检测实验室的比例",
        scope_en=(
            "share of the county hospitals in operation that have a nucleic-acid laboratory, "
            "accepted by the health department"
        ),
        milestone="set up and accepted (设立)",
        owner="市卫生健康委",
        basis="2021年度重点民生实事方案 (sourced); conditions of acceptance (assumed)",
        words=(
            "核酸检测实验室",
            "核酸检测实验室设立率",
            "县级医院核酸检测实验室",
            "核酸实验室",
            "nucleic-acid laboratories",
        ),
    ),
    Figure(
        id="hospitals.emergency",
        section=5,
        programme="county_hospitals",
        name_zh="县级医院急诊急救设立率",
        name_en="county hospitals with emergency care",
        unit="ratio",
        behaviour=Behaviour.LEVEL,
        expression=_with_unit("emergency"),
        scope_zh="期末在运行的县级医院中设有经验收的急诊急救的比例",
        scope_en=(
            "share of the county hospitals in operation that have emergency care, accepted by the health department"
        ),
        milestone="set up and accepted (设立)",
        owner="市卫生健康委",
        basis="2021年度重点民生实事方案 (sourced); conditions of acceptance (assumed)",
        words=(
            "急诊急救",
            "急诊急救设立率",
            "县级医院急诊急救",
            "急诊急救科室",
            "emergency care",
        ),
    ),
    Figure(
        id="primary_care.new",
        section=5,
        programme="primary_care",
        name_zh="新增达到推荐标准的乡镇卫生院",
        name_en="township health centres newly at the recommended standard",
        unit="facility",
        behaviour=Behaviour.FLOW,
        expression=_newly("primary_care_recommended"),
        scope_zh="报告期内首次达到推荐标准的乡镇卫生院，复评不计",
        scope_en=(
            "township health centres that reached the recommended standard for the first time in the "
            "period; confirmations do not count"
        ),
        milestone="reached the standard (达标)",
        owner="市卫生健康委",
        basis="“优质服务基层行”活动 (sourced for Linyi's use of it); dates of award (assumed)",
        words=(
            "新增达到推荐标准",
            "推荐标准的乡镇卫生院",
            "优质服务基层行",
            "新增乡镇卫生院",
            "township health centres newly at the recommended standard",
        ),
    ),
    Figure(
        id="primary_care.total",
        section=5,
        programme="primary_care",
        name_zh="累计达到推荐标准的乡镇卫生院",
        name_en="township health centres at the recommended standard",
        unit="facility",
        behaviour=Behaviour.STOCK,
        expression=_in_all("primary_care_recommended"),
        scope_zh="期末累计达到推荐标准且仍有效的乡镇卫生院，一院计一次",
        scope_en=(
            "township health centres whose award of the recommended standard is valid at the period's end, each once"
        ),
        milestone="reached the standard (达标)",
        owner="市卫生健康委",
        basis="“优质服务基层行”活动 (sourced for Linyi's use of it); dates of award (assumed)",
        words=(
            "累计达到推荐标准",
            "累计达到",
            "推荐标准乡镇卫生院总数",
            "累计达到推荐标准的乡镇卫生院",
            "health centres at the recommended standard in all",
        ),
    ),
    Figure(
        id="clinics.provincial_new",
        section=5,
        programme="village_clinics",
        name_zh="新增省级示范标准村卫生室",
        name_en="new village clinics at the provincial model standard",
        unit="facility",
        behaviour=Behaviour.FLOW,
        expression=_newly("clinic_provincial"),
        scope_zh="报告期内首次评定的省级示范标准村卫生室",
        scope_en="village clinics first named at the provincial model standard in the period",
        milestone="awarded (评定)",
        owner="市卫生健康委",
        basis="省、市示范标准村卫生室评定 (assumed)",
        words=(
            "新增省级示范标准村卫生室",
            "省级示范标准村卫生室",
            "新增省级村卫生室",
            "省级示范村卫生室新增",
            "new provincial model village clinics",
        ),
    ),
    Figure(
        id="clinics.provincial_total",
        section=5,
        programme="village_clinics",
        name_zh="累计省级示范标准村卫生室",
        name_en="village clinics at the provincial model standard",
        unit="facility",
        behaviour=Behaviour.STOCK,
        expression=_in_all("clinic_provincial"),
        scope_zh="期末有效的省级示范标准村卫生室，一室计一次",
        scope_en="village clinics with a valid award of the provincial model standard, each once",
        milestone="awarded (评定)",
        owner="市卫生健康委",
        basis="省、市示范标准村卫生室评定 (assumed)",
        words=(
            "累计省级示范标准村卫生室",
            "累计分别达到省级",
            "省级示范村卫生室总数",
            "省级累计达到",
            "provincial model village clinics in all",
        ),
    ),
    Figure(
        id="clinics.city_new",
        section=5,
        programme="village_clinics",
        name_zh="新增市级示范标准村卫生室",
        name_en="new village clinics at the city model standard",
        unit="facility",
        behaviour=Behaviour.FLOW,
        expression=_newly("clinic_city"),
        scope_zh="报告期内首次评定的市级示范标准村卫生室",
        scope_en="village clinics first named at the city model standard in the period",
        milestone="awarded (评定)",
        owner="市卫生健康委",
        basis="省、市示范标准村卫生室评定 (assumed)",
        words=(
            "新增市级示范标准村卫生室",
            "市级示范标准村卫生室",
            "新增市级村卫生室",
            "市级示范村卫生室新增",
            "new city model village clinics",
        ),
    ),
    Figure(
        id="clinics.city_total",
        section=5,
        programme="village_clinics",
        name_zh="累计市级示范标准村卫生室",
        name_en="village clinics at the city model standard",
        unit="facility",
        behaviour=Behaviour.STOCK,
        expression=_in_all("clinic_city"),
        scope_zh="期末有效的市级示范标准村卫生室，一室计一次",
        scope_en="village clinics with a valid award of the city model standard, each once",
        milestone="awarded (评定)",
        owner="市卫生健康委",
        basis="省、市示范标准村卫生室评定 (assumed)",
        words=(
            "累计市级示范标准村卫生室",
            "累计分别达到市级",
            "市级示范村卫生室总数",
            "市级累计达到",
            "city model village clinics in all",
        ),
    ),
)
