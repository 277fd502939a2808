#!/usr/bin/env bash
# Twelve full months are four full quarters and no full year; from the end of one quarter to the next is none at all.
#
# Packages: date-fns 4.4.0; dayjs 1.11.23, luxon 3.7.2 for comparison (npm).
# A good engineer would guess: differenceInMonths, -InQuarters and -InYears count the same thing by 1, 3 and 12, with
# one rule for the ends of months. What happens: months know of the end of February and of an end one month on, years
# know of neither, and two months on and more an end of a month is short of a day: 31 March to 30 June is two months, so
# no quarter. 31 August to 28 February, where three days are missing, is six. Backwards it is one less: 12 and -11.
# Seen on 2026-11-30:                   months  quarters  years   intervalToDuration
#   29 February 2012, 28 February 2013    12       4        0      {"months":12}
#   29 February 2012, 28 February 2014    24       8        1      {"years":1,"months":12}
#   31 March 2010, 30 June 2010            2       0        0      {"months":2,"days":30}
#   31 August 2010, 28 February 2011       6       2        0      {"months":6}
#   dayjs and luxon: 1 quarter from 31 March to 30 June, 1 year from 29 February 2012 to 28 February 2013.
# Who is hurt: "overdue by so many quarters", terms and ages: from ends of March and August the same quarter is counted
# or not, by which month comes after it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit --prefix "$work" date-fns@4.4.0 dayjs@1.11.23 luxon@3.7.2
cat > count.mjs <<'JS'
import assert from "node:assert";
import { differenceInMonths, differenceInQuarters, differenceInYears, intervalToDuration, parseISO } from "date-fns";
import dayjs from "dayjs";
import quarters from "dayjs/plugin/quarterOfYear.js";
import { DateTime } from "luxon";
dayjs.extend(quarters);
const cases = [
  ["2012-02-29", "2013-02-28", 12, 4, 0, { months: 12 }],
  ["2012-02-29", "2014-02-28", 24, 8, 1, { years: 1, months: 12 }],
  ["2010-03-31", "2010-06-30", 2, 0, 0, { months: 2, days: 30 }],
  ["2010-08-31", "2011-02-28", 6, 2, 0, { months: 6 }],
  ["2010-01-31", "2010-02-28", 1, 0, 0, { months: 1 }],
];
for (const [from, to, ...right] of cases) {
  const [start, end] = [parseISO(from), parseISO(to)];
  const counts = [differenceInMonths, differenceInQuarters, differenceInYears].map((count) => count(end, start));
  const said = [...counts, intervalToDuration({ start, end })];
  console.log(from, to, ...said);
  assert.deepEqual(said, right);
}
const leap = [parseISO("2012-02-29"), parseISO("2013-02-28")];
console.log("backwards", differenceInMonths(leap[0], leap[1]));
assert.equal(differenceInMonths(leap[0], leap[1]), -11);
const luxon = (from, to, unit) => Math.floor(DateTime.fromISO(to).diff(DateTime.fromISO(from), unit).as(unit));
for (const [from, to, unit] of [["2010-03-31", "2010-06-30", "quarters"], ["2012-02-29", "2013-02-28", "years"]]) {
  const said = [dayjs(to).diff(from, unit.slice(0, -1)), luxon(from, to, unit)];
  console.log("dayjs, luxon:", from, to, unit, ...said);
  assert.deepEqual(said, [1, 1]);
}
JS
node count.mjs
