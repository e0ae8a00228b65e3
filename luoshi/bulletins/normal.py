"""Clean text for reading, with a map back to the original.

Pinyin noise, torn numbers and stray spaces go; traditional becomes simplified, full width half width.
Words and numbers are read elsewhere.
"""

import re
from dataclasses import dataclass
from functools import cache

import opencc

from luoshi.bulletins.page_lines import find_page_lines
from luoshi.bulletins.units import find_unit

_HAN = "\u4e00-\u9fff"
# Some web editions print the reading after a rare or doubtful character: `字(pinyin)`.
_PINYIN = re.compile(rf"(?<=[{_HAN}])[(（][a-zü\u00e0-\u024f\u1e00-\u1eff]{{1,6}}[)）]")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_SPACES = "[ \u00a0\u2002-\u200a\u202f\u3000]"
_STRAY = re.compile(
    rf"(?<=[{_HAN}]){_SPACES}+(?=[{_HAN}\d])|(?<=[\d.%]){_SPACES}+(?=[{_HAN}%‰])|(?<=%){_SPACES}+(?=[{_HAN}])"
)
_GAP = re.compile(rf"(?<=[\d.,万亿千百十]){_SPACES}*(?:\r?\n)?{_SPACES}*(?=[\d.{_HAN}%‰])")
_TORN_LEFT = re.compile(rf"[{_HAN}]{_SPACES}?(\d[\d,]*\.?\d*)$")
_UNIT_HEAD = "元人户个名家所处套项件场次张笔吨亩公平立座台辆条起例宗床间栋位倍"
_TORN_RIGHT = re.compile(rf"\.?\d[\d,.]*{_SPACES}?(?:[%‰万亿千百余多]|[{_UNIT_HEAD}])")
# Thousands parted by a space, as some styles ask: 2 300.
_PARTED = re.compile(r"\d{3}(?![\d,])")
# A unit torn by the line's end: 63公|里, 3.2个百|分点.
_UNITS = (
    "公里 公斤 公顷 平方米 平方公里 立方米 千米 千瓦时 千瓦 千克 百分点 个百分点 人次 户次 家次 件次 批次 剂次 场次 "
    "班次 工作日 个工作日 小时 分钟 个月 周岁 美元 欧元 港元 行政村 个行政村 吨标准煤 微克/立方米"
)
_SPLIT_UNITS = tuple(_UNITS.split())
_SPLIT_HEADS = "|".join(sorted({u[:i] for u in _SPLIT_UNITS for i in range(1, len(u))}, key=len, reverse=True))
_SPLIT = re.compile(
    rf"(?<=[\d万亿千百])(?P<head>{_SPLIT_HEADS}){_SPACES}*(?P<break>\r?\n){_SPACES}*(?P<tail>[{_HAN}/]{{1,5}})"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_UNIT_NEXT = re.compile(rf"[万亿%‰]|千(?!方)|百分点|人(?![均民才大])|[{_UNIT_HEAD.replace('人', '')}]")
_THOUSANDS = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")

# The ASCII block has full-width twins 0xFEE0 above; the comma stays, it parts clauses.
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) != "，"}
_HALF |= {
    ord("﹪"): ord("%"),
    ord("﹣"): ord("-"),
    ord("−"): ord("-"),
    ord("〜"): ord("~"),
    ord("∼"): ord("~"),
}
_HALF |= {code: ord(" ") for code in (0xA0, 0x3000, 0x202F, *range(0x2002, 0x200B))}
_HALF |= {ord("○"): ord("〇")}
# t2s writes 馀 for the 餘 of 3億餘, which the grammar knows as 余.
_SURPLUS = str.maketrans("馀", "余")


