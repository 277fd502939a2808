"""The register's sheets about other areas: their groups, the areas of these, and what their figures are called."""

from oxdash.register.cells import codes_on, new_code, target
from oxdash.register.register_sheet import MAY_BE_BLANK, OPTIONAL, RegisterSheet, of
from oxdash.vocabulary import comparator_tables

_OF_GROUPS = of(
    comparator_tables.GROUPS,
    *("code", "name", "kind", "areas_called", "average", "basis"),
    code={"read": new_code},
    areas_called=OPTIONAL,
    average=OPTIONAL,
    basis=OPTIONAL,
)
_OF_AREAS = of(
    comparator_tables.AREAS,
    *("area", "also_known_as", "groups", "ours", "part_of", "basis"),
    also_known_as=OPTIONAL,
    groups={"read": codes_on("Comparator groups"), **MAY_BE_BLANK},
    ours=OPTIONAL,
    part_of=OPTIONAL,
    basis=OPTIONAL,
)
_OF_INDICATORS = of(
    comparator_tables.INDICATORS,
    *("target", "indicator", "definition", "note", "basis"),
    target={"read": target, "heading": "Target"},
    definition=OPTIONAL,
    note=OPTIONAL,
    basis=OPTIONAL,
)

ALL = (
    RegisterSheet(
        "Comparator groups",
        "comparator_groups",
        "Groups of areas that figures are compared with",
        _OF_GROUPS,
        ("code",),
        comparator_tables.GROUPS,
    ),
    RegisterSheet(
        "Areas compared",
        "areas_compared",
        "The areas of these groups",
        _OF_AREAS,
        ("area",),
        comparator_tables.AREAS,
    ),
    RegisterSheet(
        "Indicators compared",
        "indicators_compared",
        "What other areas' figures of a target are called",
        _OF_INDICATORS,
        ("target",),
        comparator_tables.INDICATORS,
    ),
)
