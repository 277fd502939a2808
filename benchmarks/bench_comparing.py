"""Adding other areas' figures against `pandas.read_csv` of the same, and what they add to a page, in one run.

Run it with ``python -m benchmarks.bench_comparing``. Promised: added (read, checked, written) within 3 times the plain
reading of 150 areas, 200 indicators and 10 years; a target's page no more than a fifth dearer. Figures are made up.
"""

import io
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from oxdash import access
from oxdash.comparators.layout import About
from oxdash.documents import target
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.judging.on_record import load_register
from oxdash.judging.position import Position, load
from oxdash.settings import HOME, Settings
from oxdash.submissions import adding_comparators as adding
from tests import other_areas

AREAS, INDICATORS, YEARS = 150, 200, 10
CODE, TIMES = "NI 192", 7


def published() -> bytes:
    """The file, in our layout, with confidence limits."""
    rng = np.random.default_rng(1)
    values = np.round(rng.random(AREAS * INDICATORS * YEARS) * 100, 1)
    codes = [CODE, *(f"X {n}" for n in range(1, INDICATORS))]
    areas = [*other_areas.NEIGHBOURS, "Oxfordshire", *(f"Area {n}" for n in range(AREAS - 9))]
    years = [f"{year}/{(year + 1) % 100:02d}" for year in range(2000, 2000 + YEARS)]
    keys = pd.MultiIndex.from_product([codes, areas, years], names=["Indicator", "Area", "Period"])
    frame = pd.DataFrame({"Value": values, "Lower": values - 1, "Upper": values + 1}, index=keys).reset_index()
    return frame.to_csv(index=False).encode()


def seconds(*asked: Callable[[], object]) -> list[float]:
    """The least that each takes, by turns: what else the machine does then comes to all of them."""
    taken: list[list[float]] = [[] for _ in asked]
    for _ in range(TIMES):
        for what, times in zip(asked, taken, strict=True):
            begun = time.perf_counter()
            what()
            times.append(time.perf_counter() - begun)
    return [min(times) for times in taken]


def page(position: Position) -> None:
    target.page(Standing(position, Edition("2009-10 Q4")), CODE)


def main() -> None:
    data = published()
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        shutil.copytree(HOME / "data" / "quarterly", at / "quarterly")
        (at / "register.xlsx").write_bytes(other_areas.register(indicators_compared=[]))
        settings = Settings(data=at, local=True, log_key_file=at / "log.key")
        register, now = load_register(at), datetime.now(UTC)
        about = About(title="Figures", publisher="Nobody", published_on=date(2010, 1, 1))
        asked = adding.Asked("figures.csv", data, about, replace=True)
        bare = load(at, date(2010, 7, 22))
        who = access.on_command_line("", now)
        added, plain = seconds(
            lambda: adding.add(asked, register, who, settings, now), lambda: pd.read_csv(io.BytesIO(data))
        )
        full = load(at, date(2010, 7, 22))
        assert len(full.comparators) == AREAS * YEARS, full.not_compared
        without, beside = seconds(lambda: page(bare), lambda: page(full))
    print(f"adding {AREAS * INDICATORS * YEARS:,} figures: {added / plain:.2f} times pandas.read_csv (promised: 3)")
    print(f"a target's page with them: {beside / without:.2f} times the page without (promised: 1.2)")


if __name__ == "__main__":
    main()
