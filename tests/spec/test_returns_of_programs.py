"""Programs return by POST /api/returns: the same checks, confirmations, receipts and log as the page.

The kind: a second way in that lets through what the first keeps out. Tried: no token, one made up, one of another
partnership, one revoked before and meanwhile, one only written into the file, a file that is damaged; a body that is
neither, too large, without a length, twice under one key, another under the same key, by page and program at once;
JSON that is none, nested, doubled, with fields, numbers and texts that no cell holds; a return that needs a sign-off.
"""

import json
import os
import threading
import time
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from openapi_spec_validator import validate
from starlette.applications import Starlette
from starlette.testclient import TestClient

from oxdash import access
from oxdash.__main__ import cli
from oxdash.access import Person, tokens
from oxdash.archive import record
from oxdash.archive.answered import KEPT, Answered, Answers
from oxdash.excel.problems import Problem
from oxdash.judging.position import load
from oxdash.submissions import from_data, submit
from oxdash.submissions.submit import Done
from oxdash.web import openapi, returning
from oxdash.web.doctor import examine
from oxdash.web.downloads import XLSX
from tests.returning import CODE, MANAGER, NOW, OTHER, QUARTER, a_return, folder, settings

WHO = "partnerships.manager@council.example"


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    data = folder(tmp_path)
    monkeypatch.setenv("OXDASH_DATA", str(data))
    monkeypatch.setenv("OXDASH_ROLES", str(settings(data).roles))
    return data


def token(data: Path, partnership: str = CODE) -> str:
    return tokens.new(partnership, "the waste system", WHO, settings(data), NOW).text


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=returning.ROUTES))


def book_of(data: Path) -> bytes:
    return a_return(load(data, NOW.date()))


def on_file(data: Path) -> list:
    return record.archive(settings(data)).history(CODE, QUARTER)


def send(client: TestClient, body: bytes | dict, text: str | None, *, kind: str | None = None, **headers: str):
    sent = json.dumps(body).encode() if isinstance(body, dict) else body
    said = {"content-type": kind or (returning.JSON if isinstance(body, dict) else XLSX)} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    if text is not None:
        said["authorization"] = f"Bearer {text}"
    return client.post("/api/returns", content=sent, headers=said)


def as_data(data: Path, **changed) -> dict:
    """A return of every target, as data; ``changed`` are fields of the first figure."""
    register = load(data, NOW.date()).register
    targets = list(register.targets_of(CODE, QUARTER)["target"])
    figures = [{"target": one, "absence": "not collected", "expected_on": "2010-09-30"} for one in targets]
    figures[0] = {"target": targets[0], "actual": 12, "commentary": "Typed by no hand."} | changed
    return {"partnership": CODE, "quarter": QUARTER, "prepared_by": "The waste system", "figures": figures}


def test_a_workbook_is_on_file_with_a_receipt_that_names_the_token(data, client):
    text, book = token(data), book_of(data)
    answer = send(client, book, text, content_disposition='attachment; filename="safer.xlsx"')
    assert answer.status_code == 201, answer.json()
    receipt = answer.json()["receipt"]
    mark = text.split("_")[1]
    assert receipt["received_from"] == f"token {mark} (the waste system)"
    assert (receipt["came"], receipt["file_name"]) == ({"by": "token", "token": mark}, "safer.xlsx")
    assert on_file(data)[-1].receipt.to_bytes() == json.dumps(receipt, indent=2, ensure_ascii=False).encode() + b"\n"
    again = send(client, book, text)
    assert (again.status_code, again.json()["receipt"]) == (200, receipt)


def test_data_becomes_a_workbook_and_every_figure_has_its_cell(data, client):
    answer = send(client, as_data(data) | {"confirm_all": True, "note": "Sent at night."}, token(data))
    assert answer.status_code == 201, answer.json()
    assert answer.json()["receipt"]["note"] == "Sent at night."
    judged = load(data, date.today()).judged
    [row] = judged[(judged.partnership == CODE) & (judged.quarter == QUARTER) & judged.actual.notna()].to_dict(
        "records"
    )
    assert (row["actual"], row["commentary"]) == (12, "Typed by no hand.")
    assert (row["sheet"], row["cell"]) == ("Return", "H4")


