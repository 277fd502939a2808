"""A published file that came through a browser, read in a limited child process."""

from oxdash.comparators.file_read import NOTHING, Asked, Contents, Refused
from oxdash.comparators.worker import ANSWER, CLOCK, LARGEST
from oxdash.excel.problems import LONGEST_NAME, shown
from oxdash.excel.worker_client import TURNS
from oxdash.storage.child_process import Child, Failed
from oxdash.vocabulary.quarters import Calendar

TOO_MUCH = (
    "{}: it takes more time or memory to read than a published file does, or is none. Leave out what no target is "
    f"compared with, or have it added by the command oxdash comparators add. {NOTHING}"
)
DID_NOT_START = (
    f"Files cannot be read just now: the part of the dashboard that reads them does not start. {NOTHING} Tell whoever "
    "looks after the dashboard; its own check, oxdash doctor, says what is missing."
)
TOO_LARGE = f"{{}}: it is larger than 5 MB. Have it added by the command oxdash comparators add. {NOTHING}"


def read(asked: Asked, calendar: Calendar) -> Contents | Refused:
    """`file_read.read`, and a sentence where the child died of the file."""
    name = shown(asked.file, LONGEST_NAME)
    if len(asked.data) > LARGEST:
        return Refused((TOO_LARGE.format(name),), unusable=True)
    header = {
        **{"file": asked.file, "name": asked.name, "layout": asked.layout, "map_name": asked.map_name},
        **{"indicator": asked.indicator, "area": asked.area, "begins": calendar.begins},
        "about": asked.about.model_dump(mode="json"),
        "map": None if asked.map_data is None else asked.map_data.decode(),
    }
    with TURNS.turn(officer=True):
        child: Child | None = None
        try:
            child = Child("oxdash.comparators.worker", largest=ANSWER)
            words, body = child.ask(header, asked.data, CLOCK)
        except Failed as failed:
            said = TOO_MUCH.format(name) if failed.started else DID_NOT_START
            return Refused((said,), unusable=True)
        finally:
            if child is not None:
                child.end()
    if words["refused"]:
        return Refused(tuple(words["sentences"]), bool(words["unusable"]))
    return Contents.model_validate_json(body)
