"""What `make soak` says of an hour of load: its verdicts, without the hour.

The kind: a verdict that would call something well that is not. What else belongs to it and was tried: a quarter without
a single sample, memory that shrank, a peak in the middle that went again, a file whose name only looks like a return's,
a temporary file in each of the three places, a hostile workbook that is read though it should be refused.
"""

import pytest

from benchmarks.soak import Sample, Seen, answered, left_behind, quarters, told, verdicts

HOUR = 3600.0
NUMBERED = {"quarterly/2009-10-Q4/safer-communities.1.xlsx", "quarterly/2009-10-Q4/safer-communities.1.json"}
KEPT = {f"{'0' * 64}.contents"}


def held(*memory: float) -> list[Sample]:
    """As many samples as there are numbers, evenly over an hour."""
    return [Sample(HOUR * number / len(memory), one) for number, one in enumerate(memory)]


def test_the_first_quarter_of_the_time_is_held_against_the_last():
    assert quarters(held(100, 110, 500, 500, 500, 500, 120, 140), HOUR) == (105, 130)


@pytest.mark.parametrize("samples", [[], held(100)], ids=["none at all", "none of the last quarter"])
def test_a_quarter_without_a_sample_has_no_verdict(samples):
    with pytest.raises(ValueError, match="no sample"):
        quarters(samples, HOUR)


@pytest.mark.parametrize(
    ("data", "temporary", "cache", "left"),
    [
        pytest.param(NUMBERED, (), KEPT, [], id="a return with its receipt, and what is kept of it"),
        pytest.param(
            {"audit/audit.jsonl", "audit/.audit.jsonl.lock", "audit/sign_outs.jsonl", "quarterly/2009-10-Q4/.lock"},
            (),
            (),
            [],
            id="the log, the sign-outs and the locks stay",
        ),
        pytest.param(
            {"quarterly/2009-10-Q4/.new-0123456789abcdef-safer-communities.2.xlsx"},
            (),
            (),
            ["data/quarterly/2009-10-Q4/.new-0123456789abcdef-safer-communities.2.xlsx"],
            id="a file that was to become a return",
        ),
        pytest.param(
            {"quarterly/2009-10-Q4/safer-communities.xlsx", "safer-communities.1.xlsx"},
            (),
            (),
            ["data/quarterly/2009-10-Q4/safer-communities.xlsx", "data/safer-communities.1.xlsx"],
            id="a return without a number, and one where none belongs",
        ),
        pytest.param(
            {"audit/.new-0123456789abcdef-audit.jsonl", "audit/audit.jsonl.bak"},
            (),
            (),
            ["data/audit/.new-0123456789abcdef-audit.jsonl", "data/audit/audit.jsonl.bak"],
            id="another file beside the log",
        ),
        pytest.param((), {"tmpab12/book.xlsx"}, (), ["temporary/tmpab12/book.xlsx"], id="anything temporary"),
        pytest.param((), (), {f".{'0' * 64}.new"}, [f"cache/.{'0' * 64}.new"], id="half of what was to be kept"),
    ],
)
def test_what_nobody_should_find_afterwards_is_named(data, temporary, cache, left):
    assert left_behind(data, temporary, cache) == left


@pytest.mark.parametrize(
    ("size", "expected", "said", "right"),
    [
        pytest.param(9, "It is empty.", "There is a problem It is empty.", True, id="its sentence"),
        pytest.param(9, "It is empty.", "Nothing is wrong with this workbook.", False, id="it was taken"),
        pytest.param(9, None, "There is a problem There is no sheet Return.", True, id="odd, read, and no return"),
        pytest.param(9, None, "", False, id="nothing at all"),
        pytest.param(6_000_000, "It is empty.", "The file is larger than 5 MB, which", True, id="never read"),
        pytest.param(6_000_000, "It is empty.", "It is empty.", False, id="read though it was too large"),
    ],
)
def test_a_hostile_workbook_is_answered_with_its_sentence(size, expected, said, right):
    wrong = answered("a workbook", bytes(size), expected, said)
    assert wrong == (None if right else f"a workbook: {said}")


@pytest.mark.parametrize(
    ("question", "change", "said"),
    [
        pytest.param("memory", {"samples": held(100, 100, 100, 111)}, "1.11 times the first quarter's", id="it grew"),
        pytest.param("answers", {"wrong": ["reading: lost"]}, "1 not as they should be", id="a wrong answer"),
        pytest.param("files left behind", {"left": ["temporary/a"]}, "1: temporary/a", id="a file"),
        pytest.param("oxdash archive verify", {"verified": "A line is gone."}, "A line is gone.", id="the record"),
        pytest.param(
            "the server's log",
            {"log": "x\nTraceback (most recent call last):\n  File a\n    b()\nOSError: c\n2010 d\n" * 2},
            "tracebacks, ending with OSError: c",
            id="a traceback, twice",
        ),
    ],
)
def test_each_question_has_its_own_verdict(question, change, said):
    seen = Seen(samples=change.get("samples", held(100, 900, 900, 110)), wrong=change.get("wrong", []), waited=[0.1])
    given = {"left": [], "verified": None, "log": "refused (upload) from 127.0.0.1: Too large."} | change
    found = verdicts(seen, HOUR, given["left"], given["verified"], given["log"])
    assert {one: wrong for one, wrong in found.items() if wrong} == {question: said}


def test_where_all_is_well_every_question_is_answered_so_and_the_figures_are_told():
    seen = Seen(samples=held(100, 300, 120, 90), waited=[0.1] * 99 + [9])
    assert not any(verdicts(seen, HOUR, [], None, "").values())
    assert "100 MB in the first quarter (median), 90 MB in the last, 300 MB at most; 0.90 times" in told(seen, HOUR)[1]
