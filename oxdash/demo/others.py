"""The illustrative figures of other areas: read as any published file is, and described as one that nobody published.

A council whose content has no such file has none on file.
"""

from datetime import datetime
from pathlib import Path

from oxdash.access import Person
from oxdash.comparators.layout import About
from oxdash.comparators.shelf import FOLDER
from oxdash.demo.register_workbook import contents, rows
from oxdash.register import Register
from oxdash.storage import write_once
from oxdash.submissions import adding_comparators as adding
from oxdash.submissions.adding_comparators import Asked, Refused

PUBLISHED, ABOUT = "published", "published_about"


def put_on_file(register: Register, data: Path, council: str) -> int:
    """The file and its description; how many of them there are. RuntimeError for one that would be refused."""
    if (file := contents(PUBLISHED, council)) is None:
        return 0
    told = {row["Name"]: row["Value"] for row in rows(ABOUT, council)}
    about = About.model_validate(
        {"title": told["Title"], "publisher": told["Publisher"], "published_on": told["Published on"]}
    )
    asked = Asked(f"{told['Name']}.csv", file, about, name=told["Name"], illustrative=True)
    now = datetime.fromisoformat(told["Added at"])
    prepared = adding.prepared(asked, register, Person(told["Added by"]), now)
    if isinstance(prepared, Refused):
        raise RuntimeError("\n".join(prepared.sentences))
    described = prepared.description
    write_once.make_folder(data / FOLDER)
    write_once.write(data / FOLDER / described.csv, file)
    write_once.write(data / FOLDER / f"{described.name}.json", described.as_json().encode())
    return 1
