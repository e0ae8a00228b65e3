"""Section 9: culture."""

from luoshi.figures import Behaviour, Figure
from luoshi.query import Distinct, Happens, Is, IsIn, Rows, Total
from luoshi_linyi.programmes.conditions import all_of

_SEASON = Is("campaign", "culture_season")
_REDEEMED = Happens("redeemed_on")
_SETTLED = all_of(_SEASON, Is("status", "settled"))
_HELD = Happens("held_on")

FIGURES = (
    Figure(
        id="vouchers.value",
        section=9,
        programme="vouchers",
        name_zh="发放惠民消费券",
        name_en="consumption vouchers issued",
        unit="yuan",
        behaviour=Behaviour.FLOW,
        expression=Total("voucher_redemptions", "face_value", _REDEEMED, _SETTLED),
        scope_zh="报告期内消费季核销结算的消费券抵扣额；退款的不计",
        scope_en=(
            "value taken off by the season's vouchers redeemed and settled in the period; refunded ones do not count"
        ),
        milestone="redeemed and settled (核销)",
        owner="市文化和旅游局",
        basis=(
            "第五届山东文化和旅游惠民消费季结算规定 (sourced); the published value read as redeemed "
            "(derived from the ratio 5.06)"
        ),
        words=(
            "发放惠民消费券",
            "惠民消费券",
            "消费券金额",
            "核销消费券",
            "文化惠民消费券",
            "consumption vouchers",
            "消费券",
        ),
        scale=100,
        note="vouchers.issued_value holds the other reading (issued)",
    ),
    Figure(
        id="vouchers.issued_value",
        section=9,
        programme="vouchers",
        name_zh="投放惠民消费券面额",
        name_en="consumption vouchers issued, face value",
        unit="yuan",
        behaviour=Behaviour.FLOW,
        expression=Total("vouchers", "face_value", Happens("issued_on"), all_of(_SEASON, Is("status", "issued"))),
        scope_zh="报告期内消费季发出的消费券面额，作废的不计",
        scope_en="face value of the season's vouchers issued in the period; void ones do not count",
        milestone="issued (投放)",
        owner="市文化和旅游局",
        basis=(
            "第五届山东文化和旅游惠民消费季结算规定 (sourced); the published value read as redeemed "
            "(derived from the ratio 5.06)"
        ),
        words=(
            "投放消费券面额",
            "消费券投放总额",
            "消费券发行面额",
            "vouchers issued, face value",
        ),
        scale=100,
        note="the second reading of vouchers.value",
    ),
    Figure(
        id="vouchers.spending",
        section=9,
        programme="vouchers",
        name_zh="直接带动消费",
        name_en="spending directly brought about",
        unit="yuan",
        behaviour=Behaviour.FLOW,
        expression=Total("voucher_redemptions", "spending", _REDEEMED, _SETTLED),
        scope_zh="报告期内用券并结算的订单金额",
        scope_en=("amount of the orders in which the season's vouchers were redeemed and settled in the period"),
        milestone="redeemed and settled (核销)",
        owner="市文化和旅游局",
        basis=(
            "第五届山东文化和旅游惠民消费季结算规定 (sourced); the published value read as redeemed "
            "(derived from the ratio 5.06)"
        ),
        words=(
            "直接带动消费",
            "带动消费",
            "消费券带动消费",
            "拉动消费",
            "spending directly brought about",
            "撬动消费",
        ),
        scale=100,
    ),
    Figure(
        id="culture.events",
        section=9,
        programme="culture_events",
        name_zh="公益文化旅游活动场次",
        name_en="free cultural and tourist events",
        unit="event",
        behaviour=Behaviour.FLOW,
        expression=Rows(
            "events", _HELD, all_of(IsIn("type", ("culture", "tourism")), Is("free", True), Is("status", "held"))
        ),
        scope_zh="报告期内举办的公益性文化、旅游活动场次，取消的不计",
        scope_en="free cultural and tourist events held in the period; cancelled ones do not count",
        milestone="held (举办)",
        owner="市文化和旅游局",
        basis="《公共文化服务保障法》第二十八、二十九条 (sourced); opera shows left out (assumed)",
        words=(
            "公益文化旅游活动",
            "文化旅游活动",
            "举办公益活动",
            "各类公益文化旅游活动",
            "free cultural and tourist events",
        ),
    ),
    Figure(
        id="opera.shows",
        section=9,
        programme="village_opera",
        name_zh="戏曲进乡村演出场次",
        name_en="village opera shows",
        unit="event",
        behaviour=Behaviour.FLOW,
        expression=Rows("events", _HELD, all_of(Is("type", "opera"), Is("place", "village"), Is("status", "held"))),
        scope_zh="报告期内在行政村演出的戏曲场次",
        scope_en="opera shows given in villages in the period",
        milestone="held (演出)",
        owner="市文化和旅游局",
        basis="山东省“一村一年一场戏” (sourced)",
        words=(
            "戏曲进乡村",
            "戏曲演出",
            "戏曲进乡村演出",
            "送戏下乡",
            "village opera shows",
        ),
    ),
    Figure(
        id="culture_centres.upgraded",
        section=9,
        programme="culture_centres",
        name_zh="综合性文化服务中心提档升级",
        name_en="village culture centres upgraded",
        unit="facility",
        behaviour=Behaviour.FLOW,
        expression=Distinct(
            "projects",
            "site",
            Happens("completed_on"),
            all_of(Is("works", "culture_centre"), Is("action", "upgraded"), Is("accepted", True)),
        ),
        scope_zh="报告期内完成提档升级并验收的行政村（社区）综合性文化服务中心，一处计一次",
        scope_en=("village culture centres whose upgrade was completed and accepted in the period, each once"),
        milestone="completed (完成)",
        owner="市文化和旅游局",
        basis="《公共文化服务保障法》第十八、三十条 (sourced)",
        words=(
            "综合性文化服务中心",
            "文化服务中心提档升级",
            "综合性文化服务中心提档升级",
            "村级文化中心",
            "village culture centres upgraded",
        ),
    ),
)
