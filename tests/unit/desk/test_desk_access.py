"""Every page of the desk asked by every role: who sees it, and that refused and missing look the same."""

import io

import openpyxl
import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from officials import CIVIL, COUNTY, OTHER, fill, make_clerk, make_official, sign_in

from luoshi.desk.corrections.actions import ask_correction
from luoshi.office.accounts.models import Role

ASKED = {"release": "2021-3f9ac2d1", "text": "It cannot be right.", "contact": ""}
PEOPLE = {
    "office": {"role": Role.PLEDGE_OFFICE},
    "civil": {"role": Role.LEAD_DEPARTMENT, "department": CIVIL},
    "support": {"role": Role.SUPPORTING_DEPARTMENT, "department": CIVIL},
    "county": {"role": Role.COUNTY, "area": COUNTY},
    "neighbour": {"role": Role.COUNTY, "area": OTHER},
    "township": {"role": Role.TOWNSHIP, "area": "371302001"},
    "village": {"role": Role.VILLAGE_CLERK, "area": "371302001001"},
    "auditor": {"role": Role.AUDITOR},
    "deputy": {"role": Role.DEPUTY},
    "administrator": {"role": Role.ADMINISTRATOR},
}
EVERYBODY = set(PEOPLE)
# Page of the county: who may open it. All others, and all who are not signed in, are refused.
ALLOWED = {
    "desk/": EVERYBODY,
    "desk/sign-out/": EVERYBODY,
    "desk/returns/": {"office", "civil", "support", "county", "neighbour", "auditor"},
    "desk/returns/<str:unit>/": {"office", "civil", "support", "county", "auditor"},
    "desk/returns/<str:unit>/workbook.xlsx": {"office", "civil", "support", "county", "auditor"},
    "desk/returns/<str:unit>/upload/": {"county"},
    "desk/returns/<str:unit>/receipts/<int:number>/": {"office", "county", "auditor"},
    "desk/returns/<str:unit>/sign/": {"office", "civil", "county"},
    "desk/corrections/": {"office", "civil"},
    "desk/corrections/<int:number>/": {"office", "civil"},
}
POSTED = {"desk/sign-out/", "desk/returns/<str:unit>/upload/"}


def find_routes(patterns, prefix="") -> list[str]:
    found = []
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        found += find_routes(pattern.url_patterns, route) if isinstance(pattern, URLResolver) else [route]
    return found


def open_page(client, route: str, number: int):
    page = "/" + route.replace("<str:unit>", COUNTY).replace("<int:number>", str(number))
    return client.post(page) if route in POSTED else client.get(page)


@pytest.fixture
def desk(site):
    """Give the number of a receipt and of a request, so that each page of the table is there."""
    assert fill(make_clerk("filler"), assistance__paid="12").status_code == 302
    return {"receipts": 1, "corrections": ask_correction(figure="assistance.paid", **ASKED).pk}


def test_table_names_every_page_of_the_desk() -> None:
    assert all(isinstance(one, URLPattern | URLResolver) for one in get_resolver().url_patterns)
    assert {route for route in find_routes(get_resolver().url_patterns) if route.startswith("desk/")} == set(ALLOWED)


@pytest.mark.parametrize("name", PEOPLE)
def test_role_opens_its_pages_and_no_other(desk, name) -> None:
    person = make_official(name, **PEOPLE[name])
    opened = set()
    for route in ALLOWED:
        response = open_page(sign_in(person), route, desk["corrections"] if "corrections" in route else 1)
        assert response.status_code in {200, 302, 422, 404}
        if response.status_code != 404:
            opened.add(route)
    assert opened == {route for route, people in ALLOWED.items() if name in people}


def test_nobody_signed_in_is_led_to_the_form_from_every_page(site, desk) -> None:
    for route in ALLOWED:
        response = open_page(site, route, 1)
        assert response.status_code == (404 if route in POSTED else 302)
        assert route in POSTED or response.url.startswith("/sign-in/?next=")


@pytest.mark.parametrize("unit", [OTHER, "999999", "371302001", "x"])
def test_other_units_page_and_one_that_is_none_are_refused_alike(desk, unit) -> None:
    client = sign_in(make_clerk())
    response = client.get(f"/en/desk/returns/{unit}/")
    nothing = client.get("/en/desk/no-such-page/")
    assert response.status_code == nothing.status_code == 404
    assert response.context["code"] == nothing.context["code"]


def test_department_sees_its_own_figures_alone_on_page_and_in_workbook(desk) -> None:
    fill(make_clerk(), schools__built="3", assistance__paid="12")
    client = sign_in(make_official("civil", Role.LEAD_DEPARTMENT, department=CIVIL))
    page = client.get(f"/en/desk/returns/{COUNTY}/")
    assert {line.row.figure.owner for line in page.context["lines"]} == {CIVIL}
    workbook = openpyxl.load_workbook(io.BytesIO(client.get(f"/en/desk/returns/{COUNTY}/workbook.xlsx").content))
    rows = workbook["报表"].iter_rows(min_row=8, values_only=True)
    assert [(row[0], row[3]) for row in rows if row[3]] == [("assistance.paid", "12")]


def test_department_does_not_answer_for_another(desk) -> None:
    client = sign_in(make_official("schools", Role.LEAD_DEPARTMENT, department="市教育局"))
    assert client.get("/en/desk/corrections/").context["lines"] == []
    assert client.get(f"/en/desk/corrections/{desk['corrections']}/").status_code == 404


def test_pages_of_the_desk_are_kept_by_no_cache(desk) -> None:
    response = sign_in(make_clerk()).get("/desk/")
    assert "no-store" in response["Cache-Control"]
