"""What a published paper asked, thing by thing, as it was printed: what an item of a decision quotes."""

import re
from dataclasses import dataclass
from functools import lru_cache

from oxdash.archive.decision_entry import Printed
from oxdash.documents.papers import Kind
from oxdash.findings import asked
from oxdash.output import word
from oxdash.publication import public
from oxdash.publication.manifest import sha256
from oxdash.publication.shelf import PUBLIC, Published
from oxdash.vocabulary.safe_text import typed

_ONCE = "the Board"  # whatever the body was called


@dataclass(frozen=True)
class Ask:
    """One thing that was asked: its number in the paper, its words, and the codes of what it names."""

    number: int
    sentence: str
    targets: tuple[str, ...]
    partnerships: tuple[str, ...]


def printed(one: Published) -> Printed:
    """How an entry names the publication."""
    manifest = one.manifest
    return Printed(reference=one.reference, fingerprint=manifest.fingerprint, manifest=sha256(manifest.to_bytes()))


def asks(one: Published) -> list[Ask]:
    """Everything asked in the Board paper that was published; shelf.Unreadable where it is not what was published."""
    path = f"{PUBLIC}/{public.paper_name(Kind.BOARD)}"
    if path not in one.manifest.files:
        return []
    register = one.position.register
    lines = [typed(line) for line in _listed(one.read(path), register.the_board)]
    codes, names = list(register.targets.target), one.position.names
    return [
        Ask(
            number,
            line,
            tuple(code for code in codes if _names(line, code)),
            tuple(code for code, name in names.items() if _names(line, name)),
        )
        for number, line in enumerate(lines, start=1)
    ]


def _names(sentence: str, what: str) -> bool:
    """Whether a sentence names something, and not only something longer that holds it."""
    return re.search(rf"(?<!\w){re.escape(what)}(?!\w)", sentence) is not None


@lru_cache(maxsize=8)
def _listed(paper: bytes, whom: str) -> list[str]:
    """The list under what the body is asked; of an earlier paper, which called every body the Board."""
    for called in dict.fromkeys((whom, _ONCE)):
        if lines := word.listed_under(paper, asked.title(called)):
            return [line for line in lines if line != asked.nothing(called)]
    return []
