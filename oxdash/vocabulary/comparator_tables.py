"""What is known of other areas: the register's sheets that name and group them, and their published figures."""

from enum import StrEnum

from oxdash.vocabulary.schemas import Schema, day, figure, number, text, whole, yes_no
from oxdash.vocabulary.tables import ILLUSTRATIVE_FIELDS, MILESTONES, TARGETS

_BASIS = MILESTONES.columns["basis"]


class GroupKind(StrEnum):
    """What brings the areas of a group together."""

    NATIONAL = "national"
    REGION = "region"
    NEIGHBOURS = "nearest neighbours"
    OTHER = "other"


CALLED = {  # what the areas of a group are called where its register does not say
    GroupKind.NATIONAL: "areas of the country",
    GroupKind.REGION: "areas of the region",
    GroupKind.NEIGHBOURS: "neighbours",
    GroupKind.OTHER: "areas",
}


class State(StrEnum):
    """What a published figure is, beyond a number."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    SUPPRESSED = "suppressed"
    NOT_GIVEN = "not given"


ILLUSTRATIVE = "; illustrative"  # ends the source of figures that nobody published
WITHOUT_FIGURE = (State.SUPPRESSED, State.NOT_GIVEN)


class SameDefinition(StrEnum):
    SAME = "same"
    OTHER = "other"


GROUPS = Schema(
    {
        "code": text("short name, e.g. neighbours"),
        "name": text("name in full"),
        "kind": text("national, region, nearest neighbours or other", of=GroupKind),
        "areas_called": text("what its areas are called in a sentence, e.g. neighbours").shown("Areas called"),
        "average": text("area whose published figure is that of the group as a whole, e.g. England"),
        "basis": _BASIS,
        "illustrative_fields": ILLUSTRATIVE_FIELDS,
    },
    unique=("code",),
)
AREAS = Schema(
    {
        "area": text("what the area is called, e.g. Northshire"),
        "also_known_as": text("other names and codes that files have for it, separated by semicolons"),
        "groups": text("codes of the groups that it belongs to, separated by semicolons"),
        "ours": yes_no("whether it is the area that the register is of"),
        "part_of": text("the area that it is a part of, of a district the whole of them").shown("Part of"),
        "basis": _BASIS,
        "illustrative_fields": ILLUSTRATIVE_FIELDS,
    },
    unique=("area",),
)
INDICATORS = Schema(
    {
        "target": TARGETS.columns["target"],
        "indicator": text("what files of other areas' figures call it; the target's own code needs no row"),
        "definition": text(
            "whether it is defined as the target is: same, or other, which is never compared", of=SameDefinition
        ),
        "note": text("what is to be said of it, e.g. how it differs"),
        "basis": _BASIS,
        "illustrative_fields": ILLUSTRATIVE_FIELDS,
    },
    unique=("target",),
)

# what was published of other areas and is of a target: a row for each area and period, the newest published of each
COMPARATORS = Schema(
    {
        "target": text("code of the target it is compared with", missing=False),
        "area": text("the area, as the register calls it, or else the file", missing=False),
        "period": text("the period, as data writes it: 2008-09, 2008, 2009-10 Q3", missing=False),
        "ends": day("the last day of the period"),
        "value": figure("the figure, in the target's unit; missing is never zero"),
        "numerator": number("what was counted, where that is published"),
        "denominator": number("out of how many, where that is published"),
        "lower": figure("lower confidence limit, where one is published").shown("Lower confidence limit"),
        "upper": figure("upper confidence limit, where one is published").shown("Upper confidence limit"),
        "state": text("final, provisional, estimated, suppressed or not given", of=State, missing=False),
        "note": text("what the publisher says of the figure"),
        "indicator": text("what the file calls it"),
        "file": text("name of the file among the comparators", missing=False),
        "line": whole("line of the file"),
        "published_on": day("when the file was published"),
        "source": text("title and publisher of the file"),
    },
    unique=("target", "area", "period"),
)
