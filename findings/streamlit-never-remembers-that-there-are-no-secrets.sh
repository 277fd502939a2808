#!/usr/bin/env bash
# An app without secrets looks for them on the disk again at every question, one thread at a time.
#
# Packages: streamlit 1.67.0.
# A good engineer would guess: st.secrets and st.user are read once and then lie in memory; asking in every part of a
# page who is signed in costs nothing. That holds where there is a secrets.toml. Where there is none, nothing is kept:
# each question to st.secrets, and each look at st.user (which asks whether there is a section for sign-in), opens both
# places where the file may lie, while a lock is held that every other page waits for. An empty file is enough to end it.
# Seen on 2026-11-30, places opened in a rerun of a page that asks st.secrets ten times and st.user ten times:
#   no secrets.toml        40
#   an empty secrets.toml   0
# Who is hurt: a dashboard open to all, without sign-in, with many readers: pages of all of them queue at that lock.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check streamlit==1.67.0
cat > page.py <<'PY'
import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

for _ in range(10):
    try:
        st.secrets.get("auth")
    except StreamlitSecretNotFoundError:
        pass
    st.user.to_dict()
PY
cat > ask.py <<'PY'
import sys

from streamlit.testing.v1 import AppTest

opened = 0


def watch(event, args):
    global opened
    if event == "open" and str(args[0]).endswith("secrets.toml"):
        opened += 1


app = AppTest.from_file("page.py").run()
assert not app.exception
sys.addaudithook(watch)
assert not app.run().exception
print(opened)
PY
mkdir -p home
export HOME="$work/home"
none=$(env/bin/python ask.py 2>/dev/null)
mkdir -p .streamlit
: > .streamlit/secrets.toml
empty=$(env/bin/python ask.py 2>/dev/null)
echo "no secrets.toml: $none; an empty one: $empty"
test "$none" = 40
test "$empty" = 0
