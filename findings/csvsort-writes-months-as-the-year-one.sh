#!/usr/bin/env bash
# Sorting a CSV file from the command line rewrites words in it: "may" becomes 0001-05-01, "Monday" 0001-01-08.
#
# Packages: csvkit 2.2.0 on agate 1.14.2.
# A good engineer would guess: csvsort moves lines and leaves cells alone. That it infers types is documented; that a
# column of names of months or days passes for dates is not what one expects, and they are printed as inferred.
# Sorting by month then goes by luck (all in one year), by weekday it goes wrong: Monday comes after Tuesday, since each
# is the next such day after Monday, 1 January of the year 1. A list of quarters, "1,5", is a number with its comma lost.
# Seen on 2026-11-29:
#   month may, march                -> 0001-05-01, 0001-03-01
#   due Today, Monday, Tuesday      -> 0001-01-01, 0001-01-08, 0001-01-02
#   quarters 1,2 and 1,4 (sep. ;)   -> 12, 14
#   score 1:30 and 2:15             -> 0:01:30, 0:02:15
# Who is hurt: whoever prepares open data with csvkit; the file goes out with other words than came in, and no message.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check csvkit==2.2.0 agate==1.14.2
same() { # what was printed, what it must be
  printf '%s\n' "$1"
  [ "$1" = "$2" ] || { echo "meant: $2"; exit 1; }
}
same "$(printf 'month,n\nmay,2\nmarch,1\n' | env/bin/csvsort -c n | tail -n +2 | paste -sd' ')" '0001-03-01,1 0001-05-01,2'
same "$(printf 'due,n\nToday,1\nMonday,2\nTuesday,3\n' | env/bin/csvsort -c due | tail -n +2 | paste -sd' ')" \
  '0001-01-01,1 0001-01-02,3 0001-01-08,2'
same "$(printf 'quarters;n\n1,2;1\n1,4;2\n' | env/bin/csvsort -d ';' -c n | tail -n +2 | paste -sd' ')" '12,1 14,2'
same "$(printf 'score,n\n1:30,1\n2:15,2\n' | env/bin/csvsort -c n | tail -n +2 | paste -sd' ')" '0:01:30,1 0:02:15,2'
