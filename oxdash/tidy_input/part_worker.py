"""The child that judges parts, one after the other: ``python -m oxdash.tidy_input.part_worker``.

It says that it is ready, is told a part (a header of `pipe`, `made_parts.Job` as JSON) and says what became of it, and
ends when its input ends: whoever started it has gone then, and a part under way is finished and waits.
"""

import sys
from typing import Any

import pyarrow as pa

from oxdash.storage import pipe
from oxdash.tidy_input import counting
from oxdash.tidy_input.judge_part import Outcome
from oxdash.tidy_input.made_parts import Job, make


def main() -> None:
    answers, questions = sys.stdout.buffer, sys.stdin.buffer
    pa.set_cpu_count(1)  # there are as many children as are to work at once
    pipe.put(answers, {})
    while (heard := pipe.take(questions, 0)) is not None:
        pipe.put(answers, as_json(make(Job.from_json(heard[0]))))


def as_json(outcome: Outcome) -> dict[str, Any]:
    return {
        **{"rows": outcome.rows, "counts": counting.as_json(outcome.counts)},
        **{"problems": outcome.problems, "unwritten": outcome.unwritten},
    }


def from_json(said: dict[str, Any]) -> Outcome:
    return Outcome(said["rows"], counting.from_json(said["counts"]), said["problems"], said["unwritten"])


if __name__ == "__main__":
    main()