@dataclass(frozen=True, slots=True)
class CleanText:
    """Clean text, and for each of its characters the place of the original character."""

    text: str
    places: tuple[int, ...]

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Return the original span of clean `start:end`, which is not empty."""
        return self.places[start], self.places[end - 1] + 1


@cache
def _get_converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")  # never tw2sp: it changes words, and 13 places of the bulletin


def to_simplified(text: str) -> str:
    """Return `text` in simplified characters, of the same length."""
    if text.isascii():
        return text
    # A lone surrogate cannot be given to OpenCC; no bulletin has one, but no text may crash the reader.
    safe = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text) if _has_surrogate(text) else text
    converted = str(_get_converter().convert(safe))
    if len(converted) == len(text):
        return converted
    return "".join(c if len(s := str(_get_converter().convert(c))) != 1 else s for c in safe)


def _has_surrogate(text: str) -> bool:
    return re.search("[\ud800-\udfff]", text) is not None


def clean(text: str) -> CleanText:
    """Return the text as the grammar reads it: a line end that only a page's width made is a space."""
    soft, page_numbers = find_page_lines(text)
    kept = _drop(list(range(len(text))), text, page_numbers)
    current = "".join(text[i] for i in kept)
    kept = _drop(kept, current, [m.span() for m in _PINYIN.finditer(current)])
    current = "".join(text[i] for i in kept)
    kept = _drop(kept, current, [m.span() for m in _INVISIBLE.finditer(current)])
    current = _THOUSANDS.sub(",", "".join(text[i] for i in kept))
    current = to_simplified(current.translate(_HALF)).translate(_SURPLUS)
    # Torn numbers are told by the line's end, strays by the space that it is then taken for.
    gaps = _find_gaps(current)
    ends = frozenset(soft)
    current = "".join(" " if place in ends else c for c, place in zip(current, kept, strict=True)) if ends else current
    gaps = sorted({*gaps, *(m.span() for m in _STRAY.finditer(current))})
    kept = _drop(kept, current, gaps)
    return CleanText(_cut(current, gaps), tuple(kept))


def _find_gaps(text: str) -> list[tuple[int, int]]:
    gaps = {m.span() for m in _STRAY.finditer(text)}
    for match in _GAP.finditer(text):
        start, end = match.span()
        if start < end and (start, end) not in gaps and _is_torn(text, start, end):
            gaps.add((start, end))
    for match in _SPLIT.finditer(text):
        if any((match["head"] + match["tail"]).startswith(u) and len(match["head"]) < len(u) for u in _SPLIT_UNITS):
            gaps.add((match.end("head"), match.start("tail")))
    return sorted(gaps)


def _is_torn(text: str, start: int, end: int) -> bool:
    """Say whether the white space parts one number, or a number from its scale or unit."""
    before = text[max(0, start - 24) : start]
    after = text[end : end + 24]
    broken = "\n" in text[start:end]
    if before[-1] == "," and re.match(r"\d{3}(?!\d)", after) and re.search(r"\d,$", before):
        return broken or re.search(rf"[{_HAN}]\d{{1,3}},$", before) is not None
    left = _TORN_LEFT.search(before)
    if after[0].isdigit() or after[0] == ".":
        if left is None:
            return False
        if _TORN_RIGHT.match(after) is None:
            thin = not broken and len(left[1]) <= 3 and left[1][0] != "0" and _PARTED.match(after) is not None
            return thin and find_unit(after, 3) is not None
        # 2021 35万人 is a year before a number; two decimal points are no number.
        return not _YEAR.match(left[1]) and not ("." in left[1] and re.match(r"[\d,]*\.\d", after))
    if before[-1] in ".,":
        return False
    return broken and _UNIT_NEXT.match(after) is not None and not re.search(r"(?<!\d)(?:19|20)\d\d$", before)


def _drop(kept: list[int], text: str, spans: list[tuple[int, int]]) -> list[int]:
    if not spans:
        return kept
    result: list[int] = []
    at = 0
    for start, end in spans:
        result.extend(kept[at:start])
        at = max(at, end)
    result.extend(kept[at : len(text)])
    return result


def _cut(text: str, spans: list[tuple[int, int]]) -> str:
    pieces = []
    at = 0
    for start, end in spans:
        pieces.append(text[at:start])
        at = max(at, end)
    return "".join([*pieces, text[at:]])
