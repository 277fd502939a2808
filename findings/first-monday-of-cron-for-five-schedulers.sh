#!/usr/bin/env bash
# 0 9 1-7 * 1, the first Monday of a month: seven days and all Mondays for three, that Monday for one, Tuesday for one.
#
# Packages: croniter 7.0.0, cronsim 2.8, celery 5.7.0, APScheduler 3.11.3, cron_descriptor 2.2.1; croner 11.0.1,
# cronstrue 3.39.0 (npm).
# A good engineer would guess: a line of cron is one of the few things that are the same everywhere, or a scheduler that
# cannot do it says so. What happens: cron takes a day of the month or a day of the week; Celery and APScheduler take
# both at once, and APScheduler's from_crontab counts the week from Monday = 0, so that Monday's line rings on Tuesdays
# and Sunday's on Mondays. "*/7" is for cronsim (as for Debian's cron) a star, which needs both, for croniter and croner
# a list, which needs either. Of the two that put the line into words, one says "or on Monday", the other "and on
# Monday".
# Seen on 2026-11-30, from 1 April 2010, the first three:
#                 0 9 1-7 * 1                0 9 */7 * 1              0 9 * * 1
#   croniter      1, 2, 3 April              1, 5, 8 April            5, 12, 19 April
#   croner        1, 2, 3 April              1, 5, 8 April            5, 12, 19 April
#   cronsim       1, 2, 3 April              1, 8, 15 November        5, 12, 19 April
#   Celery        5 April, 3 May, 7 June     1, 8, 15 November        5, 12, 19 April
#   APScheduler   6 April, 4 May, 1 June     1, 8, 15 June            6, 13, 20 April (Tuesdays)
# Who is hurt: whoever moves the reminder of returns from the server's cron into the program: it comes on another day.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check croniter==7.0.0 cronsim==2.8 celery==5.7.0 APScheduler==3.11.3 \
  cron_descriptor==2.2.1
npm install --silent --no-fund --no-audit --prefix "$work" croner@11.0.1 cronstrue@3.39.0
cat > days.mjs <<'JS'
import { Cron } from "croner";
import cronstrue from "cronstrue";
const days = new Cron(process.argv[2], { timezone: "UTC" }).nextRuns(3, new Date("2010-04-01T00:00:00Z"));
console.log(days.map((day) => day.toISOString().slice(5, 10)).join(" "), cronstrue.toString(process.argv[2]), "");
JS
env/bin/python - <<'PY'
import itertools
import subprocess
from datetime import datetime, timedelta, timezone

from apscheduler.triggers.cron import CronTrigger
from celery.schedules import crontab
from cron_descriptor import get_description
from croniter import croniter
from cronsim import CronSim

START = datetime(2010, 4, 1, tzinfo=timezone.utc)


def celery(line: str):
    schedule, last = crontab.from_string(line), START
    while True:
        schedule.nowfun = lambda: last
        wait = schedule.remaining_delta(last, tz=timezone.utc)
        last = wait[0] + wait[1]
        yield last


def apscheduler(line: str):
    trigger, day = CronTrigger.from_crontab(line, timezone="UTC"), None
    while True:
        day = trigger.get_next_fire_time(day, START if day is None else day + timedelta(seconds=1))
        yield day


def first(days) -> str:
    return " ".join(f"{day:%m-%d}" for day in itertools.islice(days, 3))


seen = {
    "0 9 1-7 * 1": {
        "croniter": "04-01 04-02 04-03", "croner": "04-01 04-02 04-03", "cronsim": "04-01 04-02 04-03",
        "celery": "04-05 05-03 06-07", "apscheduler": "04-06 05-04 06-01",
    },
    "0 9 */7 * 1": {
        "croniter": "04-01 04-05 04-08", "croner": "04-01 04-05 04-08", "cronsim": "11-01 11-08 11-15",
        "celery": "11-01 11-08 11-15", "apscheduler": "06-01 06-08 06-15",
    },
    "0 9 * * 1": {
        "croniter": "04-05 04-12 04-19", "croner": "04-05 04-12 04-19", "cronsim": "04-05 04-12 04-19",
        "celery": "04-05 04-12 04-19", "apscheduler": "04-06 04-13 04-20",
    },
}
for line, right in seen.items():
    node = subprocess.run(["node", "days.mjs", line], check=True, capture_output=True, text=True).stdout.strip()
    found = {
        "croniter": first(croniter(line, START).all_next(datetime)),
        "croner": node[:17],
        "cronsim": first(CronSim(line, START)),
        "celery": first(celery(line)),
        "apscheduler": first(apscheduler(line)),
    }
    print(line, found, node[18:], get_description(line), sep="\n  ")
    assert found == right
    if "7" in line:
        assert ", or on Monday" in get_description(line) and ", and on Monday" in node
PY