def test_what_is_wrong_is_told_by_field_and_cell_and_what_is_to_confirm_is_asked(data, client):
    text = token(data)
    body = as_data(data, actual="12 or so", forecast="45%")
    refused = send(client, body, text)
    assert (refused.status_code, refused.json()["error"]) == (
        422,
        "Nothing was stored: there are problems that must be fixed.",
    )
    found = {one["field"]: one for one in refused.json()["problems"]}
    assert found["figures[0].actual"]["cell"] == "H4"
    assert found["figures[0].actual"]["message"].startswith(
        f"{CODE} {QUARTER} from data.xlsx, sheet Return, cell H4, actual for {body['figures'][0]['target']}: "
        'found "12 or so".'
    )
    body = as_data(data, actual="1,200")
    asked = send(client, body, text)
    assert (asked.status_code, asked.json()["error"]) == (
        422,
        "Nothing was stored: there are readings to confirm first.",
    )
    assert {one["severity"] for one in asked.json()["problems"]} == {"please confirm"}
    confirmed = [one["message"] for one in asked.json()["problems"]]
    assert send(client, body | {"confirmed": confirmed}, text).status_code == 201


WRONG = [
    # the data otherwise, the field, what is told of it, why
    ({"partnership": "nobody"}, "partnership", '"nobody" is no partnership here. Use one of: ', "whose it is"),
    ({"partnership": None}, "partnership", "This is missing. Say whose return it is, and for which", "nobody's"),
    ({"quarter": "2009-10 Q5"}, "quarter", "", "a fifth quarter"),
    ({"quarter": 20}, "quarter", "This is no text.", "a number for a quarter"),
    ({"figure": []}, "figure", "There is no such field. Leave it out; there are: partnership, quarter,", "misspelt"),
    ({"figures": None}, "figures", "The figures are missing. Send a list with an object for each target.", "none"),
    ({"figures": {}}, "figures", "This is no list. Send one with an object for each row.", "no list"),
    ({"figures": [3]}, "figures[0]", "This is no object. Send one with: target, ", "no object"),
    (
        {"figures": [{"target": "NI 999"}]},
        "figures[0].target",
        '"NI 999" is no target of the partnership',
        "a stranger",
    ),
    ({"figures": [{}]}, "figures[0].target", "what stands here is no target of the partnership", "without a target"),
    (
        {"figures": [{"target": "NI 15", "status": "on track"}]},
        "figures[0].status",
        "There is no such field.",
        "a status",
    ),
    ({"figures": [{"target": "NI 15", "actual": True}]}, "figures[0].actual", "This is true or false.", "yes"),
    ({"figures": [{"target": "NI 15", "actual": [1]}]}, "figures[0].actual", "This is a list or an object.", "a list"),
    ({"figures": [{"target": "NI 15", "actual": 10**20}]}, "figures[0].actual", "This number is larger", "too large"),
    ({"figures": [{}] * 501}, "figures", "There are 501 rows, and may be 500. Send fewer.", "too many rows"),
    (
        {"narrative": [{"text": "x" * 40_000}]},
        "narrative[0].text",
        "This text has 40,000 characters, and a",
        "too long",
    ),
    ({"confirmed": "all"}, "confirmed", "This is no list of texts.", "confirmed by a word"),
    ({"confirm_all": 1}, "confirm_all", "This is neither true nor false.", "confirmed by a number"),
]


@pytest.mark.parametrize(("changed", "field", "said", "why"), WRONG, ids=[row[-1] for row in WRONG])
def test_data_that_is_no_return_is_told_by_its_field(data, client, changed, field, said, why):
    answer = send(client, as_data(data) | changed, token(data))
    assert answer.status_code == 422
    told = {one["field"]: one["message"] for one in answer.json()["problems"]}
    assert told[field].startswith(said), told
    assert on_file(data) == []


NO_JSON = [
    (b"{", "This is no JSON: ", "cut off"),
    (b"[1]", "The JSON is no object. ", "a list"),
    (b'{"quarter": "a", "quarter": "b"}', 'This is no JSON: "quarter" stands twice in one object. ', "twice"),
    (b'{"figures": [{"actual": NaN}]}', "This is no JSON: NaN is no number. ", "no number"),
    (b"[" * 100_000, "This is no JSON: it is nested too deeply. ", "nested"),
    (b'{"note": "\xff"}', "This is no JSON: ", "no UTF-8"),
    (b"9" * 5000, "This is no JSON: a number has 5,000 digits. Send one object", "a number without end"),
]


@pytest.mark.parametrize(("body", "said", "why"), NO_JSON, ids=[row[-1] for row in NO_JSON])
def test_what_is_no_json_is_told(data, client, body, said, why):
    answer = send(client, body, token(data), kind=returning.JSON)
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["message"].startswith(said)


def test_half_a_character_is_told(data, client):
    answer = send(client, b'{"note": "\\ud800", "partnership": "x\\udfff"}', token(data), kind=returning.JSON)
    assert "This text has half a character in it. Send it in UTF-8." in {
        one["message"] for one in answer.json()["problems"]
    }


def test_a_target_twice_is_told(data, client):
    body = as_data(data)
    body["figures"].append({"target": body["figures"][0]["target"]})
    [told] = send(client, body, token(data)).json()["problems"]
    assert told["message"] == f"{body['figures'][0]['target']} stands in figures[0] already. Leave one of the two out."


