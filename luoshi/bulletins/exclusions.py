"""What looks like a figure and is none: dates, ordinals, names, thresholds, idioms, masks, identifiers.

Each rule sees the clean text and the place of the number; none looks at its size but where a year is meant.
"""

import re

_LETTERS = re.compile(r"[A-Za-z_]")
_MASK = re.compile(r"[xX×*#?某]")
_GLUE_BEFORE = re.compile(r"(?:[\d.:/\-]|\d,|[A-Za-z]-|No\.|〔|\[|№)$")
_ORDINAL = re.compile(r"(?:第|前|头|农历|编号|学号|一式|No|NO|闰|正|居全[省市国]|[位排]列?全[省市国县区])$")
# 上升12位 is a change of rank, 位 no person.
_RANK_MOVED = re.compile(r"(?:[升降进退]|前移|后移|下滑|跃居|提高|攀升)了?$")
# The widest indent before a list number.
_INDENT = 40
_DATE_AFTER = re.compile(
    r"\s?(?:[-至到~—–]\s?\d{1,4}\s?)?(?:年|月(?!均|供)|日(?!均|元)|号|时(?!长)|点(?:\d|钟|半|整|,|，|前|后|至|到|$)|季度|世纪|周年|年级|年代"
    r"|届|型|中学|小学|路(?:公交|车)|楼|等奖|弄|室|单元|周龄|级|代|版|维|轮车|角|码|倍速|线(?:城市|岗位|工作))"
)
_MONTHS = re.compile(r"\s?个?月")
_LAW = re.compile(r"\s?(?:条(?:第|规定|之)|款(?:第|规定)|章)")
_AGE_CONTEXT = re.compile(r"平均年龄|寿命|人均预期|平均.{0,6}年龄|年龄中位")
_DURATION_CONTEXT = re.compile(
    r"压缩|缩短|平均|用时|时限|优良|天数|累计|时长|时间|减少|提速|办结|办理|由|仅需|只需|延长|停留|等待|响应"
    r"|[较比].{1,8}[多少增长短]|课时|开放|超期|逾期|相当于|相等于|达到|服务.{0,4}小时|合计"
)
_DURATION_NAME = re.compile(
    r"\s?(?:的)?(?:生活圈|经济圈|交通圈|圈|健身圈|热线|不间断|值守|值班|在岗|服务圈|全天|自助|无理由|制)"
)
_THRESHOLD_KINDS = frozenset(
    [
        "yuan",
        "m2",
        "mu",
        "tonne",
        "km",
        "kw",
        "mw",
        "meter",
        "bed",
        "person",
        "hectare",
        "kwh",
        "point",
        "millimeter",
        "age",
        "day",
        "month",
        "hour",
        "celsius",
        "usd",
        "number",
        "tree",
        "household",
        "animal",
        "m3",
        "kva",
    ]
)
_THRESHOLD_NOUN = re.compile(
    r"\s?的?(?:企业|工业|项目|单位|工程|老人|老年|老党员|人口|人员|家庭|住房|机构|城市|产业|集群|大户|学校|商户|重大"
    r"|固定资产|订单|贷款|女性|男性|妇女|儿童|婴幼儿|公司|大型|中型|小型|耕地|地块|村庄?|行政村|河流|水库|锅炉|机组|群众|罚款"
    r"|农户|居民|高龄|合同|规模|服务业|种植|养殖|公路|基金|地区|脱贫户|要求|标准|规定|低收入|贫困户|对象|项目|部分|按|产品|建筑|场所|灌区|采购|泵站|桥梁|聚集|聚会|活动|强村|重点|高层次|技术|创新|单品|大项目)"
)
_RULE_WORDS = re.compile(
    r"(?:年满|周满|未满|(?<![圆充爆])满|凡|对于?|符合|每满|消费满|罚款|处以|年(?:营业)?收入|年产值|投资额?|注册资本|单笔)(?:超过|超|在|达到?|不少于|不低于)?$"
)
_IDIOMS = re.compile(
    r"[千百]方百计|千家万户|成千上万|万众一心|千千万万|一[系批次方直般体定起些同道样站网揽切旦律再并致贯线手流度次]性?"
    r"|三农|五保|四好|两癌|双一流|十四五|十三五|十五五|五位一体|三位一体|四个全面|四个意识|四个自信|两个维护|两个确立"
    r"|三个代表|一带一路|一老一小|一卡通|[三四五六]大|一窗|一门|四处|百分(?!之|点)|五水|十佳|十大|百强|[一二三四五六七八九十百千万]+强(?:县|企业|市|区|镇)"
    r"|一二三产|[一二三]产|三次产业|两会|两岸|三甲|四史|三夏|三秋|两项补贴|两个毫不动摇|一村一|一人一|一户一|一企一|一县一|一镇一|一事一|一件事|五险|六稳|六保|八项规定|三公|十个人|四个方面|两个方面"
    r"|三个方面|五个方面|六个方面|七个方面|八个方面|几个方面|四个结合|两个结合|万家灯火|三下乡|三支一扶|两不愁|三保障|两高|四不|两手|三资|四议|两优一先|三会一课|五个一|三个一|四个一|六个一|四个最严|两个确保|三个务必|四个严禁|两个一百年|两不误"
)
_HAN_ARTICLE = re.compile(r"[这那每同另某任统唯第逐进初再再首之其此上下各哪单专归合万是有为作如及了的]$")
_COUNTED_ONE = frozenset({"school", "site", "building", "vehicle", "flat", "business", "household", "stretch"})
_CLAUSE_END = re.compile(r"\s?(?:[,，。;；、!！?？)\n]|$)")
# Small Chinese numerals with other measure words are set phrases far oftener than counts (三级, 四类, 两部).
_HAN_COUNTS = frozenset(
    [
        "item",
        "business",
        "school",
        "household",
        "person",
        "site",
        "building",
        "flat",
        "vehicle",
        "loan",
        "bed",
        "km",
        "mu",
        "m2",
        "ratio",
        "times",
        "attendance",
        "event",
        "time",
        "village",
        "county",
        "township",
        "project",
        "yuan",
        "animal",
        "tonne",
        "sample",
        "team",
        "stretch",
        "hectare",
        "copy",
        "device",
        "tree",
        "room",
        "card",
        "visit",
        "usd",
    ]
)
_SMALL_SET_PHRASE = re.compile(
    r"[个项种类次条](?:确立|维护|意识|自信|代表|方面|服从|统一|全面|坚持|务必|结合|毫不|一百|文明|共同|先行|带头|不|补贴|规定|产业|供水|创业|污染|保险"
    r"|原则|必须|转变|提升|突破|最|重点|环节|关键|层次|层面|阶段|抓|到位|严禁|主体|清单(?!\d)|红线|底线|战线|主线|时代|伟大|定位|导向)"
)
_QUOTE_OPEN = re.compile(r"[“‘「『《〈\"]$")
# “稳经济42条”: the number ends the name of a set of measures.
_QUOTED_BEFORE = re.compile(r"[“‘「『《〈\"][\u4e00-\u9fff]{1,7}$")
_QUOTED_AFTER = re.compile(r"[条项个件步招]?[”’」』》〉\"]")
_BASE_BEFORE = re.compile(
    r"每(?:满|招用|新增|超过|增加|减少|吸纳|接收|培训|引进|隔|间隔|提前|逾期|延长|推荐|介绍|发现|处)?(?:\d{1,3}-)?$"
)
_DISCOUNT = re.compile(r"满\d+元?[减送返抵]\d")
_YEARS_CONTEXT = re.compile(
    r"轮候|等候|等待|年限|寿命|期限|周期|工期|受教育|车龄|房龄|教龄|(?:缩短|延长|增加|提高)[至到]?$"
)
_YEARS_DATED = re.compile(r"(?:第|近|连续|历时|[前后])$")
_RULE_COMPARED = re.compile(r"低于|高于|超过|不足|不满|未满|满|不低于|不超过|少于|多于|大于|小于|不少于")
_QUOTE_CLOSE = re.compile(r"[^“”。\n]{0,12}[”’」』》〉\"]")


