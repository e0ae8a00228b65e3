"""Builders of people at the desk, their posts, and what they do, for the tests of the desk."""

from django.contrib.auth import get_user_model
from django.test import Client

from luoshi.desk.returns.doors import access_unit_by_code
from luoshi.desk.returns.models import Statement
from luoshi.office.accounts.models import Department, Post, Role

COUNTY, OTHER = "371302", "371311"
UNIT_PAGE = f"/en/desk/returns/{COUNTY}/"
CIVIL = "市民政局"


def make_official(name: str, role: str = Role.COUNTY, area: str = "", department: str = "", signs: bool = False):
    person = get_user_model().objects.create_user(name, name=name.title())
    owner = Department.objects.get_or_create(name=department)[0] if department else None
    Post.objects.create(user=person, role=role, area=area, department=owner, signs=signs)
    return person


def make_clerk(name: str = "clerk", area: str = COUNTY):
    return make_official(name, area=area)


def make_head(name: str = "head", area: str = COUNTY):
    return make_official(name, area=area, signs=True)


def sign_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def fill(person, unit: str = COUNTY, **values: str):
    """Hand in the page's form as a browser does, with what stands: `assistance__paid="12"` fills one cell."""
    client = sign_in(person)
    page = f"/en/desk/returns/{unit}/"
    context = client.get(page).context
    fields = {"seen": context["seen"]}
    for line in context["lines"]:
        fields[f"value.{line.row.figure.id}"] = line.value
        fields[f"below.{line.row.figure.id}"] = line.below
    for name, value in values.items():
        cell = f"value.{name.replace('__', '.')}"
        assert cell in fields
        fields[cell] = value
    return client.post(page, fields)


def get_statement(figure: str, unit: str = COUNTY) -> Statement:
    return Statement.objects.get(unit=unit, figure=figure, current=True)


def open_door(person, unit: str = COUNTY):
    return access_unit_by_code(person, unit)
