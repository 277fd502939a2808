"""The Chromium of the other browser tests."""

from tests.browser.conftest import browser_type_launch_args  # noqa: F401
