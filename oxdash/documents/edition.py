"""What is being put on paper: which quarter of a position, and what it is cited by."""

from dataclasses import dataclass
from datetime import date

from oxdash.documents.covering_report import NONE, CoveringReport
from oxdash.register import Register
from oxdash.rule.judge import RULE_VERSION
from oxdash.vocabulary import wording


@dataclass(frozen=True)
class Edition:
    """A quarter of a position as it goes on paper. Without a reference it is a draft and says so.

    ``quarter`` as in data (2009-10 Q3); ``standing`` latest or same, and ``agreement``, as in `Position.at`;
    ``fingerprint`` the short one of the published position, printed in every footer; ``corrects`` the reference that
    this edition puts right, ``correction`` why, and ``changes`` what is different from it, a sentence each;
    ``rule_version`` is of the rule that judged it; ``words`` are the manager's own, in every paper.
    """

    quarter: str
    standing: str = "latest"
    reference: str | None = None
    fingerprint: str | None = None
    published_on: date | None = None
    corrects: str | None = None
    correction: str | None = None
    changes: tuple[str, ...] = ()
    rule_version: str = RULE_VERSION
    agreement: str | None = None
    words: CoveringReport = NONE

    def title(self, register: Register) -> str:
        """What everything made of the position is headed; which agreement it is of, where several count targets."""
        said = f"{register.council.title}: position at {wording.quarter(self.quarter)}"
        code = register.one_of_several(self.quarter, self.agreement)
        return f"{said}, {register.counting[code]}" if code else said

    @property
    def correction_in_words(self) -> str:
        return f"This corrects {self.corrects}: {self.correction}"

    @property
    def differences(self) -> tuple[str, ...]:
        """What a correction changes, a sentence each; that it is nothing, where it is."""
        return self.changes or ("No target's figure, milestone or status is different.",)

    @property
    def draft(self) -> bool:
        return self.reference is None

    @property
    def cited(self) -> str:
        """How the paper names itself in every footer: reference, day and fingerprint; or that it is a draft."""
        if self.draft or self.published_on is None:
            return "Draft, not published"
        return f"{self.reference}, published {wording.day(self.published_on)}, fingerprint {self.fingerprint}"
