#!/usr/bin/env bash
# TEXT(0.6025,"0%") is "1%", and June 2010 is "060 2010": formats it does not know are no errors, they are wrong.
#
# Package: hyperformula 3.5.0 (npm).
# A good engineer would guess: a formula engine that has TEXT knows the commonest formats, or returns an error for one
# it does not know. What happens: the longest pattern it does know is filled in, and the rest of the format is copied
# as it stands. So a percentage is rounded to a whole number before the sign (60 % is 1%), the name of a month is its
# number and a nought, the name of a day its number twice. (The percentage has been reported to its authors.)
# Seen on 2026-11-29: 0% of 0.6025 "1%" (Excel 60%); 0.0% of 0.25 "0.3%"; mmm yyyy of 30 June 2010 "060 2010"; mmmm
# "0600"; dddd "3030"; 0;(0) of -5 "-5;(0)". Right: d/m/yy "30/6/10", 000 of 5 "005".
# Who is hurt: web pages that calculate an officer's workbook: captions made with TEXT, such as "60% in June".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit --prefix "$work" hyperformula@3.5.0
cat > show.js <<'JS'
const { HyperFormula } = require("hyperformula");
const formulas = [
  '=TEXT(0.6025,"0%")', '=TEXT(0.25,"0.0%")', '=TEXT(DATE(2010,6,30),"mmm yyyy")', '=TEXT(DATE(2010,6,30),"mmmm")',
  '=TEXT(DATE(2010,6,30),"dddd")', '=TEXT(-5,"0;(0)")', '=TEXT(DATE(2010,6,30),"d/m/yy")',
  '=TEXT(5,"000")',
];
const engine = HyperFormula.buildFromArray(formulas.map((one) => [one]), { licenseKey: "gpl-v3" });
formulas.forEach((one, row) => console.log(one, JSON.stringify(engine.getCellValue({ sheet: 0, row, col: 0 }))));
JS
node show.js > seen.txt
cat seen.txt
diff seen.txt - <<'END'
=TEXT(0.6025,"0%") "1%"
=TEXT(0.25,"0.0%") "0.3%"
=TEXT(DATE(2010,6,30),"mmm yyyy") "060 2010"
=TEXT(DATE(2010,6,30),"mmmm") "0600"
=TEXT(DATE(2010,6,30),"dddd") "3030"
=TEXT(-5,"0;(0)") "-5;(0)"
=TEXT(DATE(2010,6,30),"d/m/yy") "30/6/10"
=TEXT(5,"000") "005"
END
