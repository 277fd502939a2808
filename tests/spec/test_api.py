"""Open data next to the app: only what was published, as it was published, and 404 for the rest."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from openapi_spec_validator import validate
from starlette.applications import Starlette
from starlette.routing import Match
from starlette.testclient import TestClient

from oxdash.publication import publishing, shelf
from oxdash.publication.publishing import Asked
from oxdash.web import api, openapi, server
from tests.returning import MANAGER, NOW, few, settings
from tests.spec.test_published import PSB, REFERENCE

ADDRESS = "/api/positions/PSB%202010-07-01"


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    data = few(tmp_path_factory.mktemp("api"))
    done = publishing.publish(Asked("2009-10 Q4", REFERENCE, PSB), MANAGER, settings(data), NOW)
    assert isinstance(done, shelf.Published), done
    return data


@pytest.fixture
def client(data, monkeypatch) -> TestClient:
    monkeypatch.setenv("OXDASH_DATA", str(data))
    return TestClient(Starlette(routes=api.ROUTES))


KINDS = [
    # ending, content type, file of the publication
    (".json", "application/json", "position.json"),
    (".csv", "text/csv; charset=utf-8; header=present", "position.csv"),
]


@pytest.mark.parametrize(("ending", "content_type", "file"), KINDS, ids=[case[0] for case in KINDS])
def test_a_published_position_is_served_as_it_was_published(client, data, ending, content_type, file):
    answer = client.get(ADDRESS + ending)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == content_type
    assert answer.content == (data / "published" / REFERENCE / "public" / file).read_bytes()
    again = client.get(ADDRESS + ending, headers={"If-None-Match": f'"other", {answer.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == answer.headers["etag"]
    assert client.get(ADDRESS + ending, headers={"If-None-Match": '"other"'}).status_code == 200
    head = client.head(ADDRESS + ending)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) == len(answer.content)


def test_the_csv_names_its_description_and_that_is_there(client):
    answer = client.get(ADDRESS + ".csv")
    target = answer.headers["link"].split(">")[0].removeprefix("<")
    assert 'rel="describedby"' in answer.headers["link"]
    described = client.get(f"/api/positions/{target}")
    assert described.headers["content-type"] == "application/csvm+json"
    said = json.loads(described.content)["tables"][0]
    assert said["url"] == "PSB%202010-07-01.csv"
    headings = answer.text.splitlines()[0].split(",")
    assert [one["name"] for one in said["tableSchema"]["columns"]] == headings
    again = client.get(f"/api/positions/{target}", headers={"If-None-Match": described.headers["etag"]})
    assert again.status_code == 304


def test_the_list_names_every_position_with_addresses_that_answer(client):
    listed = client.get("/api/positions").json()["positions"]
    assert [one["reference"] for one in listed] == [REFERENCE]
    assert listed[0]["sentence"] == "8 of 13 on track, 1 off track, 4 cannot be judged."
    for name in ("json", "csv", "description"):
        assert client.get(listed[0][name]).status_code == 200


NOTHING = [
    # path, why
    ("/api/positions/PSB%201999-01-01.json", "never published"),
    ("/api/positions/PSB%202010-07-01", "no ending"),
    ("/api/positions/PSB%202010-07-01.xlsx", "not a kind of open data"),
    ("/api/positions/..%2f..%2fregister.json", "a path"),
    ("/api/positions/.lock.json", "a file of the folder that is no publication"),
    ("/api/positions/PSB%202010-07-01%2fmanifest.json", "another file of it"),
    ("/api/positions/PSB%202010-07-01/audit/register.xlsx", "what is for managers only"),
    ("/api/nothing", "no such address"),
]


@pytest.mark.parametrize(("path", "why"), NOTHING, ids=[case[-1] for case in NOTHING])
def test_what_is_not_there_is_404_with_a_sentence(client, path, why):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["error"].endswith((".", "/api/positions."))


FILLED = {"{reference}": "PSB%202010-07-01", "{body}": "psb"}


def described(path: str) -> str:
    """A described address, with what is there in place of its parameters."""
    for name, there in FILLED.items():
        path = path.replace(name, there)
    return path


def endpoint(path: str, method: str):
    """What answers at a path; None where that is the sentence that nothing is there."""
    scope = {"type": "http", "path": unquote(path), "method": method, "headers": [], "root_path": ""}
    routes = [server.healthz(None), *api.ROUTES]
    found = next(one for one in routes if one.matches(scope)[0] is Match.FULL)
    return None if found.endpoint is api.nothing else getattr(found.endpoint, "__qualname__", "")


def test_whatever_the_server_answers_under_api_is_described_and_nothing_else_is():
    said = openapi.description()
    validate(said)
    asked = {(path, method) for path, item in said["paths"].items() for method in item}
    answers = {endpoint(described(path), method.upper()) for path, method in asked}
    assert None not in answers, "what is described is there"
    there = {
        one.endpoint.__qualname__ for one in [server.healthz(None), *api.ROUTES] if one.endpoint is not api.nothing
    }
    assert answers == there
    files = {path.removeprefix("/api/positions/{reference}") for path, _ in asked if "{reference}" in path}
    assert files == set(api._KINDS), "every form of a published position too"


def test_what_is_read_is_answered_as_described(client, monkeypatch, tmp_path):
    paths = {path: item["get"]["responses"] for path, item in openapi.description()["paths"].items() if "get" in item}
    paths.pop("/api/healthz")  # its route is the server's own
    for path, answers in paths.items():
        answer = client.get(described(path))
        assert answer.status_code == 200, path
        assert [*answers["200"]["content"]] == [answer.headers["content-type"].partition(";")[0]]
        if "304" in answers:
            again = client.get(described(path), headers={"If-None-Match": answer.headers["etag"]})
            assert again.status_code == 304
        if "404" in answers:
            assert client.get(described(path).replace("psb.", "x.").replace("PSB", "x")).status_code == 404
    listed = openapi.description()["components"]["schemas"]["Positions"]["properties"]["positions"]["items"]
    (one,) = client.get("/api/positions").json()["positions"]
    assert set(listed["properties"]) == {*one, "agreement"}
    assert set(one) >= set(listed["required"])
    assert one["standing"] in listed["properties"]["standing"]["enum"]
    monkeypatch.setenv("OXDASH_LOOKING_NEEDS_SIGN_IN", "1")
    assert {path for path in paths if client.get(described(path)).status_code == 403} == {
        path for path, answers in paths.items() if "403" in answers
    }
    monkeypatch.delenv("OXDASH_LOOKING_NEEDS_SIGN_IN")
    monkeypatch.setenv("OXDASH_DATA", str(tmp_path))
    assert {path for path in paths if client.get(described(path)).status_code == 503} == {
        path for path, answers in paths.items() if "503" in answers
    }


def test_nothing_is_written_through_it(client):
    for method in ("post", "put", "delete", "patch"):
        assert getattr(client, method)(ADDRESS + ".json").status_code == 405


def test_what_is_damaged_is_not_served(client, data):
    path = data / "published" / REFERENCE / "public" / "position.csv"
    whole = path.read_bytes()
    try:
        path.write_bytes(whole.replace(b"on track", b"off track"))
        answer = client.get(ADDRESS + ".csv")
    finally:
        path.write_bytes(whole)
    assert answer.status_code == 500
    assert answer.json()["error"] == (
        "PSB 2010-07-01: public/position.csv is not the file that was published. Restore data/published from a backup."
    )


def test_where_looking_needs_a_sign_in_there_is_no_open_data(client, monkeypatch):
    monkeypatch.setenv("OXDASH_LOOKING_NEEDS_SIGN_IN", "1")
    for path in ("/api/positions", ADDRESS + ".json"):
        assert client.get(path).status_code == 403


def test_without_anything_published_the_list_is_empty(client, monkeypatch, tmp_path):
    monkeypatch.setenv("OXDASH_DATA", str(tmp_path))
    assert client.get("/api/positions").json() == {"positions": []}
