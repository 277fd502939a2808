"""What another site may frame is read-only, and nobody is signed in there.

The kind: a page that acts in somebody's name inside another site's. Tried: the app's own pages framed with the setting
on; a cookie sent along; a paper of a partnership that is none, a quarter that is none, a paper that is none, an address
below, which Streamlit would answer; words that mean nothing, to fill memory; no register; a setting with a path, a
wildcard, two words; a place where looking needs a sign-in. A real frame in a real
browser is tried in `tests/browser/test_framed.py`.
"""

import http.client
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from oxdash.documents.papers import Kind
from oxdash.settings import Misset, current
from oxdash.web import embedding, loading
from oxdash.web.asgi import untold
from oxdash.web.handing_out import HandingOut
from oxdash.web.middleware import Shell
from tests.browser.conftest import STARTING, served
from tests.returning import few

SITES = "https://intranet.council.example, http://127.0.0.1:9999"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return few(tmp_path_factory.mktemp("embedded"))


@pytest.fixture
def client(data, monkeypatch):
    monkeypatch.setenv("OXDASH_DATA", str(data))
    monkeypatch.setenv("OXDASH_FRAMES", SITES)
    return TestClient(Starlette(routes=embedding.ROUTES))


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.DECISIONS, Kind.GRANTS, Kind.REWARD)])
def test_every_paper_can_be_shown_in_a_frame_of_the_sites_named(client, kind):
    answer = client.get(f"/embed/{kind}?partnership=economic", headers={"cookie": "_streamlit_user=x"})
    assert answer.status_code == 200, answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.endswith("; frame-ancestors https://intranet.council.example http://127.0.0.1:9999")
    assert "set-cookie" not in answer.headers
    assert "<script" not in answer.text and "<form" not in answer.text
    again = client.get(f"/embed/{kind}?partnership=economic", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_below_a_root_path_of_the_server_nothing_is_put_into_it_either(client):
    around = [Middleware(HandingOut, refused=untold), Middleware(Shell)]
    below = TestClient(Starlette(routes=embedding.ROUTES, middleware=around), root_path="/laa")
    answer = below.get("/laa/embed/one-page")
    assert answer.text == client.get("/embed/one-page").text
    assert "set-cookie" not in answer.headers


def test_the_picture_is_a_drawing_by_itself(client):
    answer = client.get("/embed/picture.svg?quarter=2009-10 Q4")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.text.startswith("<?xml") and "<script" not in answer.text


NOTHING = [
    ("/embed/nothing", "There is no such paper. There are: board, ", "no paper"),
    ("/embed/partnership", "Say of which partnership: ?partnership=, one of ", "of no partnership"),
    ("/embed/partnership?partnership=nobody", "Say of which partnership: ?partnership=, one of ", "of a stranger"),
    ("/embed/board?quarter=2009-10 Q7", "", "a seventh quarter"),
    ("/embed/board?quarter=1909-10 Q1", "", "before anything"),
    ("/embed/board?agreement=none", "", "an agreement that is none"),
    ("/embed/", "There is no such paper. There are: board, ", "nothing named"),
    ("/embed/board/", "There is no such paper. There are: board, ", "a slash more"),
    ("/embed//board", "There is no such paper. There are: board, ", "two slashes"),
    ("/embed/board/page", "There is no such paper. There are: board, ", "something below"),
]


@pytest.mark.parametrize(("path", "said", "why"), NOTHING, ids=[row[-1] for row in NOTHING])
def test_what_is_not_there_is_told_in_words(client, path, said, why):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert answer.text.startswith(said) and answer.text.endswith(".\n")


def test_nothing_else_that_an_address_says_is_kept_as_another_thing(client):
    def kept() -> int:
        return len(loading.kept().made_of_now._kept)

    pages = {client.get("/embed/board?quarter=2009-10 Q4&partnership=economic").text}
    before = kept()
    for said in ("quarter=2009-10%20Q4", "x=1&quarter=2009-10 q4", "quarter=Q4 2009/10&partnership=nobody"):
        pages.add(client.get(f"/embed/board?{said}").text)
    assert (kept(), len(pages)) == (before, 1)


def test_where_there_is_no_register_it_is_told_that_nothing_can_be_shown_now(tmp_path, client, monkeypatch):
    monkeypatch.setenv("OXDASH_DATA", str(tmp_path))
    answer = client.get("/embed/board")
    assert (answer.status_code, answer.headers["cache-control"]) == (503, "no-store")
    assert "register.xlsx" in answer.text


def test_where_looking_needs_a_sign_in_nothing_is_shown(client, monkeypatch):
    monkeypatch.setenv("OXDASH_LOOKING_NEEDS_SIGN_IN", "1")
    assert client.get("/embed/board").status_code == 403


@pytest.mark.parametrize(
    "said", ["https://a.example/path", "*", "https://*.example", "a.example", "https://a.example b"]
)
def test_a_site_is_one_address_without_a_path(monkeypatch, said):
    monkeypatch.setenv("OXDASH_FRAMES", said)
    with pytest.raises(Misset) as told:
        current()
    assert str(told.value) == (
        f'OXDASH_FRAMES is "{said}", and has to be addresses of sites (https://intranet.council.example), with commas '
        "between."
    )


def asked(address: str, path: str) -> tuple[dict[str, str], str]:
    where = urlsplit(address)
    with closing(http.client.HTTPConnection(where.hostname, where.port, timeout=STARTING)) as there:
        there.request("GET", path)
        answer = there.getresponse()
        return {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()


def test_the_apps_own_pages_are_framed_by_nobody_and_others_by_whom_the_setting_names(tmp_path, data):
    with served("oxdash.web.server:app", tmp_path, data=data, OXDASH_FRAMES=SITES) as address:
        for path in ("/", "/submit", "/api/positions"):
            own, _ = asked(address, path)
            assert "frame-ancestors 'none'" in own["content-security-policy"]
            assert own["x-frame-options"] == "DENY"
        framed, page = asked(address, "/embed/one-page")
        assert framed["content-security-policy"].count("frame-ancestors") == 1
        assert "x-frame-options" not in framed and "set-cookie" not in framed
        assert "<script" not in page
        assert framed["x-content-type-options"] == "nosniff"
    with served("oxdash.web.server:app", tmp_path, data=data) as address:
        assert "frame-ancestors 'none'" in asked(address, "/embed/one-page")[0]["content-security-policy"]
