"""Local mode lets in whoever has the word of this start, from a page of this very address, past no proxy.

The kind: something else than the person at the machine comes from the machine. Tried: every other program's page and
any site's that a browser here has open, by websocket and by upload, with the cookie that the browser would send along;
a foreign name that points here; proxies with each of the marks they are known for, in capitals and with underscores,
and with a mark nobody knows; two hosts or origins; hosts that cannot be taken apart; the word of another start, of
another server on this machine, cut off, not of ASCII; a mark of ours that came from outside; and nothing at all.
"""

import subprocess
import sys

import pytest

from oxdash.settings import HOME
from oxdash.web import asgi, local_mode
from tests.elsewhere import run

LOOPBACK = ("127.0.0.1", 50000)
HERE = "localhost:8501"
WORD = local_mode.Word()


def scope(client=LOOPBACK, headers=None, path="/", kind="websocket", method="GET", query=""):
    pairs = headers.items() if isinstance(headers, dict) else headers or []
    encoded = [(name.encode(), value.encode()) for name, value in pairs]
    found = {"type": kind, "client": client, "headers": encoded, "path": path, "query_string": query.encode()}
    return found if kind == "websocket" else found | {"method": method}


def page_of(origin: str, host: str = HERE, **others) -> dict[str, str]:
    return {"host": host, "origin": origin} | others


CONNECTIONS = [
    # client, headers, local, why
    (LOOPBACK, page_of("http://localhost:8501"), True, "this machine, by its name"),
    (LOOPBACK, page_of("http://127.0.0.1:8501", "127.0.0.1:8501"), True, "this machine, by its number"),
    (("::1", 50000), page_of("http://[::1]:8501", "[::1]:8501"), True, "this machine, in IPv6"),
    (("::ffff:127.0.0.1", 50000), page_of("http://localhost:8501"), True, "this machine, to a server that speaks both"),
    (("::ffff:192.0.2.7", 50000), page_of("http://localhost:8501"), False, "another machine, to the same"),
    (LOOPBACK, page_of("http://localhost:8501", **{"x-xsrftoken": "a"}), True, "what Streamlit's own page sends"),
    (LOOPBACK, page_of("http://localhost:9999"), False, "another program's page on this machine"),
    (LOOPBACK, page_of("http://127.0.0.1:8501"), False, "this machine's other name, which is another site"),
    (LOOPBACK, page_of("https://evil.example"), False, "another site's page"),
    (LOOPBACK, page_of("null"), False, "a page from a file, or a sandbox"),
    (LOOPBACK, page_of(""), False, "an empty origin"),
    (LOOPBACK, page_of("http://localhost:8501.evil.example"), False, "a name that begins like this one"),
    (LOOPBACK, page_of("http://localhost:8501@evil.example"), False, "another site with this name before it"),
    (LOOPBACK, page_of("http://[localhost"), False, "an origin that cannot be taken apart"),
    (LOOPBACK, {"host": HERE}, False, "a websocket that does not say of which page it is"),
    (LOOPBACK, [("host", HERE), ("origin", f"http://{HERE}"), ("origin", "http://a.example")], False, "two origins"),
    (LOOPBACK, [("host", HERE), ("host", "a.example"), ("origin", f"http://{HERE}")], False, "two hosts"),
    (("192.0.2.7", 50000), page_of("http://localhost:8501"), False, "another machine that says localhost"),
    (LOOPBACK, page_of("http://performance.council.example", "performance.council.example"), False, "a foreign name"),
    (LOOPBACK, page_of("http://[localhost", "[localhost"), False, "a host that cannot be taken apart"),
    (LOOPBACK, page_of("http://a@localhost:8501", "a@localhost:8501"), False, "a host with somebody's name before it"),
    (LOOPBACK, {"origin": "http://localhost:8501"}, False, "no name asked for"),
    (LOOPBACK, {}, False, "nothing said"),
    (None, page_of("http://localhost:8501"), False, "no peer known"),
    (("unix", 0), page_of("http://localhost:8501"), False, "a peer that is no address"),
]


@pytest.mark.parametrize(("client", "headers", "local", "why"), CONNECTIONS, ids=[row[-1] for row in CONNECTIONS])
def test_who_is_at_this_machine(client, headers, local, why):
    given = scope(client, headers)
    assert local_mode.at_this_machine(given) is local
    assert not WORD.lets_in(given), "without the cookie nobody is let in"
    seen = marked(given)
    assert (local_mode.let_in(seen), local_mode.at_the_door(seen)) == (False, local)
    with_it = scope(client, [*pairs(headers), ("cookie", cookie_of(given))])
    assert WORD.lets_in(with_it) is local
    seen = marked(with_it)
    assert (local_mode.let_in(seen), local_mode.at_the_door(seen)) == (local, False)


def pairs(headers):
    return list(headers.items()) if isinstance(headers, dict) else headers


def cookie_of(given) -> str:
    return WORD.cookie(given)[1].decode().split(";")[0]


