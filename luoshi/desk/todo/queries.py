"""Collecting what waits for a person from everything that the desk does."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from luoshi.desk.corrections.doors import access_open_corrections
from luoshi.desk.returns.doors import access_units
from luoshi.desk.returns.queries import MISSING, SENT_BACK, count_states, list_rows, list_signable
from luoshi.desk.work.dues import get_answer_due, get_return_due, get_sign_due
from luoshi.office.accounts.models import User


@dataclass(frozen=True)
class Task:
    """One thing to do: `kind` is mend, hand_in, sign or answer; `page` and `key` say where it is done."""

    kind: str
    page: str
    key: str | int
    name: str
    count: int
    due: date

    @property
    def late(self) -> bool:
        """Whether its day has passed."""
        return self.due < timezone.localdate()


def list_tasks(actor: User) -> list[Task]:
    """Return what waits for the actor, the earliest day first; what came back stands before what is new."""
    tasks: list[Task] = []
    for door in access_units(actor):
        name, states = door.form.unit.name, count_states(list_rows(door))
        if door.may_hand_in:
            tasks += [
                Task(kind, "form", door.unit, name, states[state], get_return_due())
                for kind, state in (("mend", SENT_BACK), ("hand_in", MISSING))
                if states[state]
            ]
        signable = len(list_signable(door)) if door.steps else 0
        if signable:
            tasks.append(Task("sign", "sign", door.unit, name, signable, get_sign_due()))
    for correction in access_open_corrections(actor):
        due = get_answer_due(timezone.localdate(correction.asked))
        tasks.append(Task("answer", "answer", correction.pk, correction.figure, 1, due))
    return sorted(tasks, key=lambda task: task.due)
