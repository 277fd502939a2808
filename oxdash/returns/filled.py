"""What an officer types into a blank return, as raw values: for the illustrative returns and for tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Typed:
    """A value typed into a cell that also has a number format of its own, such as 0.45 shown as ``0%``."""

    value: object
    number_format: str


@dataclass(frozen=True)
class Filled:
    """What an officer types into a template, as raw cell values: text, numbers, dates, yes/no, or `Typed`.

    ``figures``: by target, by heading of the sheet Return; None empties a cell that was filled in beforehand (such as
    *survey not due*), a heading that is not named stays as it was. Rows of the other sheets are by heading too and
    stand in place of what was filled in beforehand; None leaves that as it is, and a section that ``narrative`` does
    not name keeps last time's text.
    """

    figures: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    actions: Sequence[Mapping[str, object]] | None = None
    risks: Sequence[Mapping[str, object]] | None = None
    districts: Sequence[Mapping[str, object]] | None = None
    narrative: Sequence[Mapping[str, object]] = ()
    prepared_by: object = None
    prepared_on: object = None
