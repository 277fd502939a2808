"""How a setting names those in front of the server (addresses, networks, the socket file) and people by e-mail."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

SOCKET = "unix"  # how a peer is named that came through a socket file, and how the settings name it


def named(text: str) -> tuple[str, ...]:
    """The proxies of a setting: addresses, networks or ``unix``, with commas between. ValueError says which is none."""
    found = tuple(one.strip() for one in text.split(",") if one.strip())
    for one in found:
        if one != SOCKET:
            ipaddress.ip_network(one, strict=False)
    return found


def place(address: str) -> SplitResult:
    """An address taken apart; one that cannot be is nowhere."""
    try:
        return urlsplit(address)
    except ValueError:  # a bracket that is not closed, and the like
        return urlsplit("")


LOCAL_NAME = "local mode"  # who acts at their own machine, where nobody signs in


def from_whom(name: str) -> str:
    """Where a return came from, after what became of it: ``from a.b@council.example``; of no name in local mode."""
    return "on this computer" if name == LOCAL_NAME else f"from {name}"


LONGEST_MAIL = 254  # characters of an e-mail address, and 64 before the @ (RFC 5321)
_MAIL = re.compile(r"[^\s@,;:<>()\[\]\\\"]{1,64}@[^\s@,;:<>()\[\]\\\".]+(?:\.[^\s@,;:<>()\[\]\\\".]+)*")


def is_mail(text: str) -> bool:
    """Whether letters can be sent to it: name@place, without quotation marks, brackets or spaces.

    >>> is_mail("waste.officer@council.example"), is_mail("Waste <waste@council.example>"), is_mail("waste")
    (True, False, False)
    """
    return text.isprintable() and len(text) <= LONGEST_MAIL and _MAIL.fullmatch(text) is not None


def mail_addresses(text: str) -> tuple[str, ...]:
    """Those of a setting, with commas between them."""
    return tuple(one.strip() for one in text.split(",") if one.strip())
