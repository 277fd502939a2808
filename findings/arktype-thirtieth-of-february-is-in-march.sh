#!/usr/bin/env bash
# 30 February, checked as an ISO date, passes and comes out as 2 March; a day by its week passes and is no date at all.
#
# Packages: arktype 2.2.9; zod 4.6.7 for comparison (npm).
# A good engineer would guess: a validator's "ISO date, parsed" gives the day that was written, or an error: such a
# check is what stands between a form and new Date(), which rolls over. What happens: the pattern has days to 31 for
# each month, and what passes goes to new Date(), which rolls over. And the pattern is wider than what Date reads: weeks
# and days of the year are ISO 8601, so that 2010-W13-3 and 2010-090 pass, and the result that is handed out as
# checked is an Invalid Date, whose time is NaN. string.date.parse, the looser of the two, refuses those.
# Seen on 2026-11-29, string.date.iso.parse: 2010-02-30 -> 2 March, 2010-06-31 -> 1 July; 2010-W13-3, 2010-090 ->
# Invalid Date, without an error. string.date.parse: 2 March, 1 July, error, error. zod's iso.date: four refusals.
# Who is hurt: ends of quarters, typed by hand: 31 June is in the next quarter then, and nobody is told.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit --prefix "$work" arktype@2.2.9 zod@4.6.7
cat > days.mjs <<'JS'
import assert from "node:assert";
import { type } from "arktype";
import { z } from "zod";
const read = (schema, text) => {
  const found = schema(text);
  if (found instanceof type.errors) return "refused";
  return Number.isNaN(found.getTime()) ? "Invalid Date" : found.toISOString().slice(0, 10);
};
const [iso, loose] = [type("string.date.iso.parse"), type("string.date.parse")];
const seen = ["2010-03-31", "2010-02-30", "2010-06-31", "2010-W13-3", "2010-090"].map((text) => [
  text,
  read(iso, text),
  read(loose, text),
  z.iso.date().safeParse(text).success ? text : "refused",
]);
console.log(seen);
assert.deepStrictEqual(seen, [
  ["2010-03-31", "2010-03-31", "2010-03-31", "2010-03-31"],
  ["2010-02-30", "2010-03-02", "2010-03-02", "refused"],
  ["2010-06-31", "2010-07-01", "2010-07-01", "refused"],
  ["2010-W13-3", "Invalid Date", "refused", "refused"],
  ["2010-090", "Invalid Date", "refused", "refused"],
]);
JS
TZ=UTC node days.mjs
