#!/usr/bin/env bash
# "A multiple of 0.01": of the amounts 0.00 to 10.00, one validator refuses 990, two refuse 159, two refuse none.
#
# Packages: valibot 1.5.0, zod 4.6.7, ajv 8.20.0 (npm); pydantic 2.14.4, jsonschema 4.26.0.
# A good engineer would guess: multipleOf is how JSON Schema says "two places", and a validator either divides, and
# errs at some amounts, or allows for floats. What happens: pydantic and zod allow for them; ajv and jsonschema divide,
# and err at the same 159; valibot takes the remainder, x % 0.01, which is a hair under 0.01 for nearly each amount, so
# that 0.03, 4.35 and 10 itself are no multiples. Its message repeats the amount and says no more.
# Seen on 2026-11-29, refused of the 1001 amounts n/100: valibot 990, ajv 159, jsonschema 159, zod 0, pydantic 0.
# Who is hurt: a form checked in the browser with one, and on the server with another, from one schema.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pydantic==2.14.4 jsonschema==4.26.0
npm install --silent --no-fund --no-audit --prefix "$work" valibot@1.5.0 zod@4.6.7 ajv@8.20.0
cat > count.js <<'JS'
const assert = require("node:assert");
const v = require("valibot");
const { z } = require("zod");
const Ajv = require("ajv");
const schema = v.pipe(v.number(), v.multipleOf(0.01));
const schemas = {
  valibot: (one) => v.safeParse(schema, one).success,
  ajv: new Ajv().compile({ type: "number", multipleOf: 0.01 }),
  zod: (one) => z.number().multipleOf(0.01).safeParse(one).success,
};
const amounts = Array.from({ length: 1001 }, (_, n) => n / 100);
const refused = {};
for (const [name, takes] of Object.entries(schemas)) refused[name] = amounts.filter((one) => !takes(one)).length;
console.log(refused, [0.02, 0.03, 4.35, 10].map(schemas.valibot));
assert.deepStrictEqual(refused, { valibot: 990, ajv: 159, zod: 0 });
assert.deepStrictEqual([0.02, 0.03, 4.35, 10].map(schemas.valibot), [true, false, false, false]);
JS
node count.js
env/bin/python - <<'PY'
from typing import Annotated

from jsonschema import Draft202012Validator
from pydantic import Field, TypeAdapter, ValidationError

divides = Draft202012Validator({"type": "number", "multipleOf": 0.01})
allows = TypeAdapter(Annotated[float, Field(multiple_of=0.01)])


def taken(one):
    try:
        return allows.validate_python(one) == one
    except ValidationError:
        return False


amounts = [n / 100 for n in range(1001)]
refused = [sum(not divides.is_valid(one) for one in amounts), sum(not taken(one) for one in amounts)]
print("jsonschema, pydantic", refused)
assert refused == [159, 0]
PY
