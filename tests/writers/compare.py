"""Whether two workbooks are the same return, to digit and day, and what differs where they are not."""

from oxdash.excel import workbook
from oxdash.excel.cells import Unreadable, Workbook
from oxdash.returns.read_return import read_return
from tests.workbooks import register
from tests.writers.typed import NAME

FRAMES = ("figures", "actions", "risks", "districts", "narrative")


def differences(data: bytes, meant: Workbook) -> list[str]:
    """What a saved workbook says otherwise than what was ``meant``: "actions D20: 1 January 1900, not ..."."""
    saved = workbook.read(NAME, data)
    if isinstance(saved, Unreadable):
        return [saved.sentence]
    then, now = read_return(meant, register()), read_return(saved, register())
    found = [] if now.cover == then.cover else [f"cover: {now.cover}, not {then.cover}"]
    for name in FRAMES:
        before, after = getattr(then, name), getattr(now, name)
        if list(before.columns) != list(after.columns) or len(before) != len(after):
            found.append(f"{name}: {len(after)} rows, not {len(before)}")
            continue
        for row, (one, other) in enumerate(zip(before.to_dict("records"), after.to_dict("records"), strict=True)):
            for column in before.columns:
                if repr(one[column]) != repr(other[column]):
                    found.append(f"{name} {row} {column}: {other[column]!r}, not {one[column]!r}")
    before, after = ([f"{one.severity}: {one.message}" for one in each.problems] for each in (then, now))
    found += [f"not asked: {one}" for one in before if one not in after]
    found += [f"asked: {one}" for one in after if one not in before]
    return found
