"""What a return needs of the register, so that the two share tables and never import each other."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

import pandas as pd

from oxdash.vocabulary.codes import Also
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.quarters import Calendar


class Agreement(Protocol):
    """`register.Register` is one."""

    @property
    def council(self) -> Council:
        """Whose agreement it is."""

    @property
    def codes_also(self) -> Also:
        """Letters that targets' codes are also written with, and the register's own."""

    @property
    def rules(self) -> pd.DataFrame:
        """`tables.RULES`: which tolerance is in force from which quarter."""

    @property
    def calendar(self) -> Calendar:
        """The council's year, by which every quarter is meant."""

    @property
    def partnerships(self) -> pd.DataFrame:
        """code, name, also_known_as."""

    @property
    def every_body(self) -> pd.DataFrame:
        """code, name, also_known_as, kind: of partnerships, delivery groups, boards and whoever else is named."""

    @property
    def body_names(self) -> Mapping[str, str]:
        """What each of them is called, by its code."""

    @property
    def priorities(self) -> pd.DataFrame:
        """code, name."""

    @property
    def targets(self) -> pd.DataFrame:
        """`tables.TARGETS`."""

    @property
    def milestones(self) -> pd.DataFrame:
        """`tables.MILESTONES`."""

    @property
    def districts(self) -> pd.DataFrame:
        """code, name, also_known_as."""

    @property
    def leads(self) -> Mapping[str, str]:
        """The code of each target's accountable lead, by the target's."""

    def partnership_name(self, code: str) -> str: ...

    def words_of(self, part: str) -> dict[str, str]: ...

    def code_of(self, text: object) -> str | None: ...

    def target_code(self, text: object) -> str | None: ...

    def has_targets(self, partnership: str, quarter: str) -> bool: ...

    def targets_of(self, partnership: str, quarter: str) -> pd.DataFrame: ...

    def values_in_force(self, as_at: date, quarter: str | None = None) -> pd.DataFrame: ...


def such_as(register: Agreement, partnership: str) -> str:
    """The code of one of a partnership's targets, as an example of what is asked for."""
    return next((code for code, lead in register.leads.items() if lead == partnership), "the one in the sheet Return")