def test_without_a_token_that_counts_nothing_is_read(data, client):
    book = book_of(data)
    text = token(data)
    assert send(client, book, None).json() == {"error": returning.NO_TOKEN}
    made_up = f"oxdash_{text.split('_')[1]}_{'x' * 43}"
    for wrong in ("x", made_up, text[:-1], text + "x", text.upper()):
        answer = send(client, book, wrong)
        assert (answer.status_code, answer.json()) == (401, {"error": tokens.NO_SUCH})
        assert answer.headers["www-authenticate"] == "Bearer"
    assert tokens.revoke(text.split("_")[1], WHO, settings(data), NOW) is not None
    assert send(client, book, text).status_code == 401
    assert tokens.revoke(text.split("_")[1], WHO, settings(data), NOW) is None
    assert on_file(data) == []


def test_the_file_holds_no_secret_and_what_only_it_says_counts_for_nothing(data, client):
    text, at = token(data), settings(data)
    secret = text.split("_", 2)[2]
    assert secret not in at.tokens.read_text() and secret not in at.audit.read_text()
    held = json.loads(at.tokens.read_text())
    one = held["tokens"][0]
    at.tokens.write_text(json.dumps({"tokens": [one | {"partnership": OTHER}]}))
    assert send(client, b"", text).status_code == 401  # the log names it for another partnership
    at.tokens.write_text(json.dumps({"tokens": [one | {"id": "01234567"}]}))
    assert send(client, b"", text.replace(one["id"], "01234567")).status_code == 401  # and that one not at all
    at.tokens.write_text(json.dumps(held))
    tokens.revoke(one["id"], WHO, at, NOW)
    at.tokens.write_text(json.dumps(held))  # as it was before
    assert send(client, b"", text).status_code == 401
    at.tokens.write_text("{")
    answer = send(client, b"", text)
    assert (answer.status_code, answer.json()["error"]) == (
        503,
        "data/tokens.json is not as it was written, so no token counts. Restore it from a backup, or take it away and "
        "make the tokens anew.",
    )


def test_a_token_is_good_for_its_partnership_alone(data, client):
    answer = send(client, book_of(data), token(data, OTHER))
    assert answer.status_code == 403
    assert answer.json()["error"].endswith("Ask the partnerships manager if that is wrong.")
    assert on_file(data) == []
    assert access.rights(Person(), settings(data)).any is False


def test_one_revoked_while_its_return_is_checked_stores_nothing(data, client, monkeypatch):
    text = token(data)
    turn = returning.loading.officer_at_work

    def meanwhile():
        tokens.revoke(text.split("_")[1], WHO, settings(data), NOW)
        return turn()

    monkeypatch.setattr(returning.loading, "officer_at_work", meanwhile)
    answer = send(client, book_of(data), text)
    assert (answer.status_code, answer.json()["error"]) == (401, tokens.NO_SUCH)
    assert on_file(data) == []


