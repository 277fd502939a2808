"""What the tests of signing off share: the small council, whose register says that returns need it, and its people."""

from pathlib import Path

from oxdash.access import Person
from oxdash.archive.audit_log import AuditLog
from oxdash.demo.register_workbook import STAMPED, write_register
from oxdash.settings import Settings
from oxdash.submissions import submit
from oxdash.submissions.submit import Waits

from .returning import CODE, FEW, NOW, OFFICER, few, few_tables

ROLES = """managers = ["partnerships.manager@council.example", "second.manager@council.example"]

[officers]
"safer.officer@council.example" = ["safer-communities"]
"safer.lead@council.example" = ["safer-communities"]
"safer.deputy@council.example" = ["safer-communities"]
"economy.officer@council.example" = ["economic"]

[lead_officers]
"Safer.Lead@council.example" = ["safer-communities"]

[deputies]
"safer.deputy@council.example" = ["safer-communities"]
"""
NAME = "Safer Communities Partnership"
LEAD = Person("safer.lead@council.example", NOW, subject="lead")
DEPUTY = Person("safer.deputy@council.example", NOW)
SECOND_MANAGER = Person("second.manager@council.example", NOW)


def register(*, needed: bool = True, few: tuple[str, ...] = FEW, **changes) -> bytes:
    """The small council's register; ``changes`` by sheet are functions of its table."""
    tables = few_tables(few)
    about = tables["About"].copy()
    about.loc[about.Name == "Returns need sign-off", "Value"] = "yes" if needed else "no"
    tables["About"] = about
    for sheet, change in changes.items():
        tables[sheet] = change(tables[sheet])
    return write_register(tables, STAMPED)


def signing_folder(tmp: Path) -> Path:
    """The small council with its two newest quarters, whose returns need a sign-off."""
    data = few(tmp, FEW)
    (data / "register.xlsx").write_bytes(register())
    (tmp / "roles.toml").write_text(ROLES, "utf-8")
    return data


def settings(data: Path) -> Settings:
    return Settings(data=data, roles=data.parent / "roles.toml")


def handed_in(data: Path, workbook: bytes, position, *, who: Person = OFFICER, now=NOW) -> Waits:
    done = submit.submit("safer.xlsx", workbook, position, who, settings(data), now, confirm_all=True, note=" Late. ")
    assert isinstance(done, Waits), done
    return done


def acts(data: Path) -> list[tuple[str, str]]:
    """What the log says was done, and by whom; what is said beforehand left out."""
    lines = AuditLog(settings(data).audit).lines()
    return [(line["event"], line["who"]) for line in lines if not line["event"].split()[0].endswith("ing")]


__all__ = ["CODE", "DEPUTY", "LEAD", "NAME", "SECOND_MANAGER"]
