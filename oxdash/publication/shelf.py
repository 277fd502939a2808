"""What has been published: the folders of data/published, read only. What is not whole is never shown as published."""

from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from oxdash import settings
from oxdash.archive import log_names, record
from oxdash.archive.log_names import Names
from oxdash.documents.covering_report import NONE, CoveringReport
from oxdash.documents.edition import Edition
from oxdash.judging.position import Position
from oxdash.output.freeze import NotKept, thaw
from oxdash.publication import covering, logged, references
from oxdash.publication import manifest as manifests
from oxdash.publication.logged import RESTORE, PublicationLine
from oxdash.publication.manifest import Manifest
from oxdash.storage import write_once
from oxdash.storage.same_bytes import zipped
from oxdash.vocabulary import wording
from oxdash.vocabulary.cannot_be import CannotBe
from oxdash.vocabulary.council import ILLUSTRATIVE

PUBLIC, AUDIT, DATA = "public", "audit", "public/data"
LARGEST = 50_000_000  # bytes of one file
NOTHING = "Nothing has been published yet."
_ABOUT = "reference corrects correction quarter standing as_at published_on rule_version fingerprint sentence".split()


class Unreadable(CannotBe):
    """A published position, or the folder of all of them, cannot be read; the text says which, why and what to do."""

    exit_code = 1


@dataclass(frozen=True)
class Published:
    """One published position: its folder and its manifest. Its files are read when asked for."""

    folder: Path
    manifest: Manifest

    @property
    def reference(self) -> str:
        return self.manifest.reference

    @property
    def cited(self) -> str:
        """``Published as Board 2010-07-01 on 1 July 2010``."""
        return f"Published as {self.reference} on {wording.day(self.manifest.published_on)}"

    def about(self) -> dict[str, Any]:
        """What anybody may know of it, ready for JSON, with the addresses of its open data."""
        said, address = self.manifest.model_dump(mode="json"), f"/api/positions/{quote(self.reference)}"
        of = {"agreement": self.manifest.agreement} if self.manifest.agreement else {}  # where several count targets
        return (
            {name: said[name] for name in _ABOUT}
            | of
            | {
                "note": ILLUSTRATIVE if self.manifest.illustrative else None,
                "json": f"{address}.json",
                "csv": f"{address}.csv",
                "description": f"{address}.csv-metadata.json",
            }
        )

    def edition(self) -> Edition:
        """What its papers were made with."""
        said = {one.name: getattr(self.manifest, one.name) for one in fields(Edition) if one.name != "words"}
        return Edition(**said, words=self.words)

    @property
    def words(self) -> CoveringReport:
        """The manager's words that stand in its papers; none where it has none. Unreadable as in `read`."""
        if covering.NAME not in self.manifest.files:
            return NONE
        report = covering.read(self.read(covering.NAME))
        if report is None:
            raise Unreadable(f"{self.reference}: {covering.NAME} is not as this program writes it. {RESTORE}")
        return report

    def read(self, path: str) -> bytes:
        """One file as it was published; Unreadable where it is not that any more."""
        known = self.manifest.files.get(path)
        if known is None:
            raise Unreadable(f"{self.reference} has no file {path}.")
        try:
            data = write_once.read(self.folder / path, LARGEST)
        except OSError as error:
            raise Unreadable(f"{self.reference}: {path} cannot be read ({error.strerror}). {RESTORE}") from error
        if manifests.sha256(data) != known.sha256:
            raise Unreadable(f"{self.reference}: {path} is not the file that was published. {RESTORE}")
        return data

    def files(self, below: str) -> dict[str, bytes]:
        """Every file whose path begins so, by its path."""
        return {path: self.read(path) for path in self.manifest.files if path.startswith(below)}

    def pack(self, *, audit: bool = False) -> bytes:
        """As one zip, the same bytes each time: for a web page or a Freedom of Information request, the public files.

        With ``audit``, for an auditor: also the register, returns and receipts (managers only). Unreadable as above.
        """
        files = {manifests.NAME: self.manifest.to_bytes(), **self.files("" if audit else f"{PUBLIC}/")}
        return zipped({f"{self.reference}/{path}": data for path, data in files.items()})

    @cached_property
    def position(self) -> Position:
        """The position as it was published, from its kept tables."""
        kept = {path.removeprefix(f"{DATA}/"): data for path, data in self.files(f"{DATA}/").items()}
        try:
            return thaw(kept)[0]
        except NotKept as fault:
            raise Unreadable(f"{self.reference}: {fault}") from fault


