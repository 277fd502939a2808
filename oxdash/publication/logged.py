"""What the audit log says of publications: which were made here, and with which manifest."""

from collections.abc import Iterator
from typing import Any, ClassVar

from pydantic import Field

from oxdash.archive.audit_log.chain import Begun
from oxdash.archive.log_names import Line, Names
from oxdash.archive.receipts import Sha256
from oxdash.publication import references
from oxdash.publication.manifest import Manifest, sha256

RESTORE = "Restore data/published from a backup."


class PublicationLine(Line):
    """A publication as one line of the log names it; the fingerprint is its manifest's."""

    AFTER: ClassVar = {"publishing": "published"}

    reference: str
    fingerprint: Sha256 = Field(validation_alias="manifest")

    @property
    def of(self) -> str:
        return references.key(self.reference)

    @classmethod
    def listed(cls, begun: Begun) -> Iterator[dict[str, Any]]:
        for reference, manifest in begun.publications.items():
            yield {"reference": reference, "manifest": manifest}


def complaint(known: Names[PublicationLine], manifest: Manifest) -> str | None:
    """Why the log does not let a publication be handed out, in a sentence; None where it does."""
    return known.complaint(
        references.key(manifest.reference),
        sha256(manifest.to_bytes()),
        manifest.log_head,
        another=f"{manifest.reference}: its manifest is not the one that the audit log names. {RESTORE}",
        unnamed=not_named(manifest),
        gone=lambda line, do: f"{manifest.reference}: it was published after {line}. {do}",
    )


def not_named(manifest: Manifest) -> str:
    return (
        f"{manifest.reference}: the audit log does not name it. It was not published here, or the log has been changed."
    )
