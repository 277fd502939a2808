"""Does all that waits for its sign-off hold? Notes, workbooks and endings, and nothing else in their folder."""

from collections.abc import Iterator
from pathlib import Path

from oxdash.archive import shelf
from oxdash.archive import waiting_notes as notes
from oxdash.archive.check import Fault
from oxdash.archive.filing import ArchiveRefused
from oxdash.archive.waiting import WaitingRoom
from oxdash.archive.waiting_check import WHAT_TO_DO, at
from oxdash.archive.waiting_notes import NOTE
from oxdash.storage import write_once


def faults(room: WaitingRoom) -> Iterator[Fault]:
    """Everything in the folder of what waits that does not hold; nothing where nothing ever waited."""
    if room.root.is_symlink():
        yield Fault(room.root.name, f"{room.root.name} is a link, so nothing in it waits. Put the folder in its place.")
        return
    try:
        quarters = room.quarters()
        strange = [path for path in room.root.iterdir() if not shelf.is_quarter(path)] if room.root.is_dir() else []
        for path in sorted(strange):
            if path.name not in shelf.IGNORED:
                yield Fault(
                    str(path.name), f"{room.root.name}/{path.name} is not a quarter's folder: nothing in it waits."
                )
        for quarter in quarters:
            for partnership in room.partnerships(quarter):
                for one in room.of(partnership, quarter):
                    if one.fault:
                        yield Fault(f"{room.root.name}/{quarter}/{one.fault_at}", one.fault)
            yield from _strangers(room.folder(quarter))
    except ArchiveRefused as refused:
        yield Fault(room.root.name, str(refused))


def _strangers(folder: Path) -> Iterator[Fault]:
    """What is no file of ours; a workbook or an ending without its note, which nobody can sign off."""
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    begun = {write_once.becoming(name) for name in names}
    for name in sorted(names):
        whose = notes.parts(name)
        if whose is not None and notes.name_of(*whose[:2], NOTE) not in names and name not in begun:
            yield Fault(at(folder, name), f"{at(folder, name)} stands without its waiting note. {WHAT_TO_DO}")
        elif whose is None and write_once.becoming(name) is None and not shelf.is_ignored(name):
            yield Fault(at(folder, name), f"{at(folder, name)} is no file of a return that waits. Take it out.")
