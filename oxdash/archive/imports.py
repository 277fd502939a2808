"""The workbooks that returns were imported from, and the maps they were read by, kept beside the returns.

Each stands in ``imported/`` in the data folder under the sha256 of its bytes, by which the receipt of every return made
of it names it; so the same file is kept once, and one that was changed is seen.
"""

from collections.abc import Iterator
from pathlib import Path

from oxdash.archive import receipts
from oxdash.archive.filing import ArchiveRefused
from oxdash.archive.receipts import Receipt
from oxdash.archive.shelf import LARGEST_WORKBOOK
from oxdash.storage import write_once

FOLDER = "imported"  # beside that of the returns
WORKBOOK, MAP = "xlsx", "toml"
WHAT_TO_DO = "Restore it from a backup."


def keep(folder: Path, data: bytes, kind: str) -> Path:
    """Keep a file under its fingerprint in ``folder``, and say where; one that is kept already stays as it is.

    ArchiveRefused where that cannot be, or where something else stands under that name.
    """
    fingerprint = receipts.fingerprint(data)
    place = folder / f"{fingerprint}.{kind}"
    try:
        write_once.make_folder(folder)
        try:
            write_once.once(place, data)
        except FileExistsError:
            if receipts.fingerprint(write_once.read(place, LARGEST_WORKBOOK)) != fingerprint:
                raise ArchiveRefused(f"{_changed(place)} Nothing was stored.") from None
        write_once.settle(folder)
    except OSError as error:
        raise ArchiveRefused(f"{write_once.named(folder)}: {write_once.why(error)}. Nothing was stored.") from error
    return place


class Kept:
    """The kept files, of an archive whose own folder is ``root``; each is looked at once, however many returns it made.

    One workbook of a year has returns of every partnership and quarter.
    """

    def __init__(self, root: Path) -> None:
        self.folder = root.parent / FOLDER
        self._looked: dict[tuple[str, str], str | None] = {}  # what is wrong, by fingerprint and kind

    def lacking(self, receipt: Receipt) -> Iterator[tuple[str, str]]:
        """Of a return that was imported, the files that are not there or were changed: the name, and a sentence."""
        if receipt.came is None or receipt.came.imported is None:
            return
        imported = receipt.came.imported
        for file in ((imported.sha256, WORKBOOK), (imported.map_sha256, MAP)):
            if file not in self._looked:
                self._looked[file] = self._wrong(*file)
            if sentence := self._looked[file]:
                yield f"{FOLDER}/{'.'.join(file)}", sentence

    def _wrong(self, fingerprint: str, kind: str) -> str | None:
        place = self.folder / f"{fingerprint}.{kind}"
        where = f"{FOLDER}/{place.name}"
        try:
            same = receipts.fingerprint(write_once.read(place, LARGEST_WORKBOOK)) == fingerprint
        except FileNotFoundError:
            return f"{where} is missing, and returns were made of it. {WHAT_TO_DO}"
        except OSError as error:
            return f"{where} cannot be read: {error.strerror}. {WHAT_TO_DO}"
        return None if same else _changed(place)


def _changed(place: Path) -> str:
    return f"{FOLDER}/{place.name} has been changed since it was kept. {WHAT_TO_DO}"