def is_glued(text: str, start: int, end: int, *, counts: bool, has_unit: bool, opens_range: bool) -> bool:
    """Say whether letters, masks or other digits stand against the number: it is part of a name or code.

    `counts`: a scale or a percent sign follows; then a letter before it is a word (GDP1.2万亿元).
    `has_unit` allows a hyphen before it, `opens_range` one after it (1000-3000元).
    """
    before = text[max(0, start - 3) : start]
    after = text[end : end + 4]
    last = before[-1:]
    if (last and _MASK.match(last)) or (after and _MASK.match(after[0])):
        return True
    if _LETTERS.match(last) and not counts:
        return True
    if last == ":":
        return before[-2:-1].isdigit()
    if last == "-":
        if not (has_unit and re.search(r"[\u4e00-\u9fff(\s\d%]-$", before)):
            return True
    elif _GLUE_BEFORE.search(before):
        return True
    return (
        re.match(r"[:/]\d|\.\d|,\d|\+|[\]〕]" if opens_range else r"[:/]\d|\.\d|,\d|-\d{2,}|\+|[\]〕]", after)
        is not None
    )


def is_date_or_ordinal(text: str, start: int, end: int) -> bool:
    """Say whether the number dates or orders something, or is a clause of a law."""
    before = text[max(0, start - 6) : start]
    if _ORDINAL.search(before) or (_RANK_MOVED.search(before) and text[end : end + 1] in {"位", "名"}):
        return True
    if re.search(r"\d[时点]$", before) and text[end : end + 1] == "分":
        return True
    if re.search(r"[年月]$", before) and re.match(r"\s?(?:月|日|号)", text[end : end + 3]):
        return True
    if _DATE_AFTER.match(text, end) and not re.match(r"\s?(?:年均|级地震)", text[end : end + 4]):
        return True
    return _LAW.match(text, end) is not None


