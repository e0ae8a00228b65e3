"""The words by which texts say a stage, a scope, that something fell short, or that it went well."""

import re

# In the order in which works pass them.
_STAGES = (
    re.compile("立项|批复|获批|approved"),
    re.compile("开工|动工|start(?:s|ed)? on|(?:has|have) started|under way", re.IGNORECASE),
    re.compile("完工|竣工|建成|完成|completed|finished", re.IGNORECASE),
    re.compile("验收|accepted", re.IGNORECASE),
    re.compile("投用|投入使用|运行|运营|启用|in use|running|opened", re.IGNORECASE),
)
STAGE_NAMES = (
    ("立项", "approved"),
    ("开工", "started"),
    ("完工", "completed"),
    ("验收", "accepted"),
    ("投用", "in use"),
)
_WIDE = re.compile(r"所有|全部|城乡|全市|各县区|全覆盖|每[个名户]|\ball\b|\bevery\b|\bwhole\b", re.IGNORECASE)
_NARROW = re.compile(
    r"重点|主要|部分|城区|试点|符合条件|有条件|不含|剔除|除外|\bkey\b|\bmain\b|\bsome\b|\bselected\b|\bpilot\b|\bexcluding\b",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"未达|没有达到|未完成|尚未|未能|低于(?:计划|目标)|不及|"
    r"short of|below (?:the )?(?:plan|target)|not (?:been )?(?:reached|met)|missed",
    re.IGNORECASE,
)
_CEILING = re.compile(r"以内|不超过|控制在|within|at most|no more than|below|under\b", re.IGNORECASE)
_PRAISE = re.compile(
    r"显著|明显|大幅|圆满|全面完成|全面落实|持续增强|不断增强|不断提升|前列|领先|成效|满意|"
    r"significantly|greatly|markedly|successfully|fully achieved|among the best|satisf|widely praised",
    re.IGNORECASE,
)
_PLANNED = re.compile(r"(?:计划|目标|任务)[^，。；]{0,12}$|\b(?:planned|target of|out of)\s*$", re.IGNORECASE)


def find_stage(words: str) -> int | None:
    """Return the latest stage that the words name (0 approved to 4 in use), None where they name none."""
    found = [stage for stage, pattern in enumerate(_STAGES) if pattern.search(words)]
    return found[-1] if found else None


def find_narrowing(before: str, after: str) -> tuple[str, str] | None:
    """Return the wide word that is gone and the narrow word that came, or None."""
    gone = [word for word in _WIDE.findall(before) if word not in after]
    came = [word for word in _NARROW.findall(after) if word not in before]
    return (gone[0], came[0]) if gone and came else None


def says_short(words: str) -> bool:
    """Return whether the words say that something was not reached."""
    return bool(_SHORT.search(words))


def is_ceiling(words: str) -> bool:
    """Return whether the words set a most, so that less is better."""
    return bool(_CEILING.search(words))


def is_planned(before: str) -> bool:
    """Return whether the words right before a number call it a plan."""
    return bool(_PLANNED.search(before))


def find_praise(words: str) -> str | None:
    """Return the word that says how well something went, or None."""
    found = _PRAISE.search(words)
    return found[0] if found else None
