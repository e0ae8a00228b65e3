"""Units as they are printed after a number, and the one name and factor that each has here.

万 and 亿 belong to the number. Whether a number with its unit is a claim is decided elsewhere.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

# name -> printed forms as patterns. One name for one kind of thing counted, as the figures' units are named.
_NAMES: dict[str, str] = {
    "attendance": "人次|剂次|人份|人·次",
    "visit": "家次|户次",
    "event": "次(?![于要产日年序])|场次|场(?![所馆地])|场活动",
    "sample": "批次",
    "batch": "批(?![发准复])",
    "household": "户(?![外口籍均])",
    "person": "人(?![均次民大工行生体力均])|名(?![录单称列下])|位(?![于置居列数])|人口|口人",
    "project": "个(?=(?:重点|重大|在建|省级|市级)?项目)|项目",
    "village": "个(?=(?:行政|自然)?村(?![级民]))|(?:行政)?村(?![级民委])",
    "county": "个(?=县(?!级))|县区",
    "township": "个(?=乡镇|镇街|镇\\()|乡镇|镇(?![级痛定])",
    "site": "处(?![理置分罚级])|片(?![区面段子警酬刻头言山])",
    "school": "所",
    "flat": "套(?![路餐])",
    "bed": "张(?:护理型|养老|医疗)?床位|张床|张(?=病床)|床位?",
    "card": "张(?![开力])",
    "device": "只|枚|部(?![分门署])|台(?:\\(套\\)|/套)?(?![阶风湾])|架(?![构桥])",
    "loan": "笔",
    "business": "家(?![庭长具园])",
    "item": "项(?!目)|个(?!百分|[十月基人]|小时|工作日|体[^育检系]|钟头|星期)|"
    "宗|件(?!数)|起(?![到来步草])|例(?![如外行会])|例病例",
    "vehicle": "辆|艘|列(?![车为入])",
    "tree": "株|棵",
    "animal": "头(?!部)|匹|羽|尾",
    "ride": "趟|班次|车次|辆次|标箱次|架次|列次",
    "class": "个班(?!子)|班(?![子组])",
    "lesson": "课时|学时|节课?(?![约能日假目水点省奏庆气律])",
    "session": "期(?![间末工项中内满])|轮(?![换流])",
    "kind": "种(?![植子养粮业])|类(?![似型别])|款(?!项)|门(?![槛诊口户])|批种",
    "character": "字(?![化样号幕典画眼形面])",
    "copy": "份(?!额)|册|本(?![市级地年次科届区省县村土轮报站周期])|篇|首(?![次个批位家届])|幅(?!度)|部作品",
    "ticket": "张票|票(?![据务])|单(?![位个一元])",
    "room": "间(?![接隔])",
    "building": "栋|幢|座",
    "stretch": "条(?!例)",
    "team": "组(?![织建成])|支(?![持付出撑部援])|队(?!伍)|对(?![接于口外标象])",
    "facility": "盏|根|块(?!状)|眼|孔|面(?![积向对临上])|口(?![碑岸径人感腔])|台套|站点|点位|层(?!面|次|级)",
    "point": "分(?![钟之别析类布局配]|公司|散|级|期|批|段|机)|个点(?!位)",
}
_MEASURES: dict[str, tuple[str, str]] = {
    "km": ("公里(?!/)|千米(?!/)|km\\b", "1"),
    "km2": ("平方公里|平方千米", "1"),
    "meter": ("米(?!粉|面)|延米", "1"),
    "centimeter": ("厘米", "1"),
    "millimeter": ("毫米", "1"),
    "nautical_mile": ("海里", "1"),
    "m2": ("平方米|平米|㎡", "1"),
    "m3": ("立方米|立方(?!公里)|m³|m3\\b|方(?![面案式向法便针圆])", "1"),
    "km/h": ("公里/小时|千米/小时", "1"),
    "mu": ("亩(?!均|产)", "1"),
    "hectare": ("公顷", "1"),
    "kg/mu": ("公斤/亩|千克/亩|斤/亩", "1"),
    "ug/m3": ("微克/立方米|微克每立方米|μg/m3", "1"),
    "mg/m3": ("毫克/立方米", "1"),
    "tonne": ("吨标准煤|吨标煤|吨(?!/)", "1"),
    "teu": ("标准箱|标箱|TEU", "1"),
    "kg": ("公斤(?!/)|千克(?!/)|kg\\b", "1"),
    "jin": ("斤", "1"),
    "gram": ("克标准煤|克标煤|克(?!服|隆|拉)", "1"),
    "kwh": ("千瓦时|千瓦·时|度(?!假|数|过|量|汛|夏|冬|电价)(?:电)?|kWh", "1"),
    "kw": ("千瓦(?!时|·)|kW\\b", "1"),
    "mw": ("兆瓦|MW\\b", "1"),
    "kva": ("千伏安", "1"),
    "celsius": ("℃|摄氏度", "1"),
    "ratio": ("个?百分点|%|个百分比", "0.01"),
    "basis_point": ("个?基点|BP\\b", "1"),
    "permille": ("‰|个千分点", "0.001"),
    "tenth": ("成(?![立为功果员效品本都长熟就片林人年交绩活分千群])", "0.1"),
    "times": ("倍(?!增|数)", "1"),
    "usd": ("美元", "1"),
    "hkd": ("港元|港币", "1"),
    "eur": ("欧元", "1"),
    "gbp": ("英镑", "1"),
    "jpy": ("日元", "1"),
    "carat": ("克拉", "1"),
    "ship_tonne": ("载重吨|综合吨", "1"),
}
_TIMES = {
    "workday": "个?工作日",
    "day": "天(?![然气津])",
    "month": "个月",
    "hour": "个?小时|个钟头",
    "minute": "分钟",
    "second": "秒(?!杀)",
    "week": "周(?![年岁边])|个星期",
    "year": "年(?![初末底中内均级终])",
}
_AGES = {"age": "周岁|岁"}
_PER = {
    "人": "person",
    "户": "household",
    "月": "month",
    "年": "year",
    "天": "day",
    "日": "day",
    "次": "time",
}
_PER |= {
    "亩": "mu",
    "吨": "tonne",
    "平方米": "m2",
    "平米": "m2",
    "度": "kwh",
    "千瓦时": "kwh",
    "立方米": "m3",
}
_PER |= {"人次": "attendance", "床日": "bed", "平方公里": "km2", "公里": "km", "课时": "lesson", "公顷": "hectare"}
_PER |= {"公斤": "kg", "斤": "jin", "小时": "hour", "生": "person", "床": "bed", "学期": "term", "张": "card"}
_SIGNS = {"£": "gbp", "$": "usd", "€": "eur", "¥": "yuan", "￥": "yuan", "US$": "usd", "HK$": "hkd"}

_PER_WORDS = "|".join(sorted(_PER, key=len, reverse=True))
_YUAN = (
    rf"(?:元(?!旦|宵|素|月)|人民币|块钱)(?:人民币)?"
    rf"(?P<per>(?:\s?[/·]\s?(?:{_PER_WORDS}))+(?![\u4e00-\u9fff]?/)|(?:每(?:{_PER_WORDS}))+)?"
)
_KINDS = {**{n: (p, "1") for n, p in _NAMES.items()}, **_MEASURES}
_KINDS |= {n: (p, "1") for n, p in {**_TIMES, **_AGES}.items()}
_CANONICAL = {"permille": "ratio", "tenth": "ratio"}
TIME_UNITS = frozenset(_TIMES)


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit: its one name, what a printed one is worth, and where it ends in the text."""

    name: str
    factor: Decimal
    text: str
    end: int


