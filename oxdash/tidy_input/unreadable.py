"""What a file is that cannot be read as a tidy table, and what a disk says that does not give or take one."""

from pathlib import Path


class Unreadable(Exception):
    """The text says why and what to do, as it stands after the file's name."""


def unread(fault: OSError) -> str:
    return f"the file cannot be read ({fault.strerror})."


def unwritten(fault: Exception) -> str:
    """As what writes Parquet says it too, which has no words of the system's own."""
    return f"the file cannot be written ({getattr(fault, 'strerror', None) or first_line(fault)})."


def no_folder(path: Path) -> str:
    return f"{path.name}: there is no folder {path.parent}."


def first_line(fault: Exception) -> str:
    return str(fault).splitlines()[0].rstrip(". ") if str(fault) else type(fault).__name__
