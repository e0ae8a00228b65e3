"""The stages of projects, approved to accepted, as figures and sentences name them."""

import re

from luoshi.figures.definitions import Figure

# Stages of a project in the order they are passed; a later stage cannot hold more than an earlier one.
_STAGES = (
    (re.compile("立项|批复|批准|下达|approved", re.IGNORECASE), 0),
    (re.compile("开工|started", re.IGNORECASE), 1),
    (re.compile("完工|竣工|建成|completed|works completed", re.IGNORECASE), 2),
    (re.compile("验收|accepted", re.IGNORECASE), 3),
)


def get_stage(figure: Figure) -> int | None:
    """Return the stage that the figure counts at (0 approved to 3 accepted), None where it has none."""
    for text in (figure.milestone, figure.id.replace("_done", " completed"), figure.name_zh):
        for pattern, stage in _STAGES:
            if pattern.search(text):
                return stage
    return None


def find_said_stage(words: str) -> int | None:
    """Return the one stage that the words name, None for none and for several."""
    said = {stage for pattern, stage in _STAGES if pattern.search(words)}
    return said.pop() if len(said) == 1 else None