def _build_pattern() -> tuple[re.Pattern[str], dict[str, tuple[str, Decimal]]]:
    # Longest form first, or 人 would be found where 人次 stands; forms are long in their plain characters.
    forms = [(form, name, factor) for name, (forms, factor) in _KINDS.items() for form in _split(forms)]
    forms.sort(key=lambda f: len(re.sub(r"\(\?.*?\)+|\[.*?\]", "", f[0])), reverse=True)
    groups = {f"u{i}": (name, Decimal(factor)) for i, (_, name, factor) in enumerate(forms)}
    body = "|".join(f"(?P<u{i}>{form})" for i, (form, _, _) in enumerate(forms))
    return re.compile(rf"\s?(?:(?P<yuan>{_YUAN})|{body})"), groups


def _split(forms: str) -> list[str]:
    """Split alternatives at the bars outside brackets."""
    parts, depth = [""], 0
    for char in forms:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(char, 0)
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


_PATTERN, _GROUPS = _build_pattern()
_EACH = re.compile(
    r"(?P<person>每人(?!次)|人均|每名|每生|生均)|(?P<household>每户|户均)|(?P<mu>每亩|亩均)|(?P<kg>每公斤|每千克)|"
    r"(?P<hour>每小时)|(?P<tonne>每吨)|(?P<m2>每平方米|每平米)|(?P<kwh>每千瓦时|每度)|(?P<m3>每立方米|每方)|(?P<time>每次)|(?P<loan>每笔)|"
    r"(?P<jin>每斤)"
)
# A rate over many: 4批次/千人, 2.6人/万人; the base is printed in the unit and stays in its name.
_BASE = re.compile(rf"/(?:(?P<many>[百千万]|十万|百万|\d+万?)(?=人|户))?(?P<base>{_PER_WORDS})(?!次)")
_MANY = {"百": "100", "千": "1000", "万": "10000", "十万": "100000", "百万": "1000000"}
_TIME = re.compile(r"(每月|月均|均月|月增|月人均|每人月|月补助|/月)|(每年|年均|每人年|每学年|/年)|(每天|日均|每日)")