MARKS = (
    *("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Server"),
    *("X-Forwarded-Port", "X-Forwarded", "Forwarded-For", "X-Real-IP", "X-Client-IP", "Client-IP", "True-Client-IP"),
    *("CF-Connecting-IP", "CF-Ray", "Fastly-Client-IP", "Fly-Client-IP", "X-Cluster-Client-IP", "X-Original-For"),
    *("X-Original-URL", "X-Original-Host", "X-Rewrite-URL", "X-Host", "X-Scheme", "X-Envoy-External-Address"),
    *(
        "X-Amzn-Trace-Id",
        "X-ARR-SSL",
        "X-Azure-ClientIP",
        "X-Appengine-User-IP",
        "X-ProxyUser-Ip",
        "WL-Proxy-Client-IP",
    ),
    *("WL-Proxy-Client-IP", "Proxy-Connection", "Proxy-Authorization", "Proxy-Client-IP", "Remote-Addr", "Remote-User"),
    *("CDN-Loop", "Front-End-Https", "SSL-Client-Cert", "Akamai-Origin-Hop", "CloudFront-Viewer-Address"),
    *("Incap-Client-IP", "Z-Forwarded-For", "Traceparent", "X-Request-Id", "X-B3-TraceId", "B3", "X-Varnish"),
    *("X-Nobody-Knows", "Max-Forwards", "X_Forwarded_For", "HTTP_X_FORWARDED_FOR", "X-Oxdash-Of-Another"),
    *("Tailscale-User-Login", "Ngrok-Trace-Id", "Client-Cert", "Client-Cert-Chain", "Early-Data", "Uber-Trace-Id"),
)


@pytest.mark.parametrize("name", MARKS)
@pytest.mark.parametrize("value", ["127.0.0.1", ""], ids=["said", "empty"])
def test_any_mark_of_a_proxy_shuts_local_mode(name, value):
    own = page_of(f"http://{HERE}")
    assert local_mode.at_this_machine(scope(headers=own))
    for spelt in (name, name.lower(), name.upper()):
        assert not local_mode.at_this_machine(scope(headers=own | {spelt: value})), spelt


BROWSERS = (  # what Chromium and Firefox send of themselves
    *("connection", "upgrade", "user-agent", "accept", "accept-encoding", "accept-language", "cookie", "pragma"),
    *("cache-control", "sec-websocket-key", "sec-websocket-version", "sec-websocket-protocol", "sec-fetch-site"),
    *("sec-websocket-extensions", "sec-fetch-mode", "sec-fetch-dest", "sec-fetch-user", "sec-ch-ua", "sec-gpc", "te"),
    *("sec-ch-ua-mobile", "sec-ch-ua-platform", "upgrade-insecure-requests", "referer", "dnt", "priority", "range"),
    *("content-type", "content-length", "if-none-match", "if-modified-since", "save-data", "authorization"),
)


def test_what_a_browser_sends_of_itself_shuts_nothing():
    assert local_mode.at_this_machine(scope(headers=page_of(f"http://{HERE}") | dict.fromkeys(BROWSERS, "x")))


REQUESTS = [
    # method, headers, local, why
    ("GET", {"host": HERE}, True, "an address that somebody typed"),
    ("HEAD", {"host": HERE}, True, "the same, without its page"),
    ("GET", page_of("http://localhost:9999"), False, "another program's page that says so"),
    ("PUT", page_of(f"http://{HERE}"), True, "an upload of our page"),
    ("PUT", {"host": HERE}, False, "an upload of a page that does not say which it is"),
    ("PUT", page_of("http://localhost:9999"), False, "an upload of another program's page"),
    ("POST", page_of("https://evil.example"), False, "a form of another site's"),
    ("DELETE", {"host": HERE}, False, "anything that is not reading"),
]


@pytest.mark.parametrize(("method", "headers", "local", "why"), REQUESTS, ids=[row[-1] for row in REQUESTS])
def test_a_request_that_changes_something_says_of_which_page_it_is(method, headers, local, why):
    given = scope(headers=headers, kind="http", method=method)
    assert local_mode.at_this_machine(given) is local
    assert WORD.lets_in(scope(headers=headers | {"cookie": cookie_of(given)}, kind="http", method=method)) is local


def marked(given, *, on=True):
    """What a page would see of a connection's headers."""
    seen = {}

    async def app(scope, receive, send):
        seen.update({name.decode().lower(): value.decode() for name, value in scope["headers"]})

    run(local_mode.LocalMode(app, WORD, lambda: on)(given, None, None))
    return seen


def test_nobody_outside_can_set_the_mark():
    for value in ("anything", "", "é", local_mode._MARK):
        name = local_mode._MARK
        forged = scope(("192.0.2.7", 1), [("host", HERE), (name, value), (name.upper(), value)])
        seen = marked(forged)
        assert name not in seen
        assert not local_mode.let_in({name: value}) and not local_mode.at_the_door({name: value})
    assert not local_mode.let_in({}) and not local_mode.at_the_door({})


def test_where_local_mode_is_off_nothing_is_marked_and_no_word_is_taken():
    own = page_of(f"http://{HERE}")
    with_it = scope(headers=own | {"cookie": cookie_of(scope(headers=own))})
    assert local_mode._MARK not in marked(with_it, on=False)
    assert answered(scope(headers={"host": HERE}, kind="http", query=f"word={WORD.word}"), on=False) == (200, {})


