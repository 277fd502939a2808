#!/usr/bin/env bash
# Every link of an Atom entry comes out as the way to the entry itself: what it leads to, and of which type, is gone.
#
# Package: feedgen 1.0.0 (read back by feedparser 6.0.14).
# A good engineer would guess: entry.link(href=..., rel="enclosure", type="text/csv") is in the feed as it was given, as
# a link of the feed itself is, and as entry.link() says when asked. What happens: of an entry only the address comes out. In
# Atom a link without rel is the alternate: so the data file, the licence and the correction of a publication are
# all said to be the publication, and a reader that takes the last alternate opens the CSV in place of the page.
# In RSS, made by the same call, the enclosure is one.
# Seen on 2026-11-30:
#   feed's own link, in Atom    <link href="https://example.org/feed" rel="self" type="application/atom+xml"/>
#   entry's links, in Atom      <link href="https://example.org/paper"/>  <link href="https://example.org/figures.csv"/>
#   asked of the entry          [..., {'href': 'https://example.org/figures.csv', 'rel': 'enclosure', 'type': 'text/csv'}]
#   in RSS                      <enclosure url="https://example.org/figures.csv" length="0" type="text/csv"/>
#   feedparser, entry.link      https://example.org/figures.csv
# Who is hurt: whoever subscribes to what a council publishes: the headline opens a file of figures.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check feedgen==1.0.0 feedparser==6.0.14
env/bin/python - <<'PY'
import feedparser
from feedgen.feed import FeedGenerator

feed = FeedGenerator()
feed.id("https://example.org/feed")
feed.title("Published positions")
feed.description("Published positions")
feed.author(name="A council")
feed.updated("2010-07-22T09:30:00Z")
feed.link(href="https://example.org/feed", rel="self", type="application/atom+xml")
entry = feed.add_entry()
entry.id("https://example.org/paper")
entry.title("Position of a quarter")
entry.updated("2010-07-22T09:30:00Z")
entry.link(href="https://example.org/paper", rel="alternate", type="text/html")
entry.link(href="https://example.org/figures.csv", rel="enclosure", type="text/csv")
atom, rss = feed.atom_str(pretty=True).decode(), feed.rss_str(pretty=True).decode()
links = [line.strip() for line in atom.splitlines() if "<link" in line]
print(*links, sep="\n")
print(entry.link())
print(*(line.strip() for line in rss.splitlines() if "enclosure" in line))
read = feedparser.parse(atom).entries[0]
print("feedparser:", read.link)
assert 'rel="self"' in links[0] and 'type="application/atom+xml"' in links[0]
assert links[1:] == ['<link href="https://example.org/paper"/>', '<link href="https://example.org/figures.csv"/>']
assert {"href": "https://example.org/figures.csv", "rel": "enclosure", "type": "text/csv"} in entry.link()
assert '<enclosure url="https://example.org/figures.csv" length="0" type="text/csv"/>' in rss
assert read.link == "https://example.org/figures.csv"
PY