def find_unit(text: str, at: int) -> Unit | None:
    """Return the unit that starts at `at`, None where there is none."""
    match = _PATTERN.match(text, at)
    if match is None:
        return None
    printed = match[0].strip()
    if match["yuan"]:
        per = [_PER[w] for w in re.findall(_PER_WORDS, match["per"] or "")]
        return Unit("/".join(["yuan", *per]), Decimal(1), printed, match.end())
    group = match.lastgroup
    if group is None:  # pragma: no cover - every alternative is a named group
        return None
    name, factor = _GROUPS[group]
    if name == "card" and "床位" in text[max(0, at - 16) : at]:
        name = "bed"  # 新增护理型床位2701张: 张 is the measure of both
    name = _CANONICAL.get(name, name)
    base = _BASE.match(text, match.end())
    if base:
        many = _MANY.get(base["many"] or "", (base["many"] or "").replace("万", "0000"))
        return Unit(f"{name}/{many}{_PER[base['base']]}", factor, printed + base[0], base.end())
    return Unit(name, factor, printed, match.end())


def find_sign(text: str, at: int) -> tuple[str, int] | None:
    """Return the currency whose sign ends just before `at`, and where the sign starts."""
    for width in (3, 2, 1):
        name = _SIGNS.get(text[at - width : at]) if at >= width else None
        if name:
            return name, at - width
    return None


def add_rate(name: str, before: str) -> str:
    """Return the money unit with person and time of the words before: 每人每月…150元 is yuan/person/month."""
    if name not in {"yuan", "yuan/month", "yuan/year", "yuan/day"}:
        return name
    name, _, printed = name.partition("/")
    each = next(iter(_EACH.finditer(before)), None)
    time = next(iter(_TIME.finditer(before)), None)
    if each:
        name += f"/{each.lastgroup}"
    if printed:
        name += f"/{printed}"
    elif time:
        name += "/" + ("month", "year", "day")[(time.lastindex or 1) - 1]
    return name
