"""The API: what it says, paging, ETags, problems, and its own description."""

import json

import pytest


def test_description_is_openapi_3_1_and_names_every_address(site) -> None:
    described = site.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {
        "/api/figures",
        "/api/figures/{figure}",
        "/api/results",
        "/api/releases",
        "/api/releases/{release}",
        "/api/plan",
        "/api/check",
    }


def test_pages_of_figures_cover_all_of_them_once(site) -> None:
    address, seen = "/api/figures?limit=60", []
    while address:
        page = site.get(address).json()
        seen += [item["id"] for item in page["items"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == page["total"]


def test_figure_says_value_evidence_and_that_it_is_synthetic(site) -> None:
    figure = site.get("/api/figures/assistance.paid").json()
    assert figure["unit"] == "yuan"
    assert figure["numerator"] == figure["value"] * 100
    assert figure["synthetic"] is True


def test_results_are_filtered_by_area_and_period(site) -> None:
    page = site.get("/api/results?figure=assistance.paid&area=371300&period=2021-03").json()
    assert [(row["area"], row["period"]) for row in page["items"]] == [("371300", "2021-03")]


def test_older_release_is_read_by_its_id(site) -> None:
    newest, oldest = [item["id"] for item in site.get("/api/releases").json()["items"]]
    values = [site.get(f"/api/figures/assistance.paid?release={one}").json()["value"] for one in (newest, oldest)]
    assert values[0] - values[1] == 1000


def test_plan_gives_commitments_with_status_and_says_what_is_assumed(site) -> None:
    plan = site.get("/api/plan").json()
    assert plan["assumed"] is True
    assert len(plan["commitments"]) == 11
    assert {one["status"] for one in plan["commitments"]} <= {"done", "ahead", "on_course", "behind", "unknown"}


def test_text_is_checked(site) -> None:
    answer = site.post("/api/check", {"text": "期末城镇登记失业率99.99%。"}, content_type="application/json").json()
    assert [claim["verdict"] for claim in answer["claims"]] == ["differs"]
    assert answer["claims"][0]["bindings"][0]["figure"] == "jobs.unemployment"


def test_unchanged_answer_is_304(site) -> None:
    first = site.get("/api/plan")
    assert site.get("/api/plan", headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/figures/no.such", 404),
        ("/api/releases/2021-00000000", 404),
        ("/api/releases/%2e%2e", 404),
        ("/api/results", 422),
        ("/api/results?figure=no.such", 404),
        ("/api/figures?limit=0", 422),
        ("/api/figures?offset=-1", 422),
    ],
)
def test_errors_are_problems(site, address, status) -> None:
    response = site.get(address)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["status"] == status


def test_overlong_or_unreadable_body_is_a_problem(site) -> None:
    for body in ({"text": "字" * 20_001}, {"text": ""}, {}):
        response = site.post("/api/check", body, content_type="application/json")
        assert response.status_code == 422
    broken = site.post("/api/check", "{", content_type="application/json")
    assert broken.status_code == 400
    assert broken["Content-Type"] == "application/problem+json"
