"""How a setting names those in front of the server: addresses, networks, or the socket file."""

import ipaddress

SOCKET = "unix"  # how a peer is named that came through a socket file, and how the settings name it


def named(text: str) -> tuple[str, ...]:
    """The proxies of a setting: addresses, networks or ``unix``, with commas between. ValueError says which is none."""
    found = tuple(one.strip() for one in text.split(",") if one.strip())
    for one in found:
        if one != SOCKET:
            ipaddress.ip_network(one, strict=False)
    return found