def is_list_number(text: str, start: int, end: int) -> bool:
    """Say whether the number only opens a line: 1. 一、 （一） (3)."""
    # Far from the line's start a number opens nothing; a line may be as long as the text.
    line = text[max(0, start - _INDENT) : start].rpartition("\n")[2].strip() if start else ""
    if line in {"", "("}:
        return re.match(r"\s?(?:[、．)）:]|\.(?!\d))", text[end : end + 2]) is not None
    return line.endswith("(") and text[end : end + 1] == ")"


def is_year(text: str, start: int, end: int) -> bool:
    """Say whether bare digits read as a year."""
    return re.fullmatch(r"(?:19|20)\d\d", text[start:end]) is not None


def is_idle_time(unit: str, text: str, start: int, end: int) -> bool:
    """Say whether an age or a span of time says when or for whom, and not how much.

    Ages count only as an average; days, hours and the like only in a clause about time taken or reached.
    """
    before = text[max(0, start - 16) : start]
    if unit == "year":
        return False  # told from a date by is_years_long
    if unit == "age":
        return _AGE_CONTEXT.search(re.split(r"[,，。;；\n]", text[max(0, start - 36) : start])[-1]) is None
    if _DURATION_NAME.match(text, end) or re.search(r"(?:连续|近|最近|过去|未来|为期|历时|[前后])$", before):
        return True
    return _DURATION_CONTEXT.search(re.split(r"[,，。;；\n]", before)[-1]) is None


def is_threshold(unit: str, text: str, start: int, end: int, comparator: str) -> bool:
    """Say whether the number is the limit in a rule (500万元以上项目, 满60) and not itself counted.

    `end` is where unit and comparator end; `start` is where they begin.
    """
    before = text[max(0, start - 8) : start]
    if unit in _THRESHOLD_KINDS and comparator in {"ge", "le"} and text[end - 1] in "上下内)":
        if _THRESHOLD_NOUN.match(text, end):
            return True
        if re.match(r"\s?的[\u4e00-\u9fff]", text[end : end + 3]):
            return True
    amount = unit.split("/")[0]
    if amount in _THRESHOLD_KINDS | {"item"} and _RULE_COMPARED.match(text, start):
        compared = re.match(r"\s?以?[上下]?的", text[end : end + 4])
        if compared and _THRESHOLD_NOUN.match(text, end + len(compared[0]) - 1):
            return True
    return (
        unit in {"age", "person", "yuan"}
        and _RULE_WORDS.search(before) is not None
        and bool(re.match(r"\s?(?:的|以上的|企业)", text[end : end + 3]))
    )


def is_years_long(text: str, start: int, end: int) -> bool:
    """Say whether a number before 年 says how long (轮候5.8年) and not when; a date has no decimals."""
    if "." in text[start:end]:
        return True
    before = text[max(0, start - 16) : start]
    if end - start > 2 or _YEARS_DATED.search(before):
        return False
    return _YEARS_CONTEXT.search(re.split(r"[,，。;；\n]", before)[-1]) is not None


def is_base(text: str, start: int, unit: str) -> bool:
    """Say whether the number is what a rate is counted by (每5个人中, 每50公斤124元)."""
    if unit == "yuan" and _DISCOUNT.match(text, max(0, text.rfind("满", max(0, start - 8), start))):
        return True
    return unit != "ratio" and _BASE_BEFORE.search(text[max(0, start - 8) : start]) is not None


def is_name(text: str, start: int, end: int, has_scale: bool) -> bool:
    """Say whether the number belongs to a quoted or set name (“四好农村路”, “20条”)."""
    if has_scale:
        return False
    if _QUOTED_BEFORE.search(text[max(0, start - 8) : start]) and _QUOTED_AFTER.match(text, end):
        return True
    if not _QUOTE_OPEN.search(text[max(0, start - 1) : start]):
        return False
    return _QUOTE_CLOSE.match(text, end) is not None


def is_idiom(text: str, start: int, end: int) -> bool:
    """Say whether a Chinese numeral lies in a set phrase."""
    begin = max(0, start - 4)
    return any(m.start() < end and m.end() > start for m in _IDIOMS.finditer(text, begin, end + 6))


def is_loose_han(unit: str | None, text: str, start: int, number_end: int, end: int) -> bool:
    """Say whether a Chinese numeral with its unit is an article or a set phrase (一个, 两个维护)."""
    number = text[start:number_end]
    if unit is None or (unit not in _HAN_COUNTS and not any(c in number for c in "百千万亿")):
        return True
    if len(number) > 1:
        return False
    if number in "零〇":
        return True
    if number == "二" and unit not in {"ratio", "times", "mu"}:
        return True
    if number == "一" and unit not in {"ratio", "times"}:
        if unit not in _COUNTED_ONE or _HAN_ARTICLE.search(text[max(0, start - 1) : start]):
            return True
        return start == 0 or _CLAUSE_END.match(text, end) is None
    return _SMALL_SET_PHRASE.match(text, number_end) is not None
