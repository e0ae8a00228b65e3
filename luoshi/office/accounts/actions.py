"""Making accounts."""

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from luoshi.errors import UserFault
from luoshi.office.accounts.models import Department, Post, Role, User
from luoshi.office.audit.actions import write_audit
from luoshi.records import Json

_OF_DEPARTMENTS = frozenset({Role.LEAD_DEPARTMENT, Role.SUPPORTING_DEPARTMENT})
_OF_AREAS = frozenset({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE_CLERK})


@dataclass(frozen=True)
class NewPost:
    """A role to be held: `area` a division code or empty, `department` a name or empty."""

    role: str
    area: str = ""
    department: str = ""
    signs: bool = False


def add_account(*, username: str, name: str, password: str, post: NewPost, by: str) -> User:
    """Make an account with a password and one post, or add the post to the account of that name.

    The password of an account that is there already is left alone. Raises UserFault for a password that is
    easily guessed, and for a post that lacks its area or department.
    """
    if post.role in _OF_AREAS and not post.area:
        raise UserFault("accounts.area_wanted", role=post.role)
    if post.role in _OF_DEPARTMENTS and not post.department:
        raise UserFault("accounts.department_wanted", role=post.role)
    with transaction.atomic():
        user = User.objects.filter(username=username).first()
        if user is None:
            try:
                validate_password(password, User(username=username))
            except ValidationError as error:
                raise UserFault("accounts.weak_password") from error
            user = User.objects.create_user(username, password, name=name)
        department = Department.objects.get_or_create(name=post.department)[0] if post.department else None
        Post.objects.update_or_create(
            user=user, role=post.role, area=post.area, department=department, defaults={"signs": post.signs}
        )
        content: dict[str, Json] = {
            "role": post.role,
            "area": post.area,
            "department": post.department,
            "signs": post.signs,
        }
        write_audit(action="account.post", subject=f"account {username}", by=by, content=content)
    return user
