"""Where the figures lie: files, folders of files and patterns of their names, as parts in one order.

A folder's Parquet or CSV files are its parts, those of its folders too; names that begin with a point or an underscore
are nobody's figures. Folders named like ``year=2010`` say what a column holds in every row of the files below them, as
Hive, Spark, polars and DuckDB write them.
"""

import glob
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from os.path import commonpath
from pathlib import Path
from urllib.parse import unquote

ENDINGS = (".parquet", ".csv")
_PATTERN = re.compile(r"[*?\[]")
_NOTHING = "__HIVE_DEFAULT_PARTITION__"  # what such folders call a missing value
_NOT_IN_NAMES = (".", "_")


@dataclass(frozen=True)
class Part:
    """One file: where it is, its ``name`` below what was asked for, and the columns and values that its folders say."""

    path: Path
    name: str
    folders: tuple[tuple[str, str | None], ...] = ()


def find(sources: Iterable[str]) -> list[Part] | str:
    """The parts, in the order of their names; or the sentence why there are none."""
    found: list[
        tuple[Path, Path, bool]
    ] = []  # file, the folder that it is named from, whether its folders say anything
    for source in sources:
        path = Path(source)
        if path.is_dir():
            try:
                files = _below(path)
            except OSError as fault:  # a folder below it that went meanwhile
                return f"{source}: not all folders in it can be read ({fault.strerror})."
            if not files:
                return f"{source}: there is no file in it that ends in .parquet or .csv."
            found += [(file, path, True) for file in files]
        elif _PATTERN.search(source) and not path.exists():
            root = _root(path)
            found_by_name = glob.glob(source, recursive=True)  # noqa: PTH207 one pattern, wherever it begins
            files = sorted(Path(one) for one in found_by_name if Path(one).is_file())
            if not files:
                return f"{source}: there is no such file."
            found += [(file, root, True) for file in files]
        else:
            found.append((path, path.parent, False))
    found = list({file.absolute(): (file, root, folders) for file, root, folders in found}.values())
    roots = {root.absolute() for _, root, _ in found}
    top = Path(commonpath(roots))
    parts = [_part(file, root, top, folders=folders) for file, root, folders in found]
    return sorted(parts, key=lambda part: part.name) if len(parts) > 1 else parts


def _part(file: Path, root: Path, top: Path, *, folders: bool) -> Part:
    name = file.absolute().relative_to(top).as_posix() if folders or root.absolute() != top else file.name
    said = []
    for folder in file.relative_to(root).parts[:-1] if folders else ():
        column, equals, value = folder.partition("=")
        if equals and column:
            said.append((unquote(column), None if value == _NOTHING else unquote(value)))
    return Part(file, name, tuple(said))


def _root(pattern: Path) -> Path:
    """The folder above the first name of a pattern that is one itself."""
    plain = []
    for name in pattern.parts[:-1]:
        if _PATTERN.search(name):
            break
        plain.append(name)
    return Path(*plain)


def _below(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in ENDINGS
        and not any(name.startswith(_NOT_IN_NAMES) for name in path.relative_to(folder).parts)
        and path.is_file()
    )


def among(out: Path, sources: Iterable[str], parts: Sequence[Part]) -> str:
    """A sentence where what is judged would lie among what is to be judged, and be judged the next time; else ""."""
    place = out.resolve()
    written = [place] if place.suffix.lower() in ENDINGS else [place / part.name for part in parts]
    for source in sources:
        path = Path(source)
        within, below = path, path.is_dir() and place.is_relative_to(path.resolve())
        if not path.exists() and _PATTERN.search(source):
            within = _root(path)
            pattern = within.resolve() / path.relative_to(within)
            below = any(_matches(one, pattern) for one in written)
        if below:
            return f"{out} lies in {within}, whose files are judged. Write to another place."
    if any(part.path.resolve().is_relative_to(place) and part.path.resolve() != place for part in parts):
        return f"{out} holds the files that are judged. Write to another place."
    return ""


def summary_among(summary: Path, out: Path, sources: Iterable[str], parts: Sequence[Part]) -> str:
    """The same of a summary, which would also take the place of figures, or lie among those that are written."""
    place = summary.resolve()
    if place.is_relative_to(out.resolve()) or place in {part.path.resolve() for part in parts}:
        return f"{summary} is a place of figures. Write the summary to another one."
    return among(summary, sources, parts)


def _matches(path: Path, pattern: Path) -> bool:
    """Whether a pattern finds a file; where it goes to any depth, perhaps some more."""
    if "**" in pattern.parts:
        return fnmatch(str(path), str(pattern).replace("**/", "*"))
    same_depth = len(path.parts) == len(pattern.parts)
    return same_depth and all(fnmatch(one, other) for one, other in zip(path.parts, pattern.parts, strict=True))
