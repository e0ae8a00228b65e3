"""The desk under real kills: at each statement and commit, and each write of the book, nothing is lost or twice."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

DRIVER = Path(__file__).with_name("interrupted_desk.py")
# A desk with a clerk and a head; with something handed in where the action needs it.
PREPARE = """
import sys, runpy
from pathlib import Path
sys.argv = ["interrupted_desk.py", sys.argv[1], "hand_in", sys.argv[1]] + sys.argv[2:]
desk = runpy.run_path({driver!r}, run_name="prepare")
from django.core.management import call_command
from luoshi.office.accounts.models import Post, User
call_command("migrate", verbosity=0)
for name in ("clerk", "head"):
    person = User.objects.create_user(name, name=name)
    Post.objects.create(user=person, role="county", area="371302", signs=name == "head")
if sys.argv[-1] == "filled":
    desk["act"](Path(sys.argv[1]))
"""


@pytest.mark.parametrize("action", ["hand_in", "sign", "close"])
def test_killed_at_each_step_in_turn_it_can_be_done_again(sealed_book, tmp_path, action) -> None:
    origin = tmp_path / "origin"
    shutil.copytree(sealed_book, origin / "book")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LUOSHI_", "DJANGO_"))}
    filled = "empty" if action == "hand_in" else "filled"
    prepare = PREPARE.format(driver=str(DRIVER))
    subprocess.run([sys.executable, "-c", prepare, str(origin), filled], env=environment, check=True, timeout=120)
    driven = subprocess.run(
        [sys.executable, str(DRIVER), str(origin), action, str(tmp_path / "copies")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=550,
    )
    assert driven.returncode == 0, driven.stderr
    whole, *kills = [json.loads(line) for line in driven.stdout.splitlines()]
    done = whole["again"]
    assert whole["killed"] == done
    assert len(kills) > 10
    assert len({json.dumps(one["killed"]) for one in kills}) >= 2
    for one in kills:
        assert one["again"] == done
        assert one["killed"]["audit"][1] == []
        if action != "close":
            # One transaction: all of it or none, and the outbox row with it.
            assert (one["killed"] == done) or one["killed"]["audit"][0] == done["audit"][0] - 1
    assert done["outbox"] == [[1, action == "close"]]
    assert done["book"] == (
        [["assistance.paid", 1300, 1], ["assistance.recipients", 0, 1]] if action == "close" else []
    )
