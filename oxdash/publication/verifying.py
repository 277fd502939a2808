"""Is a published position still what was published, and do the kept returns still say the same?

Every file is held against the manifest and the manifest against itself and the audit log; then the kept returns are
read and judged again under the kept register, by the version of the rule that the manifest names, and compared with
the kept tables row by row. A figure or a status that differs is a fault. Words that the program reads otherwise by now
are a note: workbook and tables are those that were kept, and what was published of them stays. Where the manifest or
the log says that they are not, such words are a fault too.
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from oxdash.archive import Archive
from oxdash.archive.audit_log import AuditLog
from oxdash.archive.audit_log.chain import Head
from oxdash.judging.position import Unready, load
from oxdash.publication import logged, manifest, references, rereading
from oxdash.publication.logged import RESTORE
from oxdash.publication.shelf import AUDIT, Published, Unreadable
from oxdash.rule.versions import RULE_VERSION, VERSIONS
from oxdash.storage import write_once

UNKNOWN = f"This program knows {', '.join(VERSIONS)}: prove it by the program that published it, or a newer one."


@dataclass(frozen=True)
class Verified:
    """What does not hold, a sentence each; empty where all does. ``notes`` are no faults."""

    files: int
    rows: int
    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()
    in_words: bool = False  # whether words are read otherwise by now

    def sentence(self, reference: str) -> str:
        if self.faults:
            many = "1 thing does" if len(self.faults) == 1 else f"{len(self.faults)} things do"
            return f"{reference} does not verify: {many} not hold."
        same = f"figures and statuses in all {self.rows:,}" if self.in_words else f"{self.rows:,}"
        return (
            f"{reference} verifies: {self.files} files are as published, and the kept returns, judged again under the "
            f"kept register, give the same {same} rows."
        )


def verify(one: Published, audit: AuditLog | None = None) -> Verified:
    """Everything about a published position that can be proved."""
    made_up = [*_of_fingerprint(one), *_of_log(one, audit)]
    faults = [*_of_files(one), *made_up]
    notes: list[str] = []
    rows = 0
    read_otherwise: list[str] = []
    try:
        kept = one.position.judged
        rows = len(kept)
        differ, read_otherwise, not_read = _judged_again(one, kept)
        faults += differ
        if made_up:  # the kept tables may have been changed, so what they say otherwise is not the reader's doing alone
            faults += [said.replace(one.reference, f"{one.reference}, judged again", 1) for said in read_otherwise]
            read_otherwise = []
        notes += [*read_otherwise, *not_read]
        if one.manifest.rule_version in VERSIONS and one.manifest.rule_version != RULE_VERSION:
            notes.append(
                f"It was judged by rule version {one.manifest.rule_version}, and has been judged again by that one; "
                f"the rule is version {RULE_VERSION} now."
            )
    except Unreadable as fault:
        faults.append(str(fault))
    return Verified(len(one.manifest.files), rows, tuple(dict.fromkeys(faults)), tuple(notes), bool(read_otherwise))


def _of_files(one: Published) -> list[str]:
    found = []
    for path in one.manifest.files:
        try:
            one.read(path)
        except Unreadable as fault:
            found.append(str(fault))
    known = {manifest.NAME, *one.manifest.files}
    for there in sorted(one.folder.rglob("*")):
        name = there.relative_to(one.folder).as_posix()
        if (there.is_symlink() or not there.is_dir()) and name not in known:
            found.append(f"{one.reference}: {name} was not published with it. Take it out of the folder.")
    return found


def _of_fingerprint(one: Published) -> list[str]:
    said = one.manifest
    facts = {name: getattr(said, name) for name in ("reference", "quarter", "standing", "as_at", "rule_version")}
    if manifest.fingerprint(facts, said.files) == said.fingerprint:
        return []
    return [f"{one.reference}: the fingerprint {said.fingerprint} is not that of the files listed. {RESTORE}"]


def _of_log(one: Published, audit: AuditLog | None) -> list[str]:
    """The audit log names the manifest's sha256, so one that was made up again shows, and has the head it had then."""
    if audit is None:
        return []
    chain = audit.walk()
    if chain.unreadable:
        return [write_once.unreadable(audit.path.name, chain.unreadable)]
    known, said = logged.of(chain), one.manifest
    if sentence := known.complaint(said):
        return [sentence]
    if references.key(one.reference) not in known.manifests:
        return [logged.not_named(said)]
    if said.log_head and not chain.holds(head := Head.parse(said.log_head)):
        return [f"{one.reference}: it was published when {head.gone()}"]
    return []


def _judged_again(one: Published, kept: pd.DataFrame) -> tuple[list[str], list[str], list[str]]:
    """Reading and judging the kept returns again, by the rule that judged them: faults, notes, what is not read.

    What the kept register did not take of a return any more was not read when it was published either.
    """
    copies: Path = one.folder / AUDIT
    faults = [f"{one.reference}, kept returns: {fault.sentence}" for fault in Archive(copies / "quarterly").verify()]
    version = one.manifest.rule_version
    if version not in VERSIONS:
        return [*faults, f"{one.reference}: it was judged by rule version {version}. {UNKNOWN}"], [], []
    again = load(copies, one.manifest.as_at, version=version, logged=False)
    if isinstance(again, Unready):
        return [*faults, f"{one.reference}: the kept returns cannot be judged again. {again.sentence}"], [], []
    differ, read_otherwise = rereading.of(one, kept, again)
    notes = [f"{one.reference}: {said}" for said in read_otherwise]
    not_read = [f"{one.reference}: {problem.message}" for problem in again.problems]
    return [*faults, *(f"{one.reference}, judged again: {said}" for said in differ)], notes, not_read
