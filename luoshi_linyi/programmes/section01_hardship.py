"""Section 1: care for groups in particular hardship."""

from luoshi.figures import Behaviour, Figure, SmallestRise
from luoshi.query import Distinct, Happens, InLastMonth, Is, IsIn, Rows, Total
from luoshi_linyi.programmes.conditions import all_of

_ASSISTANCE = all_of(IsIn("benefit", ("dibao", "tekun")), Is("status", "paid"))
_CHILDREN = all_of(
    IsIn("benefit", ("orphan_institution", "orphan_scattered", "unattended_child", "hardship_child")),
    Is("status", "paid"),
)
_DISABILITY = all_of(IsIn("benefit", ("disability_living", "disability_nursing")), Is("status", "paid"))
_LIVING = all_of(Is("benefit", "disability_living"), Is("status", "paid"))
_NURSING = all_of(Is("benefit", "disability_nursing"), Is("status", "paid"))
_PAY_LIST = InLastMonth("pay_month")
_PAID = Happens("paid_on")

FIGURES = (
    Figure(
        id="assistance.standard_uplift",
        section=1,
        programme="social_assistance",
        name_zh="困难群众救助保障标准提高幅度",
        name_en="rise of the nine assistance standards",
        unit="ratio",
        behaviour=Behaviour.LEVEL,
        expression=SmallestRise(
            (
                "standard.dibao_urban",
                "standard.dibao_rural",
                "standard.tekun_urban",
                "standard.tekun_rural",
                "standard.child_institution",
                "standard.child_scattered",
                "standard.child_hardship",
                "standard.disability_living",
                "standard.disability_nursing",
            )
        ),
        scope_zh=("九类救助保障标准由上一版到现行版的升幅中最小的一个：城乡低保、城乡特困、三类儿童、两项残疾人补贴"),
        scope_en=(
            "the smallest rise, from the version before to the one in force, among nine standards: "
            "dibao and tekun in town and country, three classes of children, two disability subsidies"
        ),
        milestone="none",
        owner="市民政局",
        basis=(
            "《社会救助暂行办法》第二、三章；山东省最低生活保障管理办法 (sourced); amounts of 2021 "
            "derived from the notice of 2020 plus ten per cent (assumed)"
        ),
        words=(
            "困难群众救助保障标准再提高",
            "救助保障标准提高",
            "九类保障标准提高",
            "低保标准提高幅度",
            "assistance standards raised by",
        ),
    ),
    Figure(
        id="assistance.recipients",
        section=1,
        programme="social_assistance",
        name_zh="城乡低保对象、城乡特困人员人数",
        name_en="dibao and tekun recipients",
        unit="person",
        behaviour=Behaviour.STOCK,
        expression=Distinct("payments", "person", _PAY_LIST, _ASSISTANCE),
        scope_zh="报告期最后一个月低保、特困发放名册上已实发的人，一人计一次；退回、缓发的不计",
        scope_en=(
            "persons actually paid dibao or tekun on the list of the period's last month, each once; "
            "returned and held payments do not count"
        ),
        milestone="none",
        owner="市民政局",
        basis=(
            "《社会救助暂行办法》第二、三章；山东省最低生活保障管理办法 (sourced); amounts of 2021 "
            "derived from the notice of 2020 plus ten per cent (assumed)"
        ),
        words=(
            "城乡低保对象",
            "城乡特困人员",
            "低保对象、特困人员人数",
            "救助困难群众人数",
            "保障低保和特困对象",
            "dibao and tekun recipients",
        ),
    ),
    Figure(
        id="assistance.paid",
        section=1,
        programme="social_assistance",
        name_zh="发放救助资金",
        name_en="assistance paid (dibao and tekun)",
        unit="yuan",
        behaviour=Behaviour.FLOW,
        expression=Total("payments", "amount", _PAID, _ASSISTANCE),
        scope_zh="报告期内实际发放到人的低保金、特困供养金，含补发，不含退回和缓发",
        scope_en=(
            "dibao and tekun money that reached people in the period, back pay included, without "
            "returned or held payments"
        ),
        milestone="none",
        owner="市民政局",
        basis=(
            "《社会救助暂行办法》第二、三章；山东省最低生活保障管理办法 (sourced); amounts of 2021 "
            "derived from the notice of 2020 plus ten per cent (assumed)"
        ),
        words=(
            "发放救助资金",
            "低保和特困资金",
            "累计发放救助金",
            "困难群众救助资金",
            "assistance paid",
            "paid to dibao and tekun households",
        ),
        scale=100,
    ),
    Figure(
        id="children.recipients",
        section=1,
        programme="child_support",
        name_zh="机构养育、社会散居孤儿、重点困难儿童人数",
        name_en="orphans and children in hardship supported",
        unit="person",
        behaviour=Behaviour.STOCK,
        expression=Distinct("payments", "person", _PAY_LIST, _CHILDREN),
        scope_zh=(
            "报告期最后一个月基本生活费名册上已实发的机构养育孤儿、社会散居孤儿（含事实无人抚养儿童）"
            "、重点困境儿童，一人计一次"
        ),
        scope_en=(
            "orphans in institutions and scattered (with children in fact unattended) and children "
            "in particular hardship paid on the last month's list, each once"
        ),
        milestone="none",
        owner="市民政局",
        basis=(
            "山东省落实困境儿童保障的规定；民发〔2019〕62号 (sourced); that children in fact "
            "unattended stand with the scattered orphans (assumed)"
        ),
        words=(
            "机构养育",
            "社会散居孤儿",
            "重点困难儿童",
            "重点困境儿童",
            "孤儿人数",
            "orphans and children in hardship",
        ),
    ),
    Figure(
        id="children.paid",
        section=1,
        programme="child_support",
        name_zh="儿童基本生活费",
        name_en="children's basic living allowance paid",
        unit="yuan",
        behaviour=Behaviour.FLOW,
        expression=Total("payments", "amount", _PAID, _CHILDREN),
        scope_zh="报告期内实际发放的孤儿、事实无人抚养儿童、重点困境儿童基本生活费",
        scope_en=(
            "basic living allowance paid in the period to orphans, children in fact unattended and "
            "children in particular hardship"
        ),
        milestone="none",
        owner="市民政局",
        basis=(
            "山东省落实困境儿童保障的规定；民发〔2019〕62号 (sourced); that children in fact "
            "unattended stand with the scattered orphans (assumed)"
        ),
        words=(
            "儿童基本生活费",
            "发放基本生活费",
            "孤儿基本生活费",
            "困境儿童基本生活费",
            "children's basic living allowance",
        ),
        scale=100,
    ),
    Figure(
        id="disability.recipients",
        section=1,
        programme="disability_subsidies",
        name_zh="领取两项补贴的困难残疾人人数",
        name_en="disabled persons receiving the two subsidies",
        unit="person",
        behaviour=Behaviour.STOCK,
        expression=Rows("payments", _PAY_LIST, _DISABILITY),
        scope_zh="报告期最后一个月生活补贴、护理补贴两份名册上实发的人次：同领两项的人计两次",
        scope_en=(
            "payments on the lists of living and of nursing subsidy of the last month, so that a "
            "person on both counts twice"
        ),
        milestone="none",
        owner="市民政局",
        basis=(
            "国发〔2015〕52号；鲁政发〔2015〕27号 (sourced); that the published number adds two "
            "lists (assumed from the mean payment)"
        ),
        words=(
            "困难残疾人",
            "领取两项补贴",
            "残疾人两项补贴人次",
            "发放两项补贴的残疾人",
            "disabled persons receiving the two subsidies",
            "享受两项补贴的残疾人",
            "领取生活补贴和护理补贴的残疾人",
        ),
        note=(
            "人次: the sum of two lists; disability.persons holds the distinct persons, "
            "disability.living and disability.nursing each list"
        ),
    ),
    Figure(
        id="disability.persons",
        section=1,
        programme="disability_subsidies",
        name_zh="领取两项补贴的残疾人（去重）",
        name_en="disabled persons receiving either subsidy, distinct",
        unit="person",
        behaviour=Behaviour.STOCK,
        expression=Distinct("payments", "person", _PAY_LIST, _DISABILITY),
        scope_zh="报告期最后一个月领取生活补贴或护理补贴的人，同领两项的计一次",
        scope_en="distinct persons on either list of the last month; a person on both counts once",
        milestone="none",
        owner="市民政局",
        basis=(
            "国发〔2015〕52号；鲁政发〔2015〕27号 (sourced); that the published number adds two "
            "lists (assumed from the mean payment)"
        ),
        words=(
            "两项补贴去重人数",
            "领取生活或护理补贴的残疾人实有人数",
            "残疾人补贴不重复人数",
            "distinct disabled persons",
        ),
        note="the second reading of disability.recipients",
    ),
    Figure(
        id="disability.living",
        section=1,
        programme="disability_subsidies",
        name_zh="困难残疾人生活补贴人数",
        name_en="disabled persons receiving the living subsidy",
        unit="person",
        behaviour=Behaviour.STOCK,
        expression=Distinct("payments", "person", _PAY_LIST, _LIVING),
        scope_zh="报告期最后一个月困难残疾人生活补贴名册上已实发的人",
        scope_en="persons paid on the last month's list of the living subsidy",
        milestone="none",
        owner="市民政局",
        basis=(
            "国发〔2015〕52号；鲁政发〔2015〕27号 (sourced); that the published number adds two "
            "lists (assumed from the mean payment)"
        ),
        words=(
            "困难残疾人生活补贴人数",
            "领取生活补贴的残疾人",
            "生活补贴对象",
            "living subsidy recipients",
        ),
    ),
    Figure(
        id="disability.nursing",
        section=1,
        programme="disability_subsidies",
        name_zh="重度残疾人护理补贴人数",
        name_en="disabled persons receiving the nursing subsidy",
        unit="person",
        behaviour=Behaviour.STOCK,
        expression=Distinct("payments", "person", _PAY_LIST, _NURSING),
        scope_zh="报告期最后一个月重度残疾人护理补贴名册上已实发的人",
        scope_en="persons paid on the last month's list of the nursing subsidy",
        milestone="none",
        owner="市民政局",
        basis=(
            "国发〔2015〕52号；鲁政发〔2015〕27号 (sourced); that the published number adds two "
            "lists (assumed from the mean payment)"
        ),
        words=(
            "重度残疾人护理补贴人数",
            "领取护理补贴的残疾人",
            "护理补贴对象",
            "nursing subsidy recipients",
        ),
    ),
    Figure(
        id="disability.paid",
        section=1,
        programme="disability_subsidies",
        name_zh="残疾人生活、护理补贴",
        name_en="living and nursing subsidies paid",
        unit="yuan",
        behaviour=Behaviour.FLOW,
        expression=Total("payments", "amount", _PAID, _DISABILITY),
        scope_zh="报告期内实际发放的困难残疾人生活补贴和重度残疾人护理补贴",
        scope_en="living and nursing subsidies paid in the period",
        milestone="none",
        owner="市民政局",
        basis=(
            "国发〔2015〕52号；鲁政发〔2015〕27号 (sourced); that the published number adds two "
            "lists (assumed from the mean payment)"
        ),
        words=(
            "生活、护理补贴",
            "残疾人两项补贴资金",
            "发放两项补贴",
            "残疾人补贴资金",
            "living and nursing subsidies paid",
        ),
        scale=100,
    ),
)
