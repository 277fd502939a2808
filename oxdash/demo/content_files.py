"""The illustrative content as it stands in `content/*.csv`: text in, text out, nothing guessed."""

import csv
from importlib.resources import files

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """One content file's rows by heading; an empty cell is an empty text."""
    text = files("oxdash.demo").joinpath("content", f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(keepends=True)))


def headings(name: str) -> list[str]:
    text = files("oxdash.demo").joinpath("content", f"{name}.csv").read_text("utf-8")
    return next(csv.reader(text.splitlines(keepends=True)))
