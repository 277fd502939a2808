#!/usr/bin/env bash
# A share from 0 to 1 that is "nan": four validators say it lies between, four that it does not, and pandera says both.
#
# Packages: click 8.5.1, marshmallow 4.4.0, Cerberus 1.3.8, jsonschema 4.26.0; attrs 26.1.0, msgspec 0.23.0,
# voluptuous 0.16.0, pydantic 2.14.4; pandera 0.35.0 on pandas 3.1.1 and polars 2.1.0.
# A good engineer would guess: what is not a number is neither at least 0 nor at most 1, so a range refuses it. What
# happens: it depends on which way round the library asks. "Less than 0? More than 1?" is no to both, and nan passes;
# "at least 0?" is no, and it is refused. click, on whose command line nan can be typed, lets it pass even when it is
# told to clamp. pandera takes a nan of pandas where gaps are allowed, and refuses the same nan of polars, whose gap is
# null.
# Seen on 2026-11-29, nan within 0 and 1: click, marshmallow (Range), Cerberus, jsonschema take it; attrs, msgspec,
# voluptuous, pydantic refuse it; pandera, nullable: taken with pandas, refused with polars.
# Who is hurt: shares and weights: one nan makes the mean and the sum of everything nan, behind a check of bounds.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check click==8.5.1 marshmallow==4.4.0 Cerberus==1.3.8 jsonschema==4.26.0 \
  attrs==26.1.0 msgspec==0.23.0 voluptuous==0.16.0 pydantic==2.14.4 pandera==0.35.0 pandas==3.1.1 polars==2.1.0
env/bin/python -W ignore - <<'PY'
from math import isnan, nan
from typing import Annotated

import attrs
import cerberus
import click
import jsonschema
import marshmallow
import msgspec
import pandas as pd
import pandera.pandas
import pandera.polars
import polars as pl
import pydantic
import voluptuous


@attrs.define
class Share:
    of: float = attrs.field(validator=[attrs.validators.ge(0), attrs.validators.le(1)])


schema = {"type": "number", "minimum": 0, "maximum": 1}
bounded = {"of": {"type": "float", "min": 0, "max": 1}}


def column(library, table):
    check = library.Check.in_range(0, 1)
    return library.DataFrameSchema({"of": library.Column(float, check, nullable=True)}).validate(table)


checks = {
    "click": lambda one: click.FloatRange(0, 1).convert(str(one), None, None),
    "marshmallow": marshmallow.validate.Range(0, 1),
    "Cerberus": lambda one: cerberus.Validator(bounded).validate({"of": one}),
    "jsonschema": jsonschema.Draft202012Validator(schema).is_valid,
    "attrs": Share,
    "msgspec": lambda one: msgspec.convert(one, Annotated[float, msgspec.Meta(ge=0, le=1)]),
    "voluptuous": voluptuous.Schema(voluptuous.Range(0, 1)),
    "pydantic": pydantic.TypeAdapter(Annotated[float, pydantic.Field(ge=0, le=1)]).validate_python,
    "pandera, pandas": lambda one: column(pandera.pandas, pd.DataFrame({"of": [0.5, one]})),
    "pandera, polars": lambda one: column(pandera.polars, pl.DataFrame({"of": [0.5, one]})),
}
refusals = (
    ValueError,
    click.ClickException,
    marshmallow.ValidationError,
    msgspec.ValidationError,
    voluptuous.Invalid,
    pandera.errors.SchemaError,
)


def taken(check, one):
    try:
        return check(one) is not False
    except refusals:
        return False


assert all(taken(check, 0.25) and not taken(check, 1.5) for check in checks.values())
seen = {name: taken(check, nan) for name, check in checks.items()}
print(seen, click.FloatRange(0, 1, clamp=True).convert("nan", None, None))
takers = ("click", "marshmallow", "Cerberus", "jsonschema", "pandera, pandas")
assert seen == {name: name in takers for name in checks}
assert isnan(click.FloatRange(0, 1, clamp=True).convert("nan", None, None))
PY