def answered(given, *, on=True, refused=asgi.untold) -> tuple[int, dict[str, str]]:
    sent = []

    async def page(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.append(message)

    run(local_mode.LocalMode(page, WORD, lambda: on, refused)(given, None, send))
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


VIEWS = [
    # path, the rest of the query, where it leads, why
    ("/", "", "/", "the start"),
    ("/submit", "&quarter=2009-10+Q4", "/submit?quarter=2009-10+Q4", "a page with a view"),
    ("/laa/", "", "/laa/", "below a path of its own"),
    ("//evil.example/", "", "/", "a path that a browser reads as another site"),
    ("/\\evil.example", "", "/", "the same with a backslash"),
    ("/", "&a=%0d%0aset-cookie:x", "/?a=%0D%0Aset-cookie%3Ax", "a line break"),
]


@pytest.mark.parametrize(("path", "rest", "leads", "why"), VIEWS, ids=[row[-1] for row in VIEWS])
def test_the_word_is_exchanged_for_a_cookie_and_leaves_the_address(path, rest, leads, why):
    given = scope(headers={"host": HERE}, kind="http", path=path, query=f"word={WORD.word}{rest}")
    status, headers = answered(given)
    assert (status, headers["location"], headers["cache-control"]) == (303, leads, "no-store")
    assert headers["set-cookie"].startswith("oxdash_local_8501=")
    assert headers["set-cookie"].endswith("; Path=/; HttpOnly; SameSite=Strict")
    assert WORD.word not in str(headers), "what is held afterwards is not the word"


NOT_THE_WORD = [
    (local_mode.Word().word, "another start's"),
    (WORD.word[:-1], "cut off"),
    (WORD.word + "x", "with more"),
    (WORD.word.swapcase(), "in other letters"),
    ("", "empty"),
    ("é", "not of ASCII"),
]


@pytest.mark.parametrize(("said", "why"), NOT_THE_WORD, ids=[row[-1] for row in NOT_THE_WORD])
def test_what_is_not_the_word_is_refused_in_words(said, why):
    told = []
    given = scope(headers={"host": HERE}, kind="http", query=f"word={said}")
    status, headers = answered(given, refused=lambda *one: told.append(one))
    assert status == 403
    assert told == [("word of another start", "127.0.0.1", local_mode.NOT_THE_WORD)]
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    "headers", [{"host": "performance.council.example"}, {"host": HERE, "x-forwarded-for": "192.0.2.7"}], ids=str
)
def test_from_elsewhere_the_right_word_is_worth_nothing(headers):
    given = scope(headers=headers, kind="http", query=f"word={WORD.word}")
    assert answered(given) == (200, {}), "the page, as anybody sees it"


def test_two_servers_of_one_machine_do_not_take_each_others_cookie():
    other = local_mode.Word()
    ours, theirs = (
        scope(headers=page_of(f"http://{HERE}")),
        scope(headers=page_of("http://localhost:8502", "localhost:8502")),
    )
    both = f"{cookie_of(ours)}; {other.cookie(theirs)[1].decode().split(';')[0]}"
    assert WORD.lets_in(scope(headers=page_of(f"http://{HERE}", cookie=both)))
    assert other.lets_in(scope(headers=page_of("http://localhost:8502", "localhost:8502", cookie=both)))
    assert not other.lets_in(scope(headers=page_of(f"http://{HERE}", cookie=both)))


STARTED = """
import sys
sys.argv = ["uvicorn", *sys.argv[1:]]
from oxdash.web import asgi, local_mode
word = local_mode.Word()
print(local_mode.told(word, "").replace(word.word, "WORD").splitlines()[0])
"""
COMMANDS = [
    # the command's words, what is printed, why
    (["oxdash.web.server:app", "--port", "8501"], "oxdash is at http://localhost:8501/?word=WORD", "as README has it"),
    (["oxdash.web.server:app"], "oxdash is at http://localhost:8000/?word=WORD", "uvicorn's own port"),
    (["oxdash.web.server:app", "--host", "::1"], "oxdash is at http://[::1]:8000/?word=WORD", "in IPv6"),
    (
        ["oxdash.web.server:app", "--ssl-certfile", "/dev/null"],
        "oxdash is at https://localhost:8000/?word=WORD",
        "with a certificate",
    ),
    (["oxdash.web.server:app", "--port", "0"], "oxdash is at its address, with /?word=WORD", "any port that is free"),
    (["oxdash.web.server:app", "--uds", "a"], "oxdash is at its address, with /?word=WORD", "a socket file"),
]


@pytest.mark.parametrize(("command", "printed", "why"), COMMANDS, ids=[row[-1] for row in COMMANDS])
def test_the_address_is_printed_as_people_open_it(command, printed, why):
    done = subprocess.run([sys.executable, "-c", STARTED, *command], capture_output=True, text=True, cwd=HOME)
    assert (done.stdout, done.stderr) == (f"{printed}\n", "")
