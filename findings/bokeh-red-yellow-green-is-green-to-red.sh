#!/usr/bin/env bash
# "RdYlGn" gives the lowest figure red in five libraries, and green in the sixth, under the same name.
#
# Packages: bokeh 3.9.2; matplotlib 3.11.2, plotly 7.1.0; chroma-js 3.2.0, d3-scale-chromatic 3.1.1, vega-scale 8.1.3
# (npm).
# A good engineer would guess: ColorBrewer's palettes are known by names that say their order, Red, Yellow, Green; and
# a mapper gives the first colour to the least figure, everywhere. What happens: bokeh keeps all of ColorBrewer's from
# the far end, RdYlGn from green to red, and Blues from dark to light, beside Viridis and Turbo that run as
# elsewhere; linear_cmap gives the first one to the least. So who moves a chart of scores, or tries another palette in
# place, has the colours turned round, legend and all: nothing in the picture contradicts itself.
# Seen on 2026-11-30, first and last of RdYlGn with eleven colours:
#   bokeh                                     #006837 (green), #a50026 (red)
#   matplotlib, plotly, chroma-js, d3, vega   #a50026 (red), #006837 (green)
#   Viridis, bokeh and matplotlib alike: #440154 first
# Who is hurt: red, amber, green of a performance report: the worst service is the greenest.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check bokeh==3.9.2 matplotlib==3.11.2 plotly==7.1.0
npm install --silent --no-fund --no-audit --prefix "$work" chroma-js@3.2.0 d3-scale-chromatic@3.1.1 vega-scale@8.1.3
env/bin/python - <<'PY'
from bokeh import palettes
from bokeh.transform import linear_cmap
from matplotlib import colormaps
from matplotlib.colors import to_hex
from plotly.colors import diverging, unlabel_rgb

red, green = "#a50026", "#006837"
mapper = linear_cmap("score", "RdYlGn11", low=0, high=100).transform
said = {
    "bokeh": (palettes.RdYlGn11[0], palettes.RdYlGn11[-1]),
    "bokeh's linear_cmap": (mapper.palette[0], mapper.palette[-1]),
    "matplotlib": (to_hex(colormaps["RdYlGn"](0.0)), to_hex(colormaps["RdYlGn"](1.0))),
    "plotly": tuple("#%02x%02x%02x" % tuple(map(int, unlabel_rgb(diverging.RdYlGn[at]))) for at in (0, -1)),
}
for name, ends in said.items():
    print(f"{name:<20}", *ends)
assert said["bokeh"] == said["bokeh's linear_cmap"] == (green, red)
assert said["matplotlib"] == said["plotly"] == (red, green)
print("viridis", palettes.Viridis11[0], to_hex(colormaps["viridis"](0.0)))
assert palettes.Viridis11[0] == to_hex(colormaps["viridis"](0.0)) == "#440154"
PY
cat > palettes.mjs <<'JS'
import assert from "node:assert";
import chroma from "chroma-js";
import { interpolateRdYlGn, schemeRdYlGn } from "d3-scale-chromatic";
import { scheme } from "vega-scale";
const said = {
  chroma: chroma.scale("RdYlGn").colors(11),
  d3: schemeRdYlGn[11],
  "d3, interpolated": [interpolateRdYlGn(0), interpolateRdYlGn(1)],
  vega: [scheme("redyellowgreen")(0), scheme("redyellowgreen")(1)],
};
for (const name in said) {
  const ends = [said[name][0], said[name].at(-1)].map((colour) => chroma(colour).hex());
  console.log(name.padEnd(20), ...ends);
  assert.deepEqual(ends, ["#a50026", "#006837"]);
}
JS
node palettes.mjs
