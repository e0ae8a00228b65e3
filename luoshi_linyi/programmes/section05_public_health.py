"""Section 5, continued: public health, chronic disease, screening."""

from luoshi.figures import Behaviour, Figure, Rate, Standard
from luoshi.query import Distinct, Happens, HasRecord, Holds, Is, IsIn, Rows, Total
from luoshi_linyi.programmes.conditions import all_of

_ELIGIBLE = IsIn("group", ("rural", "urban_poor"))
_SCREENED = all_of(IsIn("target", ("cervical", "breast")), Is("free", True), Is("status", "completed"))


def _managed(disease: str, patients: str) -> Rate:
    return Rate(
        Rows(
            "patient_care",
            Holds("enrolled_on", "ended_on"),
            all_of(Is("disease", disease), Is("followed_up", True)),
        ),
        _base(patients),
    )


def _base(group: str) -> Total:
    return Total("population_bases", "persons", Holds("valid_from", "replaced_on"), Is("group", group))


FIGURES = (
    Figure(
        id="public_health.per_head_before",
        section=5,
        programme="public_health",
        name_zh="基本公共卫生服务人均经费标准（提高前）",
        name_en="public-health funding per head before the rise",
        unit="yuan/person/year",
        behaviour=Behaviour.LEVEL,
        expression=Standard("standard.public_health", before=True),
        scope_zh="提高前一版的人均经费标准",
        scope_en="the standard per head before the one in force",
        milestone="none",
        owner="市卫生健康委",
        basis=("国家基本公共卫生服务年度通知 (assumed as to number); amounts as Linyi reported them (sourced)"),
        words=(
            "人均经费标准从",
            "基本公共卫生服务人均经费标准从",
            "提高前人均经费",
            "由原人均经费",
            "public-health funding per head before",
        ),
    ),
    Figure(
        id="public_health.per_head",
        section=5,
        programme="public_health",
        name_zh="基本公共卫生服务人均经费标准",
        name_en="public-health funding per head",
        unit="yuan/person/year",
        behaviour=Behaviour.LEVEL,
        expression=Standard("standard.public_health"),
        scope_zh="期末执行的人均经费标准",
        scope_en="the standard per head in force at the period's end",
        milestone="none",
        owner="市卫生健康委",
        basis=("国家基本公共卫生服务年度通知 (assumed as to number); amounts as Linyi reported them (sourced)"),
        words=(
            "基本公共卫生服务人均经费标准",
            "人均经费标准提高到",
            "人均经费",
            "公共卫生服务经费提高到",
            "public-health funding per head",
        ),
    ),
    Figure(
        id="health_records.rate",
        section=5,
        programme="health_records",
        name_zh="居民电子健康档案建档率",
        name_en="residents with an electronic health record",
        unit="ratio",
        behaviour=Behaviour.LEVEL,
        expression=Rate(
            Rows("health_records", Holds("opened_on", "closed_on"), Is("electronic", True)), _base("residents")
        ),
        scope_zh="期末有电子健康档案的居民占常住居民的比例；纸质档案和已注销的不计",
        scope_en=(
            "residents with an electronic health record at the period's end over all residents; "
            "paper-only and closed records do not count"
        ),
        milestone="none",
        owner="市卫生健康委",
        basis="国家基本公共卫生服务规范 (sourced in shape); bases of the rates (assumed)",
        words=(
            "居民电子健康档案建档率",
            "电子健康档案",
            "健康档案建档率",
            "建档率",
            "electronic health record",
        ),
    ),
    Figure(
        id="elderly_health.rate",
        section=5,
        programme="elderly_health",
        name_zh="老年人健康管理率",
        name_en="elderly under health management",
        unit="ratio",
        behaviour=Behaviour.LEVEL,
        expression=Rate(
            Distinct(
                "health_checks",
                "person",
                Holds("checked_on", "counts_until"),
                all_of(Is("group", "elderly"), Is("complete", True)),
            ),
            _base("residents_65"),
        ),
        scope_zh="65岁及以上居民中当年完成健康体检（项目完整）的比例",
        scope_en="share of residents aged 65 or more with the year's complete health check",
        milestone="none",
        owner="市卫生健康委",
        basis="国家基本公共卫生服务规范 (sourced in shape); bases of the rates (assumed)",
        words=(
            "老年人健康管理率",
            "老年人健康管理",
            "65岁以上老年人健康管理",
            "老年人体检率",
            "elderly under health management",
        ),
    ),
    Figure(
        id="hypertension.rate",
        section=5,
        programme="chronic_disease",
        name_zh="高血压患者管理率",
        name_en="hypertension patients under management",
        unit="ratio",
        behaviour=Behaviour.LEVEL,
        expression=_managed("hypertension", "hypertension_estimated"),
        scope_zh="在管且按规定随访的高血压患者占推算患者数的比例",
        scope_en="hypertension patients managed and followed up, over the estimated number of patients",
        milestone="none",
        owner="市卫生健康委",
        basis="国家基本公共卫生服务规范 (sourced in shape); bases of the rates (assumed)",
        words=(
            "高血压患者管理率",
            "高血压管理率",
            "高血压患者健康管理",
            "高血压",
            "hypertension patients under management",
        ),
    ),
    Figure(
        id="diabetes.rate",
        section=5,
        programme="chronic_disease",
        name_zh="2型糖尿病患者管理率",
        name_en="type-2 diabetes patients under management",
        unit="ratio",
        behaviour=Behaviour.LEVEL,
        expression=_managed("diabetes_2", "diabetes_estimated"),
        scope_zh="在管且按规定随访的2型糖尿病患者占推算患者数的比例",
        scope_en=("type-2 diabetes patients managed and followed up, over the estimated number of patients"),
        milestone="none",
        owner="市卫生健康委",
        basis="国家基本公共卫生服务规范 (sourced in shape); bases of the rates (assumed)",
        words=(
            "2型糖尿病患者管理率",
            "糖尿病患者管理率",
            "糖尿病管理率",
            "糖尿病患者健康管理",
            "type-2 diabetes patients under management",
        ),
    ),
    Figure(
        id="screening.women",
        section=5,
        programme="two_cancers_screening",
        name_zh="两癌免费筛查妇女",
        name_en="women screened free for the two cancers",
        unit="person",
        behaviour=Behaviour.FLOW,
        expression=Distinct("screenings", "person", Happens("screened_on"), _SCREENED),
        scope_zh="报告期内完成宫颈癌或乳腺癌免费筛查的妇女，一人计一次",
        scope_en=("women who completed a free screening for cervical or breast cancer in the period, each once"),
        milestone="completed (完成筛查)",
        owner="市卫生健康委",
        basis=(
            "临沂市健康乡村条例第四十二条；国家两癌检查项目（2019） (sourced); coverage by completed "
            "screening (assumed)"
        ),
        words=(
            "两癌免费筛查",
            "适龄妇女免费筛查",
            "两癌筛查",
            "筛查适龄妇女",
            "women screened free for the two cancers",
        ),
    ),
    Figure(
        id="screening.coverage",
        section=5,
        programme="two_cancers_screening",
        name_zh="农村适龄妇女和城镇贫困适龄妇女覆盖率",
        name_en="coverage of eligible rural and poor urban women",
        unit="ratio",
        behaviour=Behaviour.LEVEL,
        expression=Rate(
            Distinct(
                "screening_rosters",
                "person",
                Holds("listed_on", "ended_on"),
                all_of(_ELIGIBLE, HasRecord("screenings", "person", _SCREENED)),
            ),
            Distinct("screening_rosters", "person", Holds("listed_on", "ended_on"), _ELIGIBLE),
        ),
        scope_zh="本轮名单上的农村适龄妇女和城镇贫困适龄妇女中完成免费筛查的比例",
        scope_en=("share of the rural and poor urban women on this round's roster who completed a free screening"),
        milestone="completed (完成筛查)",
        owner="市卫生健康委",
        basis=(
            "临沂市健康乡村条例第四十二条；国家两癌检查项目（2019） (sourced); coverage by completed "
            "screening (assumed)"
        ),
        words=(
            "农村适龄妇女",
            "城镇贫困适龄妇女",
            "适龄妇女全覆盖",
            "两癌筛查覆盖率",
            "coverage of eligible women",
        ),
    ),
)
