"""What may be shown of a name or number to those who need not know the person."""

# The compound surnames in use; a name that begins so keeps both characters.
_COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "皇甫",
        "尉迟",
        "公孙",
        "令狐",
        "慕容",
        "司徒",
        "夏侯",
        "东方",
        "端木",
        "独孤",
        "南宫",
        "长孙",
        "宇文",
        "轩辕",
        "百里",
        "公冶",
    ]
)


def mask_name(name: str) -> str:
    """Return the surname and one star; a name of one character is a star alone, an empty one stays empty.

    >>> mask_name("王秀兰")
    '王*'
    """
    if len(name) < 2:
        return "*" * len(name)
    kept = 2 if len(name) > 2 and name[:2] in _COMPOUND_SURNAMES else 1
    return f"{name[:kept]}*"


def mask_id_number(text: str) -> str:
    """Return the first 2 and last 3 characters with stars between; one shorter than 8 is stars alone."""
    # Of 7 characters or fewer, showing five would leave too little hidden.
    return f"{text[:2]}{'*' * (len(text) - 5)}{text[-3:]}" if len(text) > 7 else "*" * len(text)
