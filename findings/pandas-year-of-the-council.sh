#!/usr/bin/env bash
# A council's year, read by pandas 3 as a day of the year 1.
#
# Packages: pandas 3.1.1 against pandas 2.3.3.
# A good engineer would guess: "09-10" (2009-10 in short) and "Apr-10" (April 2010) are either understood or refused, and
# errors="coerce" makes NaT of what is refused. So it was in pandas 2: such a text became a day of the year 1, which no
# nanosecond timestamp holds, and so an error. The parser still takes a text without a year for one of the year 1; with
# pandas 3's microseconds that year fits, and nothing stops it any more: no error, no warning for one text, no NaT.
# Seen on 2026-11-29:
#   pandas 2.3.3  [NaT, NaT, NaT, NaT]
#   pandas 3.1.1  ['0001-09-10', '0001-10-11', '0001-04-10', '0001-03-31'], for 09-10, 10/11, Apr-10, Mar-31
# Who is hurt: whoever counts what could not be read by counting NaT: the count falls to none after the upgrade, and the
# earliest day of the table is two thousand years back. "13-14" is still refused, so the column splits by its years.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > read.py <<'PY'
import sys
import warnings

import pandas as pd

warnings.simplefilter("ignore")
texts = ["09-10", "10/11", "Apr-10", "Mar-31"]
days = [pd.to_datetime(pd.Series([one]), errors="coerce")[0] for one in texts]
print(pd.__version__, [str(one)[:10] for one in days])
meant = ["NaT"] * 4 if sys.argv[1] == "2.3.3" else ["0001-09-10", "0001-10-11", "0001-04-10", "0001-03-31"]
assert [str(one)[:10] for one in days] == meant
assert pd.isna(pd.to_datetime(pd.Series(["13-14"]), errors="coerce")[0])
if sys.argv[1] != "2.3.3":
    assert str(pd.to_datetime("09-10")) == "0001-09-10 00:00:00"  # not even without errors="coerce"
PY
for version in 2.3.3 3.1.1; do
  python3 -m venv "pandas-$version"
  "pandas-$version/bin/pip" install -q --disable-pip-version-check "pandas==$version"
  "pandas-$version/bin/python" read.py "$version"
done
