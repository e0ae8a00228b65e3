"""Every error code in the code has a message in both languages, and every message has a use."""

import re
import string
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*ROOT.glob("luoshi/**/*.py"), *ROOT.glob("luoshi_linyi/**/*.py")])
CATALOGUES = sorted(ROOT.glob("luoshi/messages/*.toml"))
# `raise UserFault("records.unknown_column", ...)`, and codes kept in a name before they are raised.
CODE = re.compile(r'"((?:{})\.[a-z0-9_]+)"'.format("|".join(path.stem for path in CATALOGUES)))
RAISED = re.compile(r'(?:UserFault|IntegrityFault|Conflict|LuoshiError)\(\s*f?"([a-z_]+\.[a-z0-9_{}]+)"')


def _messages() -> dict[str, dict[str, str]]:
    return {
        f"{path.stem}.{name}": message
        for path in CATALOGUES
        for name, message in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_raised_codes_have_messages() -> None:
    raised = {code for path in SOURCES for code in RAISED.findall(path.read_text(encoding="utf-8"))}
    assert {code for code in raised if "{" not in code} - set(_messages()) == set()


@pytest.mark.parametrize("code", sorted(_messages()))
def test_message_says_the_same_in_both_languages(code: str) -> None:
    message = _messages()[code]
    assert set(message) == {"zh", "en"}
    assert _placeholders(message["zh"]) == _placeholders(message["en"])
    assert re.search(r"[\u4e00-\u9fff]", message["zh"])


def test_messages_are_all_used() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    used = set(CODE.findall(text))
    # Some codes are put together from a finding's kind: then the short name stands in the source.
    short = {code: code.partition(".")[2] for code in _messages()}
    built = {code for code, name in short.items() if f'"{name}"' in text or re.search(rf"\b{name.upper()}\b", text)}
    unused = set(_messages()) - used - built
    assert sorted(unused) == []
