"""Runs the pages of the manual as printed: `sh` and `python` blocks, and `console` blocks with their output.

`python tests/integration/manual_pages.py PAGE...` renews the outputs in a page.

In an expected output `…` stands for anything on its line, and a line of `…` alone for any lines.
"""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Command:
    """A command of a page, and what the page says it prints (None: nothing is said)."""

    language: str
    text: str
    expected: str | None
    exit_code: int = 0


def read_commands(page: Path) -> list[Command]:
    """Return the page's commands in order; `# exit code N` ends a line of a command that fails."""
    commands: list[Command] = []
    for language, body in _BLOCK.findall(page.read_text(encoding="utf-8")):
        if language in ("sh", "python"):
            commands.append(Command(language, body, None))
        elif language == "console":
            for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                line, _, output = part.partition("\n")
                stated = re.search(r"# exit code (\d+)$", line)
                commands.append(Command("sh", line, output, int(stated[1]) if stated else 0))
    return commands


def run_page(page: Path, folder: Path) -> list[tuple[Command, str]]:
    """Run every command of the page in `folder` and return each with what it printed; a wrong exit code fails."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("LUOSHI_")},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "120",
        "LUOSHI_USER": "clerk",
        "LUOSHI_REGISTRY_KEY": "a secret for the manual's pages only, 32 bytes",
    }
    ran = []
    for command in read_commands(page):
        program = ["bash", "-euc", command.text] if command.language == "sh" else [sys.executable, "-c", command.text]
        done = subprocess.run(program, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == command.exit_code, f"{page.name}: {command.text}\n{done.stdout}{done.stderr}"
        printed = done.stdout + (done.stderr if command.exit_code else "")
        ran.append((command, "".join(f"{line.rstrip()}\n" for line in printed.rstrip("\n").split("\n"))))
    return ran


def agrees(command: Command, printed: str) -> bool:
    """Return whether the command printed what the page says."""
    pattern = ""
    for line in (command.expected or "").rstrip("\n").split("\n"):
        if line.strip() == "…":
            pattern += r"(?:[^\n]*\n)*?"
        else:
            pattern += r"[^\n]*?".join(map(re.escape, line.rstrip().split("…"))) + r"\n"
    return re.fullmatch(pattern, printed) is not None


def rewrite_page(page: Path) -> None:
    """Put what the commands print now into the page, where it differs; then read the page and set the `…`."""
    text = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for command, printed in run_page(page, Path(folder)):
            if command.expected is not None and not agrees(command, printed):
                text = text.replace(f"$ {command.text}\n{command.expected}", f"$ {command.text}\n{printed}", 1)
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        rewrite_page(Path(name))
