"""What the audit log says of publications: which were made here, and with which manifest."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from oxdash.archive.audit_log.chain import Chain
from oxdash.publication import references
from oxdash.publication.manifest import Manifest, sha256

RESTORE = "Restore data/published from a backup."


@dataclass(frozen=True)
class Logged:
    """Publications that the log names. ``complete``: it names all there may be, so that another was not made here."""

    manifests: Mapping[str, frozenset[str]]  # by key of the reference, the sha256 of what may be its manifest
    made: Mapping[str, str]  # references of those that were on file for good, by their key
    complete: bool

    def complaint(self, manifest: Manifest) -> str | None:
        """Why the log does not let a publication be handed out, in a sentence; None where it does."""
        known = self.manifests.get(references.key(manifest.reference), frozenset())
        if sha256(manifest.to_bytes()) in known:
            return None
        if known:
            return f"{manifest.reference}: its manifest is not the one that the audit log names. {RESTORE}"
        if self.complete:
            return not_named(manifest)
        if manifest.log_head:
            line = manifest.log_head.split(":")[0]
            return (
                f"{manifest.reference}: it was published after line {line} of an audit log that is not there. Restore "
                "the log from a backup."
            )
        return None

    @cached_property
    def digest(self) -> str:
        """Changes with what may be handed out."""
        said = sorted((key, *sorted(known)) for key, known in self.manifests.items())
        return sha256(repr((self.complete, said, sorted(self.made))).encode())


def not_named(manifest: Manifest) -> str:
    return (
        f"{manifest.reference}: the audit log does not name it. It was not published here, or the log has been changed."
    )


def of(chain: Chain) -> Logged:
    """What the lines that can be relied on say of publications; worked out once for a chain."""
    if "publications" not in chain.derived:
        chain.derived["publications"] = _of(chain)
    found: Logged = chain.derived["publications"]
    return found


def _of(chain: Chain) -> Logged:
    known: dict[str, set[str]] = {}
    made: dict[str, str] = {}
    listed = dict(chain.begun.publications) if chain.begun else {}
    said: list[tuple[Any, Any, bool]] = [(reference, manifest, True) for reference, manifest in listed.items()]
    for _, line in chain.naming:
        if line["event"] in ("publishing", "published"):
            said.append((line.get("reference"), line.get("manifest"), line["event"] == "published"))
    for reference, manifest, on_file in said:
        if isinstance(reference, str) and isinstance(manifest, str):  # a line written by hand may hold anything
            known.setdefault(references.key(reference), set()).add(manifest)
            if on_file:
                made[references.key(reference)] = reference
    complete = chain.begun is not None or chain.replaced
    return Logged({key: frozenset(one) for key, one in known.items()}, made, complete)
