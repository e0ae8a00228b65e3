"""The one door to a request for correction: the pledge office, and the department that owns the figure."""

from django.core.exceptions import PermissionDenied

from luoshi.desk.corrections.models import Correction
from luoshi.desk.corrections.queries import list_open
from luoshi.desk.shelf import get_shelf
from luoshi.office.accounts.models import Role, User


def access_open_corrections(actor: User) -> list[Correction]:
    """Return the requests that the actor may answer, oldest first."""
    return [one for one in list_open() if _may_answer(actor, one)]


def access_correction_by_number(actor: User, number: int) -> Correction:
    """Return the request; raises PermissionDenied for one that is not there or not for this person."""
    found = Correction.objects.filter(pk=number).first()
    if found is None or not _may_answer(actor, found):
        raise PermissionDenied
    return found


def _may_answer(actor: User, correction: Correction) -> bool:
    posts = actor.posts.select_related("department").all()
    if any(post.role == Role.PLEDGE_OFFICE for post in posts):
        return True
    owners = {figure.id: figure.owner for figure in get_shelf().city.figures}
    own = {post.department.name for post in posts if post.role == Role.LEAD_DEPARTMENT and post.department}
    return owners.get(correction.figure) in own
