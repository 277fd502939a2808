"""The pieces of one file, each judged from a part by whoever did: put together as one run would have written them."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from oxdash.tidy_input.judge_part import CSV, HEADED, LINES, TABLES
from oxdash.tidy_input.judged_files import ParquetFile


def piece(ending: str, number: int) -> str:
    """The ending of the piece of so many a part, for a file of this ending."""
    if ending != CSV:
        return TABLES
    return LINES if number else HEADED


def join(pieces: Sequence[Path], out: Path, ending: str) -> None:
    """Write ``out``, the same bytes as of all parts judged into it one after the other; OSError where that cannot be.

    ``pieces`` are in the order of the parts, of which there is one at least; a Parquet file has the schema of the
    first.
    """
    if ending == CSV:
        with out.open("wb") as whole:
            for path in pieces:
                with path.open("rb") as lines:
                    shutil.copyfileobj(lines, whole, 1 << 20)
        return
    with pa.OSFile(str(pieces[0])) as first:
        schema = pa.ipc.open_stream(first).schema
    made = ParquetFile(out, schema)
    try:
        for path in pieces:
            with pa.OSFile(str(path)) as file:
                for batch in pa.ipc.open_stream(file):
                    made.add(pa.Table.from_arrays(batch.columns, schema=schema))
    finally:
        made.close()
