"""Figures in clean Chinese text: number, unit and comparator, and what is no figure left out."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from luoshi.bulletins import exclusions
from luoshi.bulletins.comparators import Comparator, Interval, find_prefix, find_suffix
from luoshi.bulletins.numerals import DIGITS, NUMBER, SCALES, Numeral, read_arabic, read_han
from luoshi.bulletins.tokens import Token
from luoshi.bulletins.units import TIME_UNITS, Unit, find_sign, find_unit

_FRACTION = re.compile(
    r"(?P<per>百|千|万|十万|百万|[二两三四五六七八九十]{1,4}|(?<!\d)\d{1,4})分之(?P<part>[零一二两三四五六七八九十百点]{1,12}|\d{1,12}(?:\.\d{1,12})?)(?P<over>[多余强])?"
)
_PER_MANY = re.compile(
    r"(?<![\d./])(?P<part>\d{1,12}(?:\.\d{1,12})?)/(?P<per>1?0?十?万|1?[0百]万)(?![\u4e00-\u9fff\d])"
)
_SLASHED = re.compile(
    r"(?<=[占的约近过有多少高低增减])(?P<part>[1-9])/(?P<per>[2-9]|10)(?![\d/月日])"
    r"|(?<![\d/.第])(?P<part2>[1-9])/(?P<per2>[2-9]|10)(?=以上|左右|的(?!日))"
)
_DOUBLED = re.compile(
    r"翻了?(?P<how>[近超约])?(?:将近|接近|超过|大约)?(?:(?P<n>[一二两三四五六七八九十]|\d+)番(?P<more>多|以上)?|番(?!计划|行动|目标|工程|方案))"
)
_HALF = re.compile(r"(?:一半|半数)(?!身|天|路|功|时|年|月)|(?<=过)半(?=[,，。;；、的]|$)")
_TENTHS = re.compile(
    r"(?P<a>(?<![\d.])[1-9]|[一二三四五六七八九])成(?P<b>[一二三四五六七八九半1-9](?![数\d]))(?![\u4e00-\u9fff]?成)"
)
_OVER = re.compile(r"(?<=十)几(?!年)|[余来](?!额|年来)|多(?!样|元[化素]|媒体|功能|党|方[面式]|重|边|维|层|云|彩|户型)")
_OVER_AFTER = re.compile(r"多(?=[,，。;；、!\s)]|$)")
_JOINER = re.compile(r"\s?(?:[、和与及,]|以及)\s?")
_RANGE = re.compile(r"\s?(?:[-~—–－～至到]|——)\s?")
_BARE_BEFORE = re.compile(
    r"(?:达到?|为|至|到|共|共计|总计|合计|是|突破|超过|超|逾|近|约|不足|数|数量|总数|人数|户数|指数|得分|系数|比)$"
)
_BARE_AFTER = re.compile(r"\s?(?:大关|[,，。;；、!！?？)\n]|以上|左右|余|多|$)")
_BARE_FROM = re.compile(r"(?:提高|增加|提升|上升|扩大|缩小|下降|降低|回落|收窄|优化|增|升|降)(?:到|至|为)了?\d")
_PEOPLE = re.compile(
    r"父老|乡亲|百姓|老百姓|人民|学子|员工|移民|农民工|返乡|退役军人|职业农民|居民|群众|农民|市民|学生|职工|儿童|老人|老年人|妇女|农户|家庭|游客|村民|青年|党员|干部|用户|考生|师生|消费者|劳动者"
)
_INFERRED = (
    (re.compile(r"人口|人数"), "person"),
    (re.compile(r"户数"), "household"),
    (
        re.compile(
            r"金额|产值|收入(?!比|倍)|投资|[总销售交易成税余贸差]额|规模|营收|利润|贷款|支出|税收|资金|市值|GDP|生产总值"
        ),
        "yuan",
    ),
)


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    numeral: Numeral
    is_han: bool
    has_scale: bool


def find_tokens(text: str) -> list[Token]:
    """Return the figures of clean Chinese text in order of place."""
    special = _find_special(text)
    taken = [(t.start, t.end) for t in special]
    numbers = []
    at = 0
    for match in NUMBER.finditer(text):
        while at < len(taken) and taken[at][1] <= match.start():
            at += 1
        if at < len(taken) and taken[at][0] < match.end():
            continue
        number = _to_number(match)
        if number is not None:
            numbers.append(number)
    tokens = _read_numbers(text, numbers)
    return sorted([*special, *tokens], key=lambda t: t.start)


def _to_number(match: re.Match[str]) -> _Number | None:
    printed = match[0]
    if match["arabic"]:
        numeral = read_arabic(printed)
        end = match.end()
        if numeral is None:  # 20万30万: only the first part is this number
            first = re.match(r"[\d.,]+[十百千万亿]*", printed)
            if first is None:
                return None
            end = match.start() + first.end()
            numeral = read_arabic(first[0])
        if numeral is None:
            return None
        return _Number(match.start(), end, numeral, False, printed[-1] in "十百千万亿")
    numeral = read_han(printed)
    # 几十个, 数千名: so vague that no number is printed; 人数十二万 is one.
    vague = all(c in SCALES for c in printed) and match.string[max(0, match.start() - 1) : match.start()] in {
        "几",
        "数",
    }
    if numeral is None or vague:
        return None
    return _Number(match.start(), match.end(), numeral, True, numeral.value >= 10)


def _find_special(text: str) -> list[Token]:
    found = []
    for pattern, build in (
        (_FRACTION, _read_fraction),
        (_SLASHED, _read_slashed),
        (_PER_MANY, _read_per_many),
        (_DOUBLED, _read_doubled),
        (_HALF, _read_half),
        (_TENTHS, _read_tenths),
    ):
        for match in pattern.finditer(text):
            token = build(text, match)
            if token is not None:
                found.append(token)
    found.sort(key=lambda t: t.start)
    return [t for i, t in enumerate(found) if i == 0 or found[i - 1].end <= t.start]


def _close(text: str, start: int, end: int, numeral: Numeral, unit: str, unit_text: str) -> Token:
    """Return the token with the comparator found before or after it."""
    number_start, number_end = start, end
    comparator: Comparator = "over" if numeral.over else "eq"
    suffix = find_suffix(text, end)
    if suffix:
        comparator, end = suffix
    prefix = find_prefix(text, start)
    if prefix:
        start = prefix[1]
        # 约1000多万 is still over 1000万; 近30%左右 is still near: the word before rules but for 约.
        if comparator == "eq" or prefix[0] != "about":
            comparator = prefix[0]
    return Token(start, end, number_start, number_end, numeral, unit, unit_text, comparator)


def _read_fraction(text: str, match: re.Match[str]) -> Token | None:
    if exclusions.is_glued(text, match.start(), match.end(), counts=True, has_unit=True, opens_range=False):
        return None
    per, part = match["per"], match["part"]
    over = {"百": 100, "千": 1000, "万": 10000, "十万": 10**5, "百万": 10**6}.get(per)
    if over is None:
        numeral = read_arabic(per) if per.isdecimal() else read_han(per)
        over = int(numeral.value) if numeral else 0
    above = (
        Numeral(Decimal(100), Decimal(1), Decimal(100))
        if part == "百"
        else (read_arabic(part) if part[0].isdecimal() else read_han(part))
    )
    if not over or above is None:
        return None
    result = Numeral(above.value / over, above.last_place / over, above.nonzero_place / over, bool(match["over"]))
    return _close(text, match.start(), match.end(), result, "ratio", f"{per}分之")


def _read_slashed(text: str, match: re.Match[str]) -> Token | None:
    part, per = Decimal(match["part"] or match["part2"]), Decimal(match["per"] or match["per2"])
    if part >= per:
        return None
    return _close(text, match.start(), match.end(), Numeral(part / per, 1 / per, 1 / per), "ratio", "")


def _read_per_many(text: str, match: re.Match[str]) -> Token | None:
    part, per = read_arabic(match["part"]), read_arabic(re.sub("^(?=[十百万])", "1", match["per"]))
    if part is None or per is None or part.value >= per.value:
        return None
    return _close(text, match.start(), match.end(), part.scaled(1 / per.value), "ratio", f"/{match['per']}")


def _read_doubled(text: str, match: re.Match[str]) -> Token | None:
    n = match["n"] or "一"
    count = int(n) if n.isdecimal() else 10 if n == "十" else DIGITS[n]
    if not 0 < count < 20:
        return None
    value = Decimal(2) ** count
    token = _close(text, match.start(), match.end(), Numeral(value, Decimal(1), Decimal(1)), "times", "番")
    inner: dict[str, Comparator] = {
        "近": "lt",
        "接": "lt",
        "将": "lt",
        "超": "gt",
        "约": "about",
        "大": "about",
    }
    how = next((inner[c] for c in match[0] if c in inner), None)
    if match["more"]:
        how = "ge" if match["more"] == "以上" else "over"
    return replace(token, comparator=how) if how else token


def _read_half(text: str, match: re.Match[str]) -> Token | None:
    half = Numeral(Decimal("0.5"), Decimal("0.5"), Decimal("0.5"))
    token = _close(text, match.start(), match.end(), half, "ratio", "半")
    if token.comparator == "eq" and not re.search(r"[占的为达至]$", text[max(0, match.start() - 1) : match.start()]):
        return None
    return token


def _read_tenths(text: str, match: re.Match[str]) -> Token | None:
    value = Decimal(_to_digit(match["a"]) * 10 + _to_digit(match["b"])) / 100
    place = Decimal("0.01")
    return _close(text, match.start(), match.end(), Numeral(value, place, place), "ratio", "成")


def _to_digit(printed: str) -> int:
    return int(printed) if printed.isdecimal() else 5 if printed == "半" else DIGITS[printed]


def _read_numbers(text: str, numbers: list[_Number]) -> list[Token]:
    """Read from the last number back, so that a number without a unit can take that of the next."""
    tokens: list[Token] = []
    following: Token | None = None
    spent: Token | None = None
    for number in reversed(numbers):
        token = _read_number(text, number, following)
        if token is not None and token.interval is not None:
            spent = following  # it was the upper end of this range
            tokens = [t for t in tokens if t is not spent]
        if token is not None:
            tokens.append(token)
            following = token
        else:
            following = None
    return tokens[::-1]


def _read_number(text: str, number: _Number, following: Token | None) -> Token | None:
    start, end = number.start, number.end
    numeral = number.numeral
    over = _OVER.match(text, end)
    if over:
        end = over.end()
        numeral = replace(numeral, over=True)
    unit = find_unit(text, end)
    counts = number.has_scale or (unit is not None and unit.name == "ratio")
    ranges = following is not None and following.start == number.end + 1
    if exclusions.is_glued(text, start, number.end, counts=counts, has_unit=unit is not None, opens_range=ranges):
        return None
    if exclusions.is_list_number(text, start, end):
        return None
    if following is not None and unit is None:
        shared = _share(text, number, numeral, following)
        if shared is not None:
            return shared
    if unit is not None and following is not None:
        ranged = _read_range(text, start, unit.end, numeral.scaled(unit.factor), following)
        if ranged is not None and ranged.unit == unit.name:
            return ranged
    if unit is None:
        return _read_bare(text, number, numeral, end)
    is_years = unit.name == "year" and exclusions.is_years_long(text, start, end)
    if exclusions.is_date_or_ordinal(text, start, end) and unit.name not in {"month", "yuan"} and not is_years:
        return None
    return _read_with_unit(text, number, numeral, unit)


def _read_with_unit(text: str, number: _Number, numeral: Numeral, unit: Unit) -> Token | None:
    start, end = number.start, unit.end
    if exclusions.is_date_or_ordinal(text, start, len(text)) or exclusions.is_base(text, start, unit.name):
        return None
    after = _OVER_AFTER.match(text, end)
    if after and not numeral.over:
        end = after.end()
        numeral = replace(numeral, over=True)
    sign = find_sign(text, start)
    negative = (
        unit.name in {"ratio", "celsius"} and re.search(r"(?<![\d%‰])-$", text[max(0, start - 2) : start]) is not None
    )
    if negative:
        numeral = replace(numeral, value=-numeral.value)
    begin = sign[1] if sign else start - 1 if negative else start
    token = _close(text, begin, end, numeral.scaled(unit.factor), unit.name, unit.text)
    token = replace(token, number_start=start, number_end=number.end)
    if exclusions.is_threshold(unit.name, text, token.start, token.end, token.comparator):
        return None
    if (unit.name in TIME_UNITS or unit.name == "age") and exclusions.is_idle_time(
        unit.name, text, token.start, token.end
    ):
        return None
    if exclusions.is_name(text, start, end, number.has_scale or unit.name in {"ratio", "yuan"}):
        return None
    if numeral.is_bare_scale and not (numeral.over or token.comparator in {"gt", "lt", "about", "ge"}):
        return None
    if number.is_han:
        if exclusions.is_idiom(text, start, unit.end):
            return None
        if exclusions.is_loose_han(unit.name, text, start, number.end, token.end) and token.comparator == "eq":
            return None
    return token


def _share(text: str, number: _Number, numeral: Numeral, following: Token) -> Token | None:
    """Read 1.8 of 1.8和5.3个百分点, and 3 of 3至5个: unit and scale stand after the later number."""
    if number.is_han and len(text[number.start : number.end]) == 1 and following.unit_text not in {"成", "倍", "%"}:
        return _read_range(text, number.start, number.end, numeral, following)
    if number.is_han and following.unit_text == "成":
        return _read_range(text, number.start, number.end, numeral.scaled(Decimal("0.1")), following)
    scale = following.numeral.last_place / _find_place(text, following)
    if not number.has_scale or scale < 1:
        numeral = numeral.scaled(scale)
    ranged = _read_range(text, number.start, number.end, numeral, following)
    if ranged is not None:
        return ranged
    joiner = _JOINER.match(text, number.end)
    if joiner is None or joiner.end() != following.start or following.comparator != "eq":
        return None
    if joiner[0] == "," or exclusions.is_date_or_ordinal(text, number.start, number.end):
        return None
    sign = find_sign(text, number.start)
    prefix = find_prefix(text, sign[1] if sign else number.start)
    return Token(
        prefix[1] if prefix else number.start,
        number.end,
        number.start,
        number.end,
        numeral,
        following.unit,
        following.unit_text,
        prefix[0] if prefix else "over" if numeral.over else "eq",
        shares_unit=True,
    )


def _find_place(text: str, token: Token) -> Decimal:
    """Return the worth of the last digit of the token as printed, before scale and unit."""
    digits = re.match(r"[\d.,]+", text[token.number_start : token.number_end])
    if digits is None:
        return token.numeral.last_place
    return Decimal(1).scaleb(-len(digits[0].rstrip(".,").partition(".")[2]))


def _read_range(text: str, start: int, end: int, low: Numeral, following: Token) -> Token | None:
    """Read 3至5个 as one claim from 3 to 5; 由…到… are two claims and left alone."""
    joiner = _RANGE.match(text, end)
    if joiner is None or joiner.end() != following.start or following.interval is not None:
        return None
    before = re.split(r"[,，。;；、\n]", text[max(0, start - 12) : start])[-1]
    if joiner[0].strip() in "至到" and re.search(r"[由从自]", before):
        return None
    high = following.numeral
    if low.value >= high.value:
        return None
    prefix = find_prefix(text, start)
    middle = (low.value + high.value) / 2
    return replace(
        following,
        start=prefix[1] if prefix else start,
        number_start=start,
        numeral=Numeral(middle, high.last_place, high.nonzero_place),
        interval=Interval(low.value, high.value, True, True),
    )


def _is_passed(text: str, start: int, end: int, numeral: Numeral) -> bool:
    """Say whether a scale alone is a mark that was passed: 突破百万大关, 超万亿."""
    told = find_prefix(text, start)
    return numeral.is_bare_scale and numeral.value >= 1000 and bool(told) and _BARE_AFTER.match(text, end) is not None


def _read_bare(text: str, number: _Number, numeral: Numeral, end: int) -> Token | None:
    """Read a number without a unit where its words say that it counts: 人数突破300万, 指数为102.3."""
    start = number.start
    if number.is_han and (not number.has_scale or numeral.is_bare_scale) and not _is_passed(text, start, end, numeral):
        return None
    sign = find_sign(text, start)
    begin = sign[1] if sign else start
    if exclusions.is_date_or_ordinal(text, start, end):
        return None
    if sign is None:
        if not number.has_scale and exclusions.is_year(text, start, number.end):
            return None
        people = _PEOPLE.match(text, end) if number.has_scale or numeral.over else None
        if people:
            unit = "household" if people[0] in {"农户", "家庭"} else "person"
            return replace(_close(text, begin, end, numeral, unit, ""), number_end=number.end)
        large = number.has_scale and not number.is_han and text[number.end - 1] in "万亿"
        introduced = _BARE_BEFORE.search(text[max(0, start - 3) : start]) and _BARE_AFTER.match(text, end)
        introduced = introduced or _BARE_FROM.match(text, end)
        if not large and not introduced:
            return None
        if not number.has_scale and len(text[start : number.end]) > 6 and "." not in text[start : number.end]:
            return None  # a telephone number or an identifier
    before = re.split(r"[,，。;；\n]", text[max(0, start - 20) : start])[-1]
    inferred = next((name for pattern, name in _INFERRED if pattern.search(before)), "number")
    token = _close(text, begin, end, numeral, sign[0] if sign else inferred, "")
    return replace(token, number_start=start, number_end=number.end)
