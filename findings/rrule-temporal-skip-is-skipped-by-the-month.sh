#!/usr/bin/env bash
# The 31st, or the last day where there is none: kept every year by the rule, and left out every month.
#
# Packages: rrule-temporal 2.2.8; ical.js 2.2.1 for comparison (npm).
# A good engineer would guess: SKIP=BACKWARD (RFC 7529), which the documentation says may apply after BYMONTHDAY, turns
# a 31st that a month has not into its last day, whatever FREQ is. What happens: with FREQ=MONTHLY it works where the
# day comes from the start, and not where BYMONTHDAY=31 says it; with FREQ=YEARLY it works there too. The rule is
# accepted and the months without a 31st are left out as if SKIP were not there; COUNT then runs on into later months.
# ical.js takes SKIP without an error and obeys it in neither.
# Seen on 2026-11-30, from 31 January 2010, five times, SKIP=BACKWARD:
#   MONTHLY                         31 January, 28 February, 31 March, 30 April, 31 May
#   MONTHLY, BYMONTHDAY=31          31 January, 31 March, 31 May, 31 July, 31 August (so ical.js, of both)
#   YEARLY, BYMONTH=1,2,3,4, BYMONTHDAY=31   31 January, 28 February, 31 March, 30 April, 31 January
# Who is hurt: returns due "on the 31st, or the last day": seven a year instead of twelve.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit --prefix "$work" rrule-temporal@2.2.8 ical.js@2.2.1
cat > skip.mjs <<'JS'
import assert from "node:assert";
import ICAL from "ical.js";
import { RRuleTemporal } from "rrule-temporal";
const [everyMonth, without, byYear] = [
  "2010-01-31 2010-02-28 2010-03-31 2010-04-30 2010-05-31",
  "2010-01-31 2010-03-31 2010-05-31 2010-07-31 2010-08-31",
  "2010-01-31 2010-02-28 2010-03-31 2010-04-30 2011-01-31",
];
for (const [rule, seen, inIcal] of [
  ["FREQ=MONTHLY;SKIP=BACKWARD;COUNT=5", everyMonth, without],
  ["FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD;COUNT=5", without, without],
  ["FREQ=YEARLY;BYMONTH=1,2,3,4;BYMONTHDAY=31;SKIP=BACKWARD;COUNT=5", byYear, null],
]) {
  const rruleString = `DTSTART:20100131T090000Z\nRRULE:RSCALE=GREGORIAN;${rule}`;
  const said = new RRuleTemporal({ rruleString }).all().map((day) => day.toPlainDate().toString()).join(" ");
  const other = [];
  const next = ICAL.Recur.fromString(`RSCALE=GREGORIAN;${rule}`).iterator(ICAL.Time.fromString("2010-01-31"));
  for (let day = next.next(); day; day = next.next()) other.push(day.toString());
  console.log(`${rule}\n  rrule-temporal ${said}\n  ical.js        ${other.join(" ")}`);
  assert.equal(said, seen);
  if (inIcal) assert.equal(other.join(" "), inIcal);
}
JS
node skip.mjs
