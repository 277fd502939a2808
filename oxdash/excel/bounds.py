"""How large a workbook may be, and how its sender is spoken to: a return is bounded one way, a register another.

Limits and words travel together as one of three values, `RETURN`, `REGISTER` and `LEGACY`. A return comes from outside
through an officer's browser, has some sixty rows, and is told to be sent again. A register is put in the data folder by
whoever keeps the agreement, may hold a thousand targets and every value agreed for them in twenty years, and is sent to
nobody. A legacy workbook is one of an earlier year in a layout of its own; whoever imports it has it in a folder.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

MB = 1024 * 1024
FRESH = "Copy the filled-in cells into a fresh return workbook and send that."  # what is larger than it need be
NO_NEED = f"far more than a return needs. {FRESH}"  # how a sentence ends that says how large it is
PATIENCE = 12  # the child gives way to everybody else: so many seconds by the clock for each of the processor's


@dataclass(frozen=True)
class Bounds:
    """The limits of one kind of workbook. Rows and columns count from 1; sizes are in bytes."""

    kind: str  # what the workbook is called in a sentence
    largest_file: int
    largest_part: int  # of one part, unpacked
    largest_package: int  # of all parts, unpacked
    most_parts: int
    most_sheets: int
    last_row: int  # read down to
    last_column: int  # and across to
    most_filled: int  # cells with something in them, all sheets together
    most_to_read: int  # cells and rows down to the last filled row, formatted blank ones included
    most_elements: int  # cells and rows, below that row too: openpyxl looks through all of them for a dimension
    most_strings: int  # different texts
    most_text: int  # characters in all cells; one long text can stand in many
    most_annotations: int  # notes, comments and text boxes; 0: none is read
    largest_answer: int  # of the child that opens it
    seconds: int  # of a processor (on Windows: by the clock), for the child from having the workbook to its answer
    memory: int  # that the child may address, where the system can say so (not on Windows)
    wording: Mapping[str, str] = field(default_factory=dict, repr=False)  # of a return's sentence: what to say instead

    @property
    def too_many_cells(self) -> str:
        most = f"{self.most_filled:,} filled cells, or {self.most_elements:,} formatted blank ones"
        return f"This workbook has more than {most}, {NO_NEED}"

    @property
    def too_many_annotations(self) -> str:
        most = f"{self.most_annotations:,} notes, comments and text boxes"
        return f"This workbook has more than {most}, {NO_NEED}"

    @property
    def overran(self) -> str:
        return f"This workbook took longer than {self.seconds} seconds to open, which no return does. {FRESH}"

    @property
    def out_of_memory(self) -> str:
        most = self.memory // MB
        return f"This workbook needs more than {most} MB of memory to open, which no return does. {FRESH}"

    def in_words(self, sentence: str) -> str:
        """A sentence of the gate or the child, which are written for a return, as this kind's keeper reads it."""
        for phrase, instead in self.wording.items():
            sentence = sentence.replace(phrase, instead)
        return sentence


# 60 rows and 15 columns, well under 100 KB; the rest is room for what officers put beside them
RETURN = Bounds(
    kind="return",
    largest_file=5 * MB,
    largest_part=32 * MB,
    largest_package=64 * MB,
    most_parts=1_000,
    most_sheets=50,
    last_row=5_000,
    last_column=60,
    most_filled=100_000,
    most_to_read=300_000,  # 3 s of openpyxl
    most_elements=500_000,
    most_strings=200_000,
    most_text=2_000_000,
    most_annotations=5_000,
    largest_answer=24 * MB,  # the text of all cells, at most four bytes a character, and what says where they stand
    seconds=10,
    memory=512 * MB,
)

# 1,000 targets, 20 years, each quarter's value renegotiated once in three: 104,000 rows of Milestones and 730,000
# filled cells take 8 s and 360 MB of a child (13 s and 470 MB in the parent); Excel's own rows, each formatted, pass
REGISTER = Bounds(
    kind="register",
    largest_file=32 * MB,
    largest_part=256 * MB,
    largest_package=384 * MB,
    most_parts=1_000,
    most_sheets=50,
    last_row=300_000,
    last_column=200,
    most_filled=3_000_000,
    most_to_read=4_000_000,
    most_elements=6_000_000,
    most_strings=1_000_000,
    most_text=50_000_000,
    most_annotations=0,
    largest_answer=256 * MB,
    seconds=120,
    memory=2048 * MB,
    wording={
        FRESH: "Copy the filled-in cells into a fresh workbook and put that in its place.",
        "opy its figures into the return workbook (.xlsx) and send that.": (
            "opy its tables into an Excel workbook (.xlsx) and put that in its place."
        ),
        "opy its figures into the return workbook (.xlsx), and send that.": (
            "opy its tables into an Excel workbook (.xlsx), and put that in its place."
        ),
        "opy its figures into the return workbook (.xlsx).": "opy its tables into an Excel workbook (.xlsx).",
        "Send the return as an Excel workbook (.xlsx).": "Save the register as an Excel workbook (.xlsx).",
        "Save the workbook in Excel and send it again.": "Save the workbook in Excel again.",
        "Send the original again;": "Copy the original here again;",
        "copied or sent.": "copied.",
        "Send the Excel workbook": "Put here the Excel workbook",
        "and send that.": "and put that in its place.",
        "a return needs": "a register needs",
        "no return needs": "no register needs",
        "no return does": "no register does",
        "belong to the return": "belong to the register",
    },
)
# A workbook of another layout: as large as a return, but that three years of quarters may stand side by side
LEGACY = replace(
    RETURN,
    kind="legacy",
    last_column=400,
    wording={
        said: instead.replace("a register", "an import")
        .replace("no register", "no import")
        .replace("Save the register", "Save it")
        .replace("belong to the register", "belong to its figures")
        for said, instead in REGISTER.wording.items()
    },
)
KINDS = {bounds.kind: bounds for bounds in (RETURN, REGISTER, LEGACY)}
