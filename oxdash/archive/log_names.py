"""What the audit log names of what is on file: each thing before it is put there, and again once it is safe there.

The first line means nothing by itself: the program may have been stopped right after. The second means that the thing
is on file for good: one that is not was removed. The line that begins the log names what was on file before. Where
there is no log (None) nothing is known, and nothing is held against it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from oxdash.archive import receipts
from oxdash.archive.audit_log import AuditLog
from oxdash.archive.audit_log.chain import Begun, Chain

LISTED = "begun"  # the event of what the line that begins the log names
_NOT_THERE = "is not there", "Restore the log from a backup."
_NOT_RELIED_ON = (
    "cannot be relied on",
    "Put the log or its key right: oxdash archive verify says what is wrong with them.",
)


class Line(BaseModel, ABC):
    """A thing as one line of the log names it; ``line`` is the line's place.

    ValueError for a line that does not say which: one that somebody wrote by hand may hold anything.
    """

    model_config = ConfigDict(frozen=True)

    AFTER: ClassVar[Mapping[str, str]]  # what is said before a thing is put on file, to what is said of it afterwards

    line: int
    event: str
    fingerprint: receipts.Sha256
    number: int = 0  # among those of one

    @property
    @abstractmethod
    def of(self) -> Hashable:
        """Whose it is: what tells the thing from all others of its kind and number."""

    @property
    def safe(self) -> bool:
        """Whether it was on file for good by then."""
        return self.event not in self.AFTER

    @classmethod
    def listed(cls, begun: Begun) -> Iterable[dict[str, Any]]:
        """What the line that begins the log names of the kind; such a kind as there was not then has none."""
        return ()


L = TypeVar("L", bound=Line)


@dataclass(frozen=True)
class Names(Generic[L]):
    """All of one kind that the log names. ``complete``: it names all there may be, so that another was not put there.

    ``looked`` is False where nobody asked a log, ``there`` where there is none.
    """

    named: tuple[L, ...] = ()
    complete: bool = False
    looked: bool = True
    there: bool = False

    @cached_property
    def known(self) -> Mapping[tuple[Any, int], set[str]]:
        """By whose and by number, every sha256 that it may have."""
        found: dict[tuple[Any, int], set[str]] = {}
        for one in self.named:
            found.setdefault((one.of, one.number), set()).add(one.fingerprint)
        return found

    @cached_property
    def safe(self) -> Mapping[Any, dict[int, str]]:
        """By whose, the numbers that are on file for good, each with its sha256."""
        found: dict[Any, dict[int, str]] = {}
        for one in self.named:
            if one.safe:
                found.setdefault(one.of, {})[one.number] = one.fingerprint
        return found

    @cached_property
    def digest(self) -> str:
        """Changes with what may count and with what is said of it, and with nothing else that is logged."""
        known = sorted((place, sorted(prints)) for place, prints in self.known.items())
        return receipts.fingerprint(repr((self.complete, self.there, known)).encode())

    def complaint(
        self,
        of: Hashable,
        fingerprint: str,
        log_head: str | None = None,
        *,
        number: int = 0,
        another: str,
        unnamed: str,
        gone: Callable[[str, str], str] | None = None,
        no_log: str | None = None,
    ) -> str | None:
        """Why the log does not let a thing count; None where it does.

        ``another`` is said where the log names it with another fingerprint, ``unnamed`` where it would name it, and
        ``gone``, of a line of the log and of what to do, where it was written after that line, and the log is not there
        or cannot be relied on. ``no_log`` is said where there is none to be relied on, of a kind that every log names.
        """
        known = self.known.get((of, number), set())
        if not self.looked or fingerprint in known:
            return None
        if known:
            return another
        if self.complete:
            return unnamed
        if gone is None or log_head is None:
            return no_log
        which, what_to_do = _NOT_RELIED_ON if self.there else _NOT_THERE
        return gone(f"line {log_head.split(':')[0]} of an audit log that {which}", what_to_do)


def of(audit: AuditLog | None, kind: type[L]) -> Names[L]:
    """What the log names by now."""
    return Names(looked=False) if audit is None else in_chain(audit.chain(), kind)


def in_chain(chain: Chain, kind: type[L]) -> Names[L]:
    """What the lines that can be relied on name; worked out once for a chain."""
    if kind.__name__ not in chain.derived:
        complete = chain.begun is not None or chain.replaced
        there = chain.lines > 0 or chain.unreadable is not None
        chain.derived[kind.__name__] = Names(tuple(_lines(chain, kind)), complete, there=there)
    found: Names[L] = chain.derived[kind.__name__]
    return found


def _lines(chain: Chain, kind: type[L]) -> Iterator[L]:
    events = {*kind.AFTER, *kind.AFTER.values()}
    said: list[dict[str, Any]] = []
    if chain.begun:
        said += [{"line": chain.begun.head.line, "event": LISTED, **one} for one in kind.listed(chain.begun)]
    said += [{**line, "line": place} for place, line in chain.naming if line["event"] in events]
    for one in said:
        try:
            yield kind.model_validate(one)
        except ValueError:  # ValidationError, or UnicodeEncodeError where pydantic quotes half a letter
            continue
