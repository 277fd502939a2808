"""Who sets papers: a limited child process, started when the first is asked for and ended with the last."""

import json
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Any

from oxdash.output import NotMade
from oxdash.output.pdf.child import LARGEST, SECONDS
from oxdash.output.pdf.data import named
from oxdash.output.pdf.fonts import fonts
from oxdash.output.pdf.row_heads import Unknown, marked
from oxdash.storage.child_process import Child, Failed

OTHERWISE = "The Word file and the page say the same."
DID_NOT_START = (
    "The PDF could not be made: what sets it does not start. Tell whoever looks after oxdash; its own check, oxdash "
    f"doctor, says what is missing. {OTHERWISE}"
)


class Press:
    """``with Press() as press: press.set(...)``; for one thread at a time."""

    def __init__(self) -> None:
        self._child: Child | None = None

    def __enter__(self) -> "Press":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def set(self, given: dict[str, Any], stamped: date) -> bytes:
        """The PDF of what the template reads, with the heads of its tables' rows.

        NotMade where a font is wrong, or it cannot be set.
        """
        fonts()  # which says in words what is wrong with them
        when = round(datetime(stamped.year, stamped.month, stamped.day, tzinfo=UTC).timestamp())
        try:
            self._child = self._child or Child("oxdash.output.pdf.child", largest=LARGEST)
            told, made = self._child.ask({"stamped": when}, json.dumps(given).encode(), SECONDS)
        except Failed as failed:
            self._end()
            raise NotMade(_why(failed)) from None
        if fault := told.get("fault"):
            raise NotMade(f"The PDF could not be made: {fault}. {OTHERWISE}")
        try:
            return marked(made, [one for paper in given["papers"] for one in named(paper["blocks"])])
        except Unknown:  # it is whole, but for heads of rows
            return made

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


def _why(failed: Failed) -> str:
    if not failed.started:
        return DID_NOT_START
    how = f"takes more than {SECONDS} seconds" if failed.overran else "takes more memory than there is"
    return f"The PDF could not be made: setting it {how}. {OTHERWISE}"
