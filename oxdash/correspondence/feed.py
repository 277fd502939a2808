"""Publications and their corrections as a feed (Atom, RFC 4287), the newest first.

Written element by element: the library made for it (feedgen 1.0.0) leaves out of the links of an entry what each leads
to (findings/feedgen-links-of-an-entry-lose-what-they-are.sh).
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from oxdash.publication.shelf import Published
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import ILLUSTRATIVE, Council
from oxdash.vocabulary.safe_text import one_line

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50  # entries of a feed
_NAMES = UUID("0d1b1d0c-0a35-5d0e-8f5e-5b5f5e1f8a57")  # ours, in which the names of entries are made (RFC 9562, 5.5)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # a feed has to say when it changed last, also before anything was published


def write(found: Sequence[Published], council: Council, address: str) -> bytes:
    """The feed of what was published, oldest first in ``found``. The same bytes for the same publications.

    ``address`` is where people open the dashboard; "" leaves the addresses relative to the feed's own.
    """
    parts = urlsplit(address)
    root = f"{parts.scheme}://{parts.netloc}" if address else ""  # open data lies there, wherever the pages lie
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": council.language})
    _head(
        feed,
        council.title,
        f"{council.title}: published positions",
        found[-1].manifest.published_at if found else _NEVER,
    )
    SubElement(SubElement(feed, "author"), "name").text = one_line(council.title)
    _link(feed, "self", f"{root}/api/feed.atom", "application/atom+xml")
    _link(feed, "alternate", f"{address}/papers", "text/html")
    for one in [*reversed(found)][:MOST]:
        _entry(SubElement(feed, "entry"), one, address, root)
    indent(feed)
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(entry: Element, one: Published, address: str, root: str) -> None:
    said = one.manifest
    what = f"Correction of {said.corrects}" if said.corrects else f"Position of {wording.quarter(said.quarter)}"
    _head(entry, f"{said.reference}|{said.fingerprint}", f"{what}: {said.reference}", said.published_at)
    SubElement(entry, "summary").text = one_line(_summary(one))
    _link(entry, "alternate", f"{address}/papers?quarter={quote(said.quarter)}", "text/html")
    data = f"{root}/api/positions/{quote(said.reference)}"
    _link(entry, "enclosure", f"{data}.json", "application/json")
    _link(entry, "enclosure", f"{data}.csv", "text/csv")


def _head(to: Element, named: str, title: str, updated: datetime) -> None:
    """What a feed and each of its entries has to have. ``named`` is what no other is."""
    SubElement(to, "id").text = f"urn:uuid:{uuid5(_NAMES, named)}"
    SubElement(to, "title").text = one_line(title)
    SubElement(to, "updated").text = updated.astimezone(UTC).isoformat()


def _link(to: Element, rel: str, href: str, kind: str) -> None:
    SubElement(to, "link", {"rel": rel, "href": href, "type": kind})


def _summary(one: Published) -> str:
    """The counts; why it was corrected, and what is different since."""
    said, edition = one.manifest, one.edition()
    corrected = [edition.correction_in_words, *edition.differences] if said.correction else []
    note = [ILLUSTRATIVE] if said.illustrative else []
    return " ".join([*corrected, said.sentence, *note])
