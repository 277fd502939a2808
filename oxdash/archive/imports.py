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
_WHAT_TO_DO = "Restore it from a backup."


def keep(folder: Path, data: bytes, kind: str) -> Path:
    """Keep a file under its fingerprint in ``folder``, and say where; one that is kept already stays as it is.

    ArchiveRefused where that cannot be, or where something else stands under that name.
    """
    fingerprint = receipts.fingerprint(data)
    place = folder / f"{fingerprint}.{kind}"
    try:
        write_once.make_folder(folder)
        temporary = write_once.write_temporary(folder, place.name, data)
        try:
            write_once.put(temporary, place)
        except FileExistsError:
            if receipts.fingerprint(write_once.read(place, LARGEST_WORKBOOK)) != fingerprint:
                raise ArchiveRefused(f"{_changed(place)} Nothing was stored.") from None
        finally:
            temporary.unlink(missing_ok=True)
        write_once.settle(folder)
    except OSError as error:
        raise ArchiveRefused(f"{write_once.named(folder)}: {write_once.why(error)}. Nothing was stored.") from error
    return place


def lacking(root: Path, receipt: Receipt) -> Iterator[tuple[str, str]]:
    """Of a return that was imported, the kept files that are not there or were changed: the name, and a sentence.

    ``root`` is the archive's own folder.
    """
    if receipt.came is None or receipt.came.imported is None:
        return
    imported = receipt.came.imported
    for fingerprint, kind in ((imported.sha256, WORKBOOK), (imported.map_sha256, MAP)):
        place = root.parent / FOLDER / f"{fingerprint}.{kind}"
        where = f"{FOLDER}/{place.name}"
        try:
            if receipts.fingerprint(write_once.read(place, LARGEST_WORKBOOK)) != fingerprint:
                yield where, _changed(place)
        except FileNotFoundError:
            yield where, f"{where} is missing, and returns were made of it. {_WHAT_TO_DO}"
        except OSError as error:
            yield where, f"{where} cannot be read: {error.strerror}. {_WHAT_TO_DO}"


def _changed(place: Path) -> str:
    return f"{FOLDER}/{place.name} has been changed since it was kept. {_WHAT_TO_DO}"
