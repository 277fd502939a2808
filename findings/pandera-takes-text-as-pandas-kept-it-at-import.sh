#!/usr/bin/env bash
# How pandas keeps text is an option; pandera keeps to what it was when pandera was imported, and refuses text as "str".
#
# Packages: pandera 0.35.0 with pandas 3.1.1 and pyarrow 26.0.1.
# A good engineer would guess: pandas' option mode.string_storage says how new columns of text are kept, so a schema
# made after it was set, of a column said to be "str", fits a table made after it was set. What happens: the name was
# worked out when pandera was imported. Such a schema refuses the table with "got str", the very word it was given;
# with coerce=True nothing is said and every table that is checked is changed back to the other storage, so that the
# option has no effect beyond the first check. Set before the import, the same program does what it says.
# Seen on 2026-11-30:
#   set after the import    table python; schema "str": expected string[pyarrow], got str; coerced: pyarrow
#   set before the import   table python; schema "str": python; coerced: python
# Who is hurt: whoever sets the option in the program's start, after the imports, to make small tables quicker: either
# each table is refused, or it is converted at each check and slower than before.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pandera==0.35.0 pandas==3.1.1 pyarrow==26.0.1
cat > text.py <<'PY'
import sys

import pandas as pd

if sys.argv[1] == "before":
    pd.set_option("mode.string_storage", "python")
import pandera.pandas as pa

pd.set_option("mode.string_storage", "python")
table = pd.DataFrame({"name": ["Children's Trust", "Safer Communities"]})
said = [table.name.dtype.storage]
try:
    said.append(pa.DataFrameSchema({"name": pa.Column("str")}).validate(table).name.dtype.storage)
except pa.errors.SchemaError as error:
    said.append(str(error))
said.append(pa.DataFrameSchema({"name": pa.Column("str", coerce=True)}).validate(table).name.dtype.storage)
print("; ".join(said))
PY
after=$(env/bin/python text.py after)
before=$(env/bin/python text.py before)
printf 'set after the import: %s\nset before the import: %s\n' "$after" "$before"
test "$after" = "python; expected series 'name' to have type string[pyarrow], got str; pyarrow"
test "$before" = "python; python; python"
