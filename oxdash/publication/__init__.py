"""Positions that were put on record: published once, proved any time, printed the same next year."""

from oxdash.publication.compare import Since, since
from oxdash.publication.listing import NOTHING, about, cited, since_told
from oxdash.publication.packs import pack
from oxdash.publication.publishing import Asked, Refused, publish
from oxdash.publication.reprinting import Again, anew, reprint
from oxdash.publication.shelf import Published, Unreadable, find, fingerprint, published
from oxdash.publication.verifying import Verified, verify

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