def published(root: Path) -> tuple[list[Published], list[str]]:
    """Every published position under ``root`` (data/published), oldest first; a sentence for each that is damaged.

    Each is held against the audit log of the data folder, and the log against them.
    """
    found, faults = [], []
    folders = _folders(root)
    known = _logged(root)  # looked at after the folders: a publication is named before it is there
    for folder in folders:
        try:
            found.append(_read(folder, known))
        except Unreadable as fault:
            faults.append(str(fault))
    links = [path.name for path in _entries(root) if path.is_symlink()]
    faults += [f"{name} is a link, so it is not shown. Put the folder itself in its place." for name in links]
    # and said to be there only afterwards, so what is missing is looked for once more
    there = {references.key(path.name) for path in _entries(root) if path.is_dir()}
    faults += [
        f"{reference}: it is missing, and the audit log names it. {RESTORE}"
        for key, reference in {one.of: one.reference for one in known.named if one.safe}.items()
        if key not in there
    ]
    return sorted(found, key=lambda one: (one.manifest.published_at, one.reference)), faults


def find(root: Path, reference: str, *, held: bool = True) -> Published | None:
    """The published position of that reference, however its spaces and capitals are written; None for none.

    Unreadable where it is there and damaged, or is not the one that the audit log names; the latter is not asked where
    it is not to be ``held`` against the log.
    """
    folder = folder_of(root, reference)
    return _read(folder, _logged(root) if held else None) if folder else None


def folder_of(root: Path, reference: str) -> Path | None:
    """The folder that holds a reference, damaged or not."""
    wanted = references.key(reference)
    return next((folder for folder in _folders(root) if references.key(folder.name) == wanted), None)


def fingerprint(root: Path) -> str:
    """Changes when a position is published, a manifest changed, or what the log says of them. Opens no manifest."""
    seen = [_logged(root).digest]
    for folder in _folders(root):
        try:
            stat = (folder / manifests.NAME).stat()
            seen.append(f"{folder.name}.{stat.st_size}.{stat.st_mtime_ns}.{stat.st_ctime_ns}.{stat.st_ino}")
        except OSError as error:
            seen.append(f"{folder.name}.{error.errno}")
    return manifests.sha256("|".join(seen).encode())


def _folders(root: Path) -> list[Path]:
    return [path for path in _entries(root) if path.is_dir() and not path.is_symlink()]


def _entries(root: Path) -> list[Path]:
    """What may be a publication: everything there whose name is not hidden."""
    try:
        names = sorted(root.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise Unreadable(write_once.unreadable(write_once.named(root), error.strerror)) from error
    return [path for path in names if path.name[0] != "."]


def _logged(root: Path) -> Names[PublicationLine]:
    return log_names.of(record.log(settings.of(root.parent)), PublicationLine)


def _read(folder: Path, known: Names[PublicationLine] | None) -> Published:
    try:
        data = write_once.read(folder / manifests.NAME, manifests.LARGEST)
    except OSError as error:
        raise Unreadable(f"{folder.name}: its manifest cannot be read ({error.strerror}). {RESTORE}") from error
    manifest = manifests.read(data)
    if manifest is None or references.key(manifest.reference) != references.key(folder.name):
        raise Unreadable(f"{folder.name}: its manifest has been changed since it was written. {RESTORE}")
    if known is not None and (sentence := logged.complaint(known, manifest)):
        raise Unreadable(sentence)
    return Published(folder, manifest)
