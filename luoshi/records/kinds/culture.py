"""Culture: consumption vouchers, their redemption, events."""

from luoshi.records.contracts import Contract
from luoshi.records.kinds.columns import AREA, choice, day, flag, key, money

VOUCHERS = Contract(
    "vouchers",
    1,
    "消费券发放",
    "consumption vouchers issued",
    (
        key("voucher", "券号键", "voucher"),
        choice("campaign", "活动", "campaign", "culture_season", "retail", "car_purchase"),
        day("issued_on", "发放日期", "day of issue"),
        money("face_value", "面额（分）", "face value in fen"),
        choice("status", "状态", "state", "issued", "void"),
        AREA,
    ),
    ("voucher",),
    "issued_on",
)

VOUCHER_REDEMPTIONS = Contract(
    "voucher_redemptions",
    1,
    "消费券核销",
    "vouchers redeemed",
    (
        key("voucher", "券号键", "voucher"),
        choice("campaign", "活动", "campaign", "culture_season", "retail", "car_purchase"),
        day("redeemed_on", "核销日期", "day of redemption"),
        money("face_value", "抵扣额（分）", "value taken off, in fen"),
        money("spending", "订单金额（分）", "amount of the order, in fen"),
        choice("status", "状态", "state", "settled", "refunded"),
        AREA,
    ),
    ("voucher",),
    "redeemed_on",
)

EVENTS = Contract(
    "events",
    1,
    "活动场次",
    "events",
    (
        key("event", "场次键", "event"),
        choice("type", "种类", "type", "culture", "tourism", "opera", "safety_training"),
        choice("organiser", "组织方", "organiser", "culture_department", "union", "company"),
        choice("place", "地点", "place", "town", "village", "company"),
        flag("free", "是否公益免费", "free for everybody"),
        day("held_on", "举办日期", "day of the event, or planned for"),
        choice("status", "状态", "state", "held", "cancelled"),
        AREA,
    ),
    ("event",),
    "held_on",
)

CONTRACTS = (VOUCHERS, VOUCHER_REDEMPTIONS, EVENTS)
