"""A page of another site that shows a paper in a frame, in a real browser; the app's own pages stay out of it."""

import functools
import http.server
import threading

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import served
from tests.browser.looking import heard
from tests.returning import few

BLOCKED = "chrome-error://chromewebdata/"
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Intranet</title></head><body>
<iframe title="The picture" src="{0}/embed/one-page" width="1000" height="700"></iframe>
<img alt="The picture by itself" src="{0}/embed/picture.svg">
</body></html>"""


@pytest.fixture(scope="module")
def intranet(tmp_path_factory):
    """The address of another site, whose page shows what is framed."""
    folder = tmp_path_factory.mktemp("intranet")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    other = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    site = f"http://127.0.0.1:{other.server_port}"
    threading.Thread(target=other.serve_forever, daemon=True).start()
    data = few(tmp_path_factory.mktemp("framed"))
    with served("oxdash.web.server:app", folder, data=data, OXDASH_FRAMES=site) as address:
        (folder / "index.html").write_text(PAGE.format(address))
        (folder / "app.html").write_text(f'<!DOCTYPE html><title>App</title><iframe title="The app" src="{address}/">')
        yield site, address
    other.shutdown()
    other.server_close()


def test_a_paper_is_shown_in_another_sites_page_and_the_app_is_not(intranet, browser):
    site, address = intranet
    page = browser.new_context(locale="en-GB").new_page()  # of a reader who was never here, so without our cookies
    page.goto(site)
    framed = page.frame_locator("iframe[title='The picture']")
    expect(framed.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("img").evaluate("image => image.complete && image.naturalWidth > 0")
    assert page.context.cookies(address) == []
    page.goto(f"{site}/app.html")
    heard(page, lambda: [frame.url for frame in page.frames if frame.parent_frame] == [BLOCKED])
    page.context.close()
