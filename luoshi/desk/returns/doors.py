"""The one door to a unit's return: who may read it, fill it and sign it. Refused and missing look the same."""

from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import PermissionDenied

from luoshi.desk.returns.models import HandIn, Statement, Step
from luoshi.desk.shelf import Shelf, get_shelf
from luoshi.office.accounts.models import Post, Role, User
from luoshi.periods import Period
from luoshi.returns import Form, build_forms

_ALL = frozenset({Role.PLEDGE_OFFICE, Role.AUDITOR})
_DEPARTMENTS = frozenset({Role.LEAD_DEPARTMENT, Role.SUPPORTING_DEPARTMENT})


@dataclass(frozen=True)
class UnitDoor:
    """A unit's form for one person. `departments` are those whose figures alone are shown, None for all.

    `steps` are the steps at which the person signs; for the department's, figures of `signed_for` alone.
    """

    form: Form
    may_hand_in: bool
    steps: frozenset[Step]
    departments: frozenset[str] | None
    signed_for: frozenset[str]

    @property
    def unit(self) -> str:
        """The unit's code."""
        return str(self.form.unit.code)

    def shows(self, department: str) -> bool:
        """Return whether figures of this department are shown."""
        return self.departments is None or department in self.departments


def access_units(actor: User) -> list[UnitDoor]:
    """Return the units whose returns the actor may read, in the forms' order."""
    posts = list(actor.posts.select_related("department"))
    found = [_open(form, posts) for form in list_forms()]
    return [one for one in found if one is not None]


def access_unit_by_code(actor: User, code: str) -> UnitDoor:
    """Return the unit's form; raises PermissionDenied where there is none for this person."""
    found = next((one for one in access_units(actor) if one.unit == code), None)
    if found is None:
        raise PermissionDenied
    return found


def access_unit_to_hand_in(actor: User, code: str) -> UnitDoor:
    """Return the unit's form to fill; raises PermissionDenied for who may not hand in for it."""
    door = access_unit_by_code(actor, code)
    if not door.may_hand_in:
        raise PermissionDenied
    return door


def access_hand_in_by_number(actor: User, code: str, number: int) -> tuple[UnitDoor, HandIn]:
    """Return a receipt; raises PermissionDenied for one that is not there or not for this person.

    A receipt tells of all rows, so it is for those who see the whole form.
    """
    door = access_unit_by_code(actor, code)
    found = HandIn.objects.filter(unit=code, period=str(door.form.period), number=number).first()
    if found is None or door.departments is not None:
        raise PermissionDenied
    return door, found


def list_forms() -> tuple[Form, ...]:
    """Return the forms of the served book's year: one a county or zone, the city's own last."""
    return _build_forms(get_shelf())


# Reading the areas takes 80 ms; one desk serves one book, and tests some more.
@lru_cache(maxsize=4)
def _build_forms(shelf: Shelf) -> tuple[Form, ...]:
    period = Period.parse(str(shelf.settings.year))
    return build_forms(shelf.city.name_zh, shelf.city.figures, shelf.city.load_areas().reporting, period)


def may_sign(door: UnitDoor, statement: Statement, step: Step) -> bool:
    """Return whether the door's person may sign this statement at the step."""
    return step in door.steps and (step is not Step.DEPARTMENT or statement.department in door.signed_for)


def _open(form: Form, posts: list[Post]) -> UnitDoor | None:
    roles = {post.role for post in posts}
    of_unit = [post for post in posts if post.role == Role.COUNTY and post.area == str(form.unit.code)]
    office = [post for post in posts if post.role == Role.PLEDGE_OFFICE]
    names = frozenset(post.department.name for post in posts if post.role in _DEPARTMENTS and post.department)
    leads = frozenset(
        post.department.name for post in posts if post.role == Role.LEAD_DEPARTMENT and post.signs and post.department
    )
    if not (roles & _ALL or of_unit or names):
        return None
    of_city = form.unit.level == "city"
    # The city's own form is filled and signed first in the pledge office, as a county's is in the county.
    own = office if of_city else of_unit
    steps = {Step.UNIT} if any(post.signs for post in own) else set()
    steps |= {Step.DEPARTMENT} if leads else set()
    steps |= {Step.CITY} if any(post.signs for post in office) else set()
    return UnitDoor(
        form=form,
        may_hand_in=any(not post.signs for post in own),
        steps=frozenset(steps),
        departments=None if roles & _ALL or of_unit else names,
        signed_for=leads,
    )
