#!/usr/bin/env bash
# What a button did is done, but the assignment that remembers it is dropped: writing to st.session_state ends a run.
#
# Packages: streamlit 1.67.0, websockets 17.4.
# A good engineer would guess: a run that another press has overtaken is ended where it draws something, so that
# `st.session_state["receipt"] = pay()` stores what pay() gave once pay() has come back; at worst nothing is drawn of it.
# In fact the write asks first whether the run is over, and where anything at all was pressed meanwhile it raises before
# it writes: pay() has paid, and the next run knows nothing of it. With fastReruns as it is by default and without it
# alike. An object that was looked up before pay() and is changed after it keeps the receipt: that asks nobody.
# Seen on 2026-12-01, "Pay" pressed, and "Help" while it paid, then what the page says at the end:
#   fastReruns   st.session_state["receipt"] = pay()   kept = st.session_state["kept"]; kept["receipt"] = pay()
#   true         paid 1, receipt None                  paid 1, receipt yes
#   false        paid 1, receipt None                  paid 1, receipt yes
# Who is hurt: whoever has an app write something down for good at a press and say what came of it: impatient people press
# again, and are told nothing, or do it twice.
set -euo pipefail
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export HOME="$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check streamlit==1.67.0 websockets==17.4
cat > page.py <<'PY'
import sys
import time
from pathlib import Path

import streamlit as st

ledger = Path("ledger")


def pay():
    time.sleep(2)
    with ledger.open("a") as file:
        file.write("paid\n")
    return "yes"


kept = st.session_state.setdefault("kept", {})
st.button("Help")
if st.button("Pay"):
    if "object" in sys.argv:
        kept["receipt"] = pay()
    else:
        st.session_state["receipt"] = pay()
receipt = kept.get("receipt") or st.session_state.get("receipt")
st.text(f"paid {len(ledger.read_text().split())}, receipt {receipt}")
PY
cat > press.py <<'PY'
import asyncio
import sys

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

buttons, said = {}, []


async def hear(socket, seconds):
    """Everything the server says until it has been silent so long."""
    while True:
        try:
            message = ForwardMsg.FromString(await asyncio.wait_for(socket.recv(), seconds))
        except asyncio.TimeoutError:
            return
        element = message.delta.new_element
        if element.WhichOneof("type") == "button":
            buttons[element.button.label] = element.button.id
        if element.WhichOneof("type") == "text":
            said.append(element.text.body)


def press(label=None):
    message = BackMsg()
    message.rerun_script.query_string = ""
    if label:
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = buttons[label], True
    return message.SerializeToString()


async def main():
    async with websockets.connect(f"ws://127.0.0.1:{sys.argv[1]}/_stcore/stream", max_size=None) as socket:
        await socket.send(press())
        while "Pay" not in buttons or not said:
            await hear(socket, 1)
        await socket.send(press("Pay"))
        await asyncio.sleep(1)
        await socket.send(press("Help"))
        await hear(socket, 5)
        await socket.send(press())  # the page as it stands once all is over
        await hear(socket, 5)
    print(said[-1])


asyncio.run(main())
PY
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
for fast in true false; do
    for how in state object; do
        : > ledger
        env/bin/streamlit run page.py --server.port "$port" --server.address 127.0.0.1 --server.headless true \
            --browser.gatherUsageStats false --runner.fastReruns "$fast" -- "$how" > /dev/null 2>&1 &
        server=$!
        until python3 -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$port/_stcore/health')" 2> /dev/null; do
            kill -0 "$server"
            sleep 0.5
        done
        found=$(env/bin/python press.py "$port")
        kill "$server"
        wait "$server" 2> /dev/null || true
        server=
        echo "fastReruns $fast, $how: $found"
        case "$how" in
            state) test "$found" = "paid 1, receipt None" ;;
            object) test "$found" = "paid 1, receipt yes" ;;
        esac
    done
done
