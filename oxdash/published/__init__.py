"""Positions that were put on record: published once, proved any time, printed the same next year."""

from oxdash.published.comparing import Since, since
from oxdash.published.listing import about, cited, since_told
from oxdash.published.packs import pack
from oxdash.published.reprinting import Again, anew, reprint
from oxdash.published.shelf import Published, Unreadable, find, fingerprint, published
from oxdash.published.verifying import Verified, verify
from oxdash.published.writing import Asked, Refused, publish

__all__ = [
    "Again",
    "Asked",
    "Published",
    "Refused",
    "Since",
    "Unreadable",
    "Verified",
    "about",
    "anew",
    "cited",
    "find",
    "fingerprint",
    "pack",
    "publish",
    "published",
    "reprint",
    "since",
    "since_told",
    "verify",
]
