"""The child process that sets papers: ``python -m oxdash.output.pdf.child``, asked over its input, one after another.

In a process of its own, for what setting keeps to be quicker the next time (hundreds of MB after some papers) goes with
it, and so does whatever a text could ever do to it. The header says the day; the body is what the template reads.
"""

import faulthandler
import os
import sys
from pathlib import Path

import typst

from oxdash.output.pdf.fonts import fonts
from oxdash.storage import own_limits, pipe

TEMPLATE = Path(__file__).with_name("paper.typ")
LARGEST = 256 * 1024 * 1024  # bytes, of what is given and of what is made
MEMORY = 3 * 1024 * 1024 * 1024  # that it may address; a table of 3,000 rows takes a quarter of it
SECONDS = 60  # by the clock; the Board paper takes one


def main() -> None:
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is nobody's answer
    own_limits.bound(MEMORY, 0)
    template, known = TEMPLATE.read_bytes(), fonts()
    pipe.put(answers, {"ready": True})
    while asked := pipe.take(sys.stdin.buffer, LARGEST):
        header, body = asked
        faulthandler.dump_traceback_later(SECONDS + 5, exit=True)  # even where whoever asked has gone
        try:
            # a new one each time: typst 0.15.2 does not find the bytes that it was made with a second time
            made = typst.Compiler(template, font_paths=known, ignore_system_fonts=True).compile(
                format="pdf",
                sys_inputs={"paper": body.decode()},
                pdf_standards=["a-2a", "ua-1"],
                timestamp=header["stamped"],
            )
        except typst.TypstError as error:
            pipe.put(answers, {"fault": error.message})
        else:
            assert isinstance(made, bytes), "one file"
            pipe.put(answers, {}, made)
        faulthandler.cancel_dump_traceback_later()


if __name__ == "__main__":
    main()
