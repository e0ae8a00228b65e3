"""The words of English bulletins: numbers, scales, what is counted, comparators, and what dates or names a number."""

import re

from luoshi.bulletins.comparators import Comparator

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
NUMBER_WORDS = {word: value for value, word in enumerate(f"{_UNITS} seventeen eighteen nineteen".split(), 1)}
_TENS = enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
NUMBER_WORDS |= {word: ten * 10 for ten, word in _TENS}
WORD_SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
# The power of ten of each printed scale.
SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "mn": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12, "tn": 12}
SIGNS = {"£": "gbp", "€": "eur", "$": "usd", "US$": "usd", "HK$": "hkd", "¥": "yuan", "RMB": "yuan", "CNY": "yuan"}
SIGNS |= {"GBP": "gbp", "EUR": "eur", "USD": "usd"}

BEFORE: dict[Comparator, str] = {
    "le": r"up\s+to|at\s+most|(?:no|not)\s+more\s+than|a\s+maximum\s+of|as\s+many\s+as|as\s+much\s+as",
    "ge": r"at\s+least|(?:no|not)\s+(?:fewer|less)\s+than|a\s+minimum\s+of",
    "gt": r"more\s+than|greater\s+than|(?:well\s+|just\s+|slightly\s+)?over|(?:well\s+|just\s+|slightly\s+)?above|"
    r"exceed(?:ing|ed|s)?|upwards\s+of|in\s+excess\s+of|higher\s+than|surpass(?:ing|ed|es)?|topp(?:ing|ed)",
    "lt": r"nearly|almost|less\s+than|fewer\s+than|lower\s+than|(?:just\s+|slightly\s+|well\s+)?(?:under|below)|"
    r"close\s+to|approaching|nearing",
    "about": r"about|around|approximately|roughly|circa|an\s+estimated|some|approx\.?|in\s+the\s+region\s+of",
}
AFTER: dict[Comparator, str] = {
    "ge": r"\s+or\s+(?:more|above|over)\b|\s+and\s+(?:above|over)\b",
    "le": r"\s+or\s+(?:less|fewer|below|under)\b",
}
# What is counted, by the name that its unit has; plural forms, and those that have none.
NOUNS: dict[str, str] = {
    "person": "people persons residents patients children women men pupils students workers jobs teachers recipients "
    "beneficiaries adults pensioners staff employees nurses doctors officers apprentices carers veterans graduates "
    "volunteers tenants learners participants farmers drivers inspectors inhabitants citizens claimants customers "
    "visitors passengers clients applicants households' births deaths midwives constables prisoners refugees",
    "household": "households families homes",
    "attendance": "attendances person-times visits appointments",
    "school": "schools academies kindergartens nurseries",
    "flat": "flats dwellings apartments houses properties",
    "bed": "beds",
    "project": "projects schemes",
    "vehicle": "vehicles buses cars vans trucks lorries",
    "tree": "trees saplings",
    "km": "km kilometres kilometers",
    "km2": "km2",
    "mile": "miles",
    "hectare": "hectares ha",
    "acre": "acres",
    "tonne": "tonnes tons mt",
    "m2": "sqm m2",
    "mw": "mw megawatts",
    "gw": "gw gigawatts",
    "kwh": "kwh",
    "litre": "litres liters",
    "loan": "loans mortgages",
    "card": "cards",
    "village": "villages",
    "event": "events shows performances",
    "business": "businesses companies firms enterprises",
    "times": "times",
    "yuan": "yuan rmb renminbi",
    "usd": "dollars",
    "eur": "euros",
    "gbp": "pounds",
    "celsius": "°c",
    "cent": "cents",
    "penny": "pence",
    "hour": "hours",
    "second": "seconds",
    "minute": "minutes",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
}
UNIT_OF = {form: name for name, forms in NOUNS.items() for form in forms.split()}
# A noun for one of them, where the number is one: its plural's unit.
_IRREGULAR = {
    "person": "person",
    "child": "person",
    "woman": "person",
    "man": "person",
    "family": "household",
    "company": "business",
    "bus": "vehicle",
}
UNIT_OF_ONE = {form.removesuffix("s"): name for form, name in UNIT_OF.items() if form.endswith("s")} | _IRREGULAR
# Coins, by the money that their unit is given in.
COINS = {"cent": "usd", "penny": "gbp"}
GLUED = frozenset({"km", "ha", "mw", "gw", "sqm", "m2", "kwh", "km2", "mt", "°c"})
TIMES = frozenset({"second", "hour", "minute", "day", "week", "month", "year"})
SQUARES = {"kilometres": "km2", "kilometers": "km2", "metres": "m2", "meters": "m2", "miles": "mile2", "feet": "ft2"}
# Words that end what is counted: what follows them says something else.
_STOPS = (
    "of and in to per at on by for or the from is was were are with as a an it had but has have his her this its "
    "towards across plus less versus alongside since until during through among between within under over after "
    "before because if when while which who that these those there their our will would could should can may we "
    "they you last next each both all also not than then up down against into out about around compared "
    "respectively been being did does said says"
)
STOPS = frozenset(_STOPS.split())
# What follows one thing and is no name of it: 1 estate completed.
NO_SINGULAR = re.compile(r".{0,3}|.*(?:ed|ing|ly|ous|al|ive)")
# In s, and counted by nobody.
_NO_NOUNS = "points pages plus always perhaps towards afterwards minus ours theirs percent"
NO_NOUNS = frozenset(_NO_NOUNS.split())
MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
NAME_BEFORE = re.compile(
    r"(?:\b(?:sections?|phase|pages?|tables?|figure|chapter|articles?|no\.?|number|paragraphs?|annex|appendix|parts?|"
    r"zone|type|class|grade|key\s+stage|stage|level|round|item|step|form|version|aged?|ages|age\s+of|years?|"
    rf"{MONTHS}|room|route|tel|telephone|call|clause|schedule|regulation|tier|band|ward|unit|line|title|"
    r"act|bill|order|law|rule|docket|ext|goal|target|priority|chart|box|note|footnote|question|per|every|"
    r"pm|model|windows|office|web|category|platform|gate|junction|exit|flight|series)\s*:?\s*|[A-Za-z]-)$",
    re.IGNORECASE,
)
DATE_AFTER = re.compile(
    rf"\s+(?:of\s+)?(?:{MONTHS})\b|\s?(?:st|nd|rd|th)\b|\s?(?:am|pm|a\.m\.|p\.m\.|noon|midnight|o'clock|GMT|BST)\b|"
    r"[:/]\d|-\d{2,}|-[A-Za-z]|['’]?s\b|\.\d|[A-Za-z*]|\+[A-Za-z]|"
    r"(?:\s+|-)(?:years?|months?|weeks?|days?)[\s-]+(?:old|olds|plan|programme|program|ago|of\s+age)\b|\s+CFR\b",
    re.IGNORECASE,
)
AGE_BEFORE = re.compile(
    r"\b(?:children|people|those|residents|women|men|adults|pupils|anyone|babies|patients|everyone|girls|boys)"
    r"\s+(?:aged\s+)?(?:(?:under|over|above|below)\s+)?$",
    re.IGNORECASE,
)
REACHED = re.compile(
    r"\b(?:(?:up|down|rose|rise|rising|fell|fall|falling|doubled|increased?|increasing|decreased?|grew|risen|fallen|"
    r"dropped|climbed|jumped|reduced|cut|went|grown|growth|reduction)\s+(?:from|to|by|of)|reached|totall?(?:ed|ing)|"
    r"stood\s+at|was|were|had|target\s+of|of\s+which|from|compared\s+with|(?:from|by)\s+[£$€]?\d[\d,.]*\s+to)\s+$",
    re.IGNORECASE,
)
# Words between a figure and the earlier one that it is set against: 420 places, up from 310.
SET_AGAINST = re.compile(r"\b(?:(?:up|down)\s+from|compared\s+(?:with|to)|from|against|than)\s+$", re.IGNORECASE)
CHANGED = re.compile(r"\b(?:from|by|rose|fell|increased|decreased|grew|dropped|climbed|up|down)\s+$", re.IGNORECASE)
YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
YEAR_BEFORE = re.compile(
    r"\b(?:in|by|since|until|from|of|during|to|before|after|and|for|late|early|mid|between|the|financial|fiscal|"
    rf"{MONTHS}|\d,?)\s+$",
    re.IGNORECASE,
)
DURATION = re.compile(
    r"\b(?:wait|waits|waiting|average|averag\w+|took|takes?|time|times|duration|spent|lasting|median|reduc\w+|lost|"
    r"saved?|saving|cut|workweek|edged|delivered|fell|rose|expectancy)\b",
    re.IGNORECASE,
)
