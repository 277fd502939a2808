"""Addresses on the web that somebody typed: which of them are led to, and which are only words.

One is led to where it begins with https:// and names a server and nothing else that could mislead: no name of a user
before the server's, no blank and no sign that an address has only when it is written in full (é, a quotation mark).
"""

import re
from urllib.parse import urlsplit

HTTPS = "https://"
LONGEST = 2000  # signs; browsers and papers agree about no longer ones
_WRITTEN = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", re.ASCII)  # RFC 3986, section 2
_SERVER = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.ASCII)


def can_be_led_to(text: object) -> bool:
    """Whether a text is an address that a page may lead to.

    >>> can_be_led_to("https://www.example.org/papers?of=board"), can_be_led_to("http://www.example.org")
    (True, False)
    """
    if not isinstance(text, str) or len(text) > LONGEST or not text.lower().startswith(HTTPS):
        return False
    if not _WRITTEN.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        server, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    return bool(_SERVER.fullmatch(server)) and "@" not in parts.netloc and port != 0
