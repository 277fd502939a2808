"""A Word paper of ours read again: what stands in it, and where."""

import io
from collections.abc import Iterator

from docx import Document
from docx.table import Table

Item = tuple[str, str]  # where it stands, and what stands there


def words_of(data: bytes) -> Iterator[Item]:
    """Every paragraph, and every cell of every table, in the order of the paper; then what stands in its foot."""
    document = Document(io.BytesIO(data))
    paragraphs = tables = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            tables += 1
            for row, held in enumerate(block.rows, start=1):
                for column, cell in enumerate(held.cells, start=1):
                    yield f"table {tables}, row {row}, column {column}", cell.text
        else:
            paragraphs += 1
            yield f"paragraph {paragraphs}", block.text
    for number, section in enumerate(document.sections, start=1):
        for name, part in (("head", section.header), ("foot", section.footer)):
            for paragraph in part.paragraphs:
                yield f"{name} of section {number}", paragraph.text