def test_the_same_key_is_answered_once(data, client):
    text, body = token(data), as_data(data) | {"confirm_all": True}
    first = send(client, body, text, idempotency_key="night-1")
    again = send(client, body, text, idempotency_key="night-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.json(), again.headers["idempotent-replayed"]) == (again.json(), "true")
    other = send(client, body | {"note": "x"}, text, idempotency_key="night-1")
    assert (other.status_code, other.json()["error"]) == (
        422,
        "This Idempotency-Key was used for another return. Use a new one for each.",
    )
    assert len(on_file(data)) == 1
    refused = send(client, as_data(data, actual="x"), text, idempotency_key="night-2")
    assert refused.status_code == 422
    assert send(client, as_data(data) | {"confirm_all": True}, text, idempotency_key="night-2").status_code == 200


def test_what_else_lies_among_the_answers_keeps_none_from_being_kept(tmp_path):
    answers, answer = Answers(tmp_path), Answered(201, {"receipt": {}}, "0")
    (tmp_path / "a folder of old.json").mkdir()
    os.utime(tmp_path / "a folder of old.json", (0, 0))
    answers.keep("0123abcd", "a", answer, time.time())
    assert answers.find("0123abcd", "a") == answer
    answers.keep("0123abcd", "b", answer, time.time() + KEPT.total_seconds() + 1)
    assert answers.find("0123abcd", "a") is None


HEADERS = [
    # headers, the number, what is told, why
    ({"content_type": "text/csv"}, 415, f"Send the workbook as {XLSX}, or the return as application/json.", "a CSV"),
    ({"content_length": "9999999"}, 413, "The file is larger than 5 MB, which no return is. ", "too large"),
    (
        {"idempotency_key": "a b"},
        400,
        "Idempotency-Key has to be 1 to 255 printable signs of ASCII",
        "a key that is none",
    ),
    (
        {"content_length": "-1"},
        411,
        "Say with Content-Length how long it is; in chunks it is not taken.",
        "a length that is none",
    ),
]


@pytest.mark.parametrize(("headers", "code", "said", "why"), HEADERS, ids=[row[-1] for row in HEADERS])
def test_what_cannot_be_is_refused_before_it_is_read(data, client, headers, code, said, why):
    answer = send(client, b"x", token(data), **headers)
    assert answer.status_code == code
    assert answer.json()["error"].startswith(said)


def test_one_token_has_one_return_under_way(data, client):
    text = token(data)
    returning._under_way.add(text.split("_")[1])
    try:
        answer = send(client, b"x", text)
    finally:
        returning._under_way.clear()
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")


def test_in_every_process_together_it_has_one_under_way(data, client):
    text, body = token(data), as_data(data) | {"confirm_all": True}
    with Answers(settings(data).answers).alone(text.split("_")[1]) as alone:
        assert alone
        answer = send(client, body, text, idempotency_key="night-1")
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
        assert on_file(data) == []
    assert send(client, body, text, idempotency_key="night-1").status_code == 201


def test_by_page_and_program_at_once_there_is_one_return(data, client):
    text, book, found = token(data), book_of(data), []
    position = load(data, NOW.date())

    def by_page():
        found.append(submit.submit("safer.xlsx", book, position, MANAGER, settings(data), NOW, confirm_all=True))

    page = threading.Thread(target=by_page)
    page.start()
    answer = send(client, book, text)
    page.join()
    assert isinstance(found[0], Done)
    assert answer.status_code in (200, 201)
    [only] = on_file(data)
    assert answer.json()["receipt"]["sha256"] == found[0].receipt.sha256 == only.receipt.sha256


def test_every_field_of_the_description_is_one_that_is_read(data):
    said = openapi.description()
    validate(said)
    schemas = said["components"]["schemas"]
    assert set(schemas["figures"]["properties"]) == {
        *("target", "actual", "figure_is", "figure_is_for", "absence", "expected_on", "forecast", "declared"),
        "commentary",
    }
    position = load(data, NOW.date())
    everything = {name: None for name in schemas["figures"]["properties"]} | {"target": "NI 15"}
    sent = from_data.read(
        json.dumps({"partnership": CODE, "quarter": QUARTER, "figures": [everything]}).encode(), position
    )
    assert isinstance(sent, from_data.Sent), sent
    unplaced = Problem("must fix", "Return", "A1", "", "", "", "", "x")
    assert sent.field_of(unplaced) == "figures"


def test_a_token_by_command(data):
    run = CliRunner()
    made = run.invoke(cli, ["--data", str(data), "token", "new", CODE, "--name", "the waste system"])
    assert made.exit_code == 0, made.output
    text = made.output.splitlines()[-1]
    mark = text.split("_")[1]
    assert tokens.known(text, settings(data)).partnership == CODE
    listed = run.invoke(cli, ["--data", str(data), "token", "list"])
    assert listed.output.startswith(f"{mark}  {CODE}: the waste system, made on ")
    assert "sha256" not in run.invoke(cli, ["--data", str(data), "token", "list", "--json"]).output
    assert run.invoke(cli, ["--data", str(data), "token", "revoke", mark]).exit_code == 0
    none = run.invoke(cli, ["--data", str(data), "token", "revoke", mark])
    assert (none.exit_code, none.output) == (
        1,
        f"There is no token {mark} that counts. Those there are: oxdash token list.\n",
    )
    assert [line["event"] for line in record.log(settings(data)).lines()] == ["token made", "token revoked"]


def test_a_name_is_one_line_of_the_list(data):
    run, says = CliRunner(), ["--from", "a manager\n01234567  a line of their own"]
    made = run.invoke(cli, ["--data", str(data), "token", "new", CODE, "--name", "a\nb", *says])
    mark = made.output.splitlines()[-1].split("_")[1]
    run.invoke(cli, ["--data", str(data), "token", "revoke", mark, *says])
    assert len(run.invoke(cli, ["--data", str(data), "token", "list"]).output.splitlines()) == 1


def test_doctor_says_where_tokens_cannot_be_read_and_letters_cannot_be_sent(data, monkeypatch):
    settings(data).tokens.write_text("{")
    monkeypatch.setenv("OXDASH_MAIL_HOST", "mail.council.example")
    told = [one.sentence for one in examine(data, NOW.date()) if not one.needed]
    assert any(one.startswith("data/tokens.json is not as it was written, so no token counts. ") for one in told)
    assert any("OXDASH_MAIL_FROM must be set, as docs/deployment.md shows." in one for one in told)
