"""Two tabs, a copy of the cookie and a sign-out, with a real sign-in in a real Chromium; and a sign-in that is refused.

The kind: what one tab knows and another does not. tests/faults/test_sign_outs.py has the table of what a sign-out ends.
"""

from playwright.sync_api import expect

from oxdash import access
from oxdash.archive.audit_log import AuditLog
from oxdash.settings import Settings
from oxdash.web import current_person
from oxdash.web.sign_in import DENIED
from tests.browser.council import PEOPLE, download, look, settled, sign_in, sign_out, somebody, stranger
from tests.filling import filled
from tests.returning import CODE

DESK = f"/submit?partnership={CODE}&quarter=2009-10+Q4"


def signed_out(at) -> int:
    """How often the log says that somebody signed out."""
    return [line["event"] for line in AuditLog(Settings(data=at.data).audit).lines()].count("signed out")


def test_a_sign_out_ends_the_other_tab_and_every_copy_of_the_cookie_at_the_next_act(browser, at):
    first = somebody(browser, at, "safer", DESK)
    second = first.context.new_page()
    look(second, at.address + DESK)
    workbook = filled(download(second, "Download the workbook"))
    copied = first.context.storage_state()
    before = signed_out(at)  # other tests of the same council have people who sign out
    sign_out(first)

    file = {"name": "safer.xlsx", "mimeType": "application/octet-stream", "buffer": workbook}
    with second.expect_response(lambda response: response.request.method == "PUT") as refused:
        second.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(file)
    assert (refused.value.status, refused.value.text()) == (403, access.SIGNED_OUT)
    settled(second)  # which is told of it in a run of the server's own
    second.get_by_role("link", name="Returns on file").click()
    expect(second.get_by_text(access.SIGNED_OUT).first).to_be_visible()
    expect(second.get_by_role("button", name="Sign out")).to_have_count(0)
    settled(second)

    replayed = browser.new_context(storage_state=copied, locale="en-GB").new_page()
    look(replayed, at.address + DESK)
    expect(replayed.locator(".ox-lead", has_text=access.SIGNED_OUT)).to_be_visible()
    expect(replayed.locator("[data-testid=stFileUploader]")).to_have_count(0)

    sign_in(replayed, "safer")  # at once, and in this tab alone
    expect(replayed.get_by_role("button", name="Download the workbook")).to_be_visible()
    expect(second.get_by_text(f"Signed in: {PEOPLE['safer']}")).to_have_count(0)
    assert signed_out(at) == before + 1, "once, although the copy was sent again"
    for one in (first, second):
        one.close()
    replayed.context.close()


def test_a_sign_in_that_is_refused_says_so_on_the_page_it_came_from(browser, at):
    page = stranger(browser, at, DESK)
    page.get_by_role("button", name="Sign in").first.click()
    page.get_by_role("button", name="Deny").click()
    said = page.get_by_role("note", name="Signing in and out")
    expect(said).to_have_text(current_person.WORDS[DENIED])
    assert page.url == at.address + DESK
    sign_in(page, "planning")
    expect(said).to_have_count(0)
    page.context.close()
