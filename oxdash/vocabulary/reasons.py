"""What the Board is told of a target, and every reason why: the word, who may give it, what it makes of the target.

One line a reason. A new one that an officer can give is one entry here: the drop-down of the return, its guidance, the
reader, the page and the workbook that explain the reasons are made from it. One of the rule is an entry here, a case of
`rule.judge` and, where it has a sentence of its own, one in `rule.explanation`.
"""

from enum import StrEnum


class Status(StrEnum):
    """What the Board is told of a target. Exactly three; a colour is not a status."""

    ON_TRACK = "on track"
    OFF_TRACK = "off track"
    INSUFFICIENT_DATA = "insufficient data"


class Giver(StrEnum):
    """Who may give a reason."""

    OFFICER = "The officer, in the return"
    RULE = "The rule"
    EITHER = "The officer, in the return; or the rule"


_OFFICER, _RULE, _EITHER = Giver
_ON, _OFF, _CANNOT = Status
_Declared = tuple[str, Giver, Status | None, str, str, str]


def _is(
    word: str, given_by: Giver, status: Status | None, meaning: str, *, step: str = "", waits: str = ""
) -> _Declared:
    return word, given_by, status, meaning, step, waits


def _unknown(word: str, meaning: str, given_by: Giver = _RULE, *, step: str = "", waits: str = "") -> _Declared:
    return _is(word, given_by, _CANNOT, meaning, step=step, waits=waits)


def _of_officer(word: str, meaning: str) -> _Declared:
    return _unknown(word, meaning, _OFFICER)


class Reason(StrEnum):
    """Why a target has the status it has. The first group is the officer's to give, in a return.

    ``status``: what the target is then; None where the tolerance in force says. ``meaning``: for whoever looks the
    reason up. ``step``: the step of the rule, where the words of the meaning do not do. ``waits``: what a target that
    cannot be judged waits for, where that is known.
    """

    given_by: Giver
    status: Status | None
    meaning: str
    step: str
    waits: str

    def __new__(
        cls, word: str, given_by: Giver, status: Status | None, meaning: str, step: str, waits: str
    ) -> "Reason":
        reason = str.__new__(cls, word)
        reason._value_ = word
        reason.given_by, reason.status, reason.meaning = given_by, status, meaning
        reason.step, reason.waits = step or meaning, waits
        return reason

    NOT_YET_PUBLISHED = _of_officer(
        "not yet published", "The figure exists or is being made, and whoever publishes it has not done so yet."
    )
    SURVEY_NOT_DUE = _of_officer("survey not due", "The figure comes from a survey that was not due in this quarter.")
    BASELINE_NOT_AGREED = _of_officer(
        "baseline not agreed", "The value that progress is measured from has not been agreed."
    )
    TARGET_NOT_AGREED = _unknown(
        "target not agreed",
        "No value was agreed for the year, so there is nothing to judge the figure by.",
        _EITHER,
        step="No value was ever agreed for that year.",
        waits="It waits for a target to be agreed",
    )
    DEFINITION_AWAITED = _of_officer("definition awaited", "How the indicator is to be measured has not been settled.")
    DATA_QUALITY = _of_officer("data quality", "There are data, and they are not good enough to report.")
    SUPPLIER_DID_NOT_RETURN = _of_officer(
        "supplier did not return", "The organisation that supplies the figure did not send it."
    )
    SUPPRESSED = _of_officer(
        "suppressed (small numbers)",
        "The numbers are so small that a person could be recognised, so they are not given.",
    )
    NOT_COLLECTED = _of_officer("not collected", "The figure was not collected for this quarter.")
    TARGET_SUSPENDED = _of_officer("target suspended", "Work towards the target has been suspended.")

    RETURN_NOT_RECEIVED = _unknown(
        "return not received", "The partnership sent no return for the quarter.", waits="It waits for the return"
    )
    RETURN_DAMAGED = _unknown(
        "return damaged",
        "The return on file no longer matches the receipt it was given.",
        step="Its return no longer matches the receipt it was given.",
        waits="It waits for the return to be sent again",
    )
    WILL_NOT_BE_ACHIEVED = _is(
        "will not be achieved",
        _RULE,
        _OFF,
        "The partnership declares that the target will not be achieved, whatever the figure.",
    )
    NO_REASON_GIVEN = _unknown(
        "no reason given",
        "There is no figure for the quarter, and the return does not say why.",
        step="There is no figure for this quarter, and nothing is said.",
    )
    NO_INTERIM_MILESTONE = _unknown(
        "no interim milestone",
        "An annual or survey measure has no milestone for the quarter.",
        step="An annual or survey measure has no milestone for this quarter.",
        waits="It waits for a milestone to be agreed",
    )
    NO_MILESTONE = _unknown(
        "no milestone",
        "There is no milestone for the quarter.",
        step="There is no milestone for this quarter.",
        waits="It waits for a milestone to be agreed",
    )
    MILESTONE_MET = _is("milestone met", _RULE, _ON, "The figure meets the milestone or is better.")
    CLOSE_TO_TARGET = _is(
        "close to target",
        _RULE,
        None,
        "The figure misses the milestone by no more than the tolerance in force.",
        step="The figure misses the milestone by no more than the tolerance in force: as that rule says.",
    )
    MILESTONE_MISSED = _is("milestone missed", _RULE, _OFF, "The figure misses the milestone.")


# what "If no figure, why" may hold, in the order of the drop-down; the first of all reasons, as `rule.judge` counts
OFFICER_REASONS = tuple(reason for reason in Reason if reason.given_by != Giver.RULE)

RULE_TITLE = "How a target is judged"  # heads the rule wherever it is given in full
# The steps of the rule, in the order of the cases in `rule.judge`; None is an officer's reason, which the return gives.
STEPS = (
    Reason.RETURN_NOT_RECEIVED,
    Reason.RETURN_DAMAGED,
    Reason.WILL_NOT_BE_ACHIEVED,
    None,
    Reason.NO_REASON_GIVEN,
    Reason.TARGET_NOT_AGREED,
    Reason.NO_INTERIM_MILESTONE,
    Reason.NO_MILESTONE,
    Reason.MILESTONE_MET,
    Reason.CLOSE_TO_TARGET,
    Reason.MILESTONE_MISSED,
)
