"""Publications and their corrections as a feed (Atom, RFC 4287), the newest first."""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit
from uuid import UUID, uuid5

from feedgen.feed import FeedGenerator

from oxdash.publication.shelf import Published
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import ILLUSTRATIVE, Council
from oxdash.vocabulary.safe_text import one_line

_NAMES = UUID("0d1b1d0c-0a35-5d0e-8f5e-5b5f5e1f8a57")  # ours, in which the names of entries are made (RFC 9562, 5.5)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # a feed has to say when it changed last, also before anything was published
MOST = 50  # entries of a feed


def write(found: Sequence[Published], council: Council, address: str) -> bytes:
    """The feed of what was published, oldest first in ``found``. The same bytes for the same publications.

    ``address`` is where people open the dashboard; "" leaves the addresses relative to the feed's own.
    """
    parts = urlsplit(address)
    data = f"{parts.scheme}://{parts.netloc}" if address else ""  # open data lies at the root, wherever pages lie
    feed = FeedGenerator()
    feed.id(_named(council.title))
    feed.title(f"{council.title}: published positions")
    feed.author(name=council.title or "oxdash")
    feed.language(council.language)
    feed.generator("oxdash")
    feed.link(href=f"{data}/api/feed.atom", rel="self", type="application/atom+xml")
    feed.link(href=f"{address}/papers", rel="alternate", type="text/html")
    feed.updated(max((one.manifest.published_at for one in found), default=None) or _NEVER)
    for one in [*found][-MOST:]:  # the library puts each before those before it
        said = one.manifest
        entry = feed.add_entry()
        entry.id(_named(f"{said.reference}|{said.fingerprint}"))
        what = "Correction of" if said.corrects else "Position of"
        entry.title(one_line(f"{what} {said.corrects or wording.quarter(said.quarter)}: {said.reference}"))
        entry.published(said.published_at)
        entry.updated(said.published_at)
        entry.summary(_summary(one))
        position = f"{data}/api/positions/{quote(said.reference)}"
        entry.link(href=f"{address}/papers?quarter={quote(said.quarter)}", rel="alternate", type="text/html")
        entry.link(href=f"{position}.json", rel="enclosure", type="application/json")
        entry.link(href=f"{position}.csv", rel="enclosure", type="text/csv")
    return bytes(feed.atom_str(pretty=True))


def _summary(one: Published) -> str:
    """The counts; why it was corrected, and what is different since."""
    said = one.manifest
    edition = one.edition()
    corrected = [edition.correction_in_words, *edition.differences] if said.correction else []
    note = [ILLUSTRATIVE] if said.illustrative else []
    return " ".join([*corrected, said.sentence, *note])


def _named(what: str) -> str:
    return f"urn:uuid:{uuid5(_NAMES, what)}"
