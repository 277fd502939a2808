"""A Parquet file read from its beginning to its end, so many rows at a time, each column of the type it has there."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from oxdash.tidy_input.unreadable import Unreadable, first_line

ROWS = 262_144  # at a time
_READ_AT_ONCE = 1 << 20  # bytes of a column: else all of a row group is held, which may be all of a file
_ARROW_TYPES = (b"ARROW:schema", b"ARROW:ignore")  # of one length, so that nothing in a footer moves
_DAMAGED = "this Parquet file is damaged: its end, where it says what it holds, cannot be read."
_FAULTS = (OSError, pa.ArrowException)


class ParquetPart:
    """``headings`` may have one name twice. `Unreadable` where the file's end says nothing that can be read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with self._opened(()) as file:
                self.schema: pa.Schema = file.schema_arrow
                self.rows: int = file.metadata.num_rows
        except NotImplementedError as fault:
            raise Unreadable(_of_unknown_types(path, fault)) from fault
        except _FAULTS as fault:
            raise Unreadable(_DAMAGED) from fault
        self.headings = [str(name) for name in self.schema.names]

    def batches(self, words: Sequence[str] = (), only: list[str] | None = None) -> Iterator[pa.Table]:
        """The rows in tables of about `ROWS`; at least one, which may have none. `Unreadable` for damage on the way.

        ``words`` are columns of which few texts are different: they come as dictionaries, as the file keeps them.
        """
        try:
            yield from self._batches(words, only)
        except _FAULTS as fault:
            raise Unreadable(self._damage(fault)) from fault

    def _batches(self, words: Sequence[str], only: list[str] | None) -> Iterator[pa.Table]:
        as_text = {
            field.name
            for field in self.schema
            if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)
        }
        with self._opened([name for name in words if name in as_text]) as file:
            waiting: list[pa.RecordBatch] = []
            none_yet, rows = True, 0
            for batch in file.iter_batches(ROWS, columns=only):
                waiting.append(batch)
                rows += len(batch)
                if rows >= ROWS // 2:  # a file may be in groups of a few rows each
                    yield _together(waiting)
                    waiting, rows, none_yet = [], 0, False
            if waiting:
                yield _together(waiting)
            elif none_yet:
                schema = self.schema if only is None else [field for field in self.schema if field.name in only]
                yield pa.schema(schema).empty_table()

    def _opened(self, words: Sequence[str]) -> pq.ParquetFile:
        return pq.ParquetFile(self._path, read_dictionary=list(words), buffer_size=_READ_AT_ONCE)

    def _damage(self, fault: Exception) -> str:
        for name in self.headings:
            try:
                with self._opened(()) as file:
                    for _ in file.iter_batches(ROWS, columns=[name]):
                        pass
            except _FAULTS as of_column:
                return f'column "{name}" cannot be read ({first_line(of_column)}). Save the file anew, or without it.'
        return f"this Parquet file is damaged ({first_line(fault)})."


def _together(batches: list[pa.RecordBatch]) -> pa.Table:
    table = pa.Table.from_batches(batches)
    return table if len(batches) == 1 else table.combine_chunks()


def _of_unknown_types(path: Path, fault: Exception) -> str:
    """Which columns are of a type that Arrow does not have, found by what the file says without its Arrow types."""
    try:
        with path.open("rb") as file:
            file.seek(-8, 2)
            end = file.tell()
            length = int.from_bytes(file.read(4), "little")
            file.seek(end - length)
            footer = file.read(length + 8)
        # a file of its footer alone: what it says of columns is all that is asked
        schema = pq.read_schema(pa.BufferReader(b"PAR1" + footer.replace(*_ARROW_TYPES)))
    except (*_FAULTS, NotImplementedError):
        return f"this Parquet file cannot be read ({first_line(fault)}). Save it as CSV UTF-8."
    # what has no meaning of its own in Parquet is kept as bytes of one length
    names = [f'"{field.name}"' for field in schema if pa.types.is_fixed_size_binary(field.type)]
    many = f"columns {', '.join(names)} are" if len(names) > 1 else f"column {', '.join(names) or '?'} is"
    return f"{many} of a type that cannot be read ({first_line(fault)}). Save it as 64-bit integers or as decimals."
