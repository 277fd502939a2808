"""Positions that were put on record: published once, proved any time, printed the same next year."""

from oxdash.publication.compare import Since, since
from oxdash.publication.listing import NOTHING, about, cited, since_told
from oxdash.publication.packs import pack
from oxdash.publication.publish import Asked, Refused, publish
from oxdash.publication.reprint import Again, anew, reprint
from oxdash.publication.shelf import Published, Unreadable, find, fingerprint, published
from oxdash.publication.verify import Verified, verify

__all__ = [
    "NOTHING",
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
