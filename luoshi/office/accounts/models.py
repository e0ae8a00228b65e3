"""People with an account, their departments, and the roles they hold for an area or a department."""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class Role(models.TextChoices):
    """What somebody does at the desk."""

    PLEDGE_OFFICE = "pledge_office", "民生办"
    LEAD_DEPARTMENT = "lead_department", "牵头部门"
    SUPPORTING_DEPARTMENT = "supporting_department", "配合部门"
    COUNTY = "county", "县区（功能区）"
    TOWNSHIP = "township", "乡镇（街道）"
    VILLAGE_CLERK = "village_clerk", "村级协管员"
    AUDITOR = "auditor", "审计人员"
    DEPUTY = "deputy", "人大代表"
    ADMINISTRATOR = "administrator", "系统管理员"


class Department(models.Model):
    """A department of the city; figures and commitments name it by `name`."""

    name = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes accounts; everything else about them is an action."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """Return a new, saved account; without a password it cannot sign in until one is set."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account. `name` is what others at the desk see."""

    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]  # noqa: RUF012 - Django declares a list

    def has_role(self, roles: Iterable[str]) -> bool:
        """Return whether the person is active and holds one of the roles, for whatever area."""
        return self.is_active and self.posts.filter(role__in=list(roles)).exists()


class Post(models.Model):
    """One role of one person. `area` is a division code; empty for the whole city.

    `signs` tells the head, who signs and sends back, from the clerk, who hands in.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="posts")
    role = models.CharField(max_length=32, choices=Role.choices)
    area = models.CharField(max_length=12, blank=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    signs = models.BooleanField(default=False)

    class Meta:
        """A role is held once for the same area and department."""

        constraints = (
            models.UniqueConstraint(
                fields=("user", "role", "area", "department"), name="post_once", nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.area}".strip()


class Attempt(models.Model):
    """A sign-in that has not succeeded. `key` stands for the name typed, which may be a password by mistake."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Counted by name within a short time."""

        indexes = (models.Index(fields=("key", "at"), name="attempt_by_key"),)

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.at}"
