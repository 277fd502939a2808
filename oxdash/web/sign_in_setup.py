"""Whether a sign-in is set up, and safely: section [auth] of .streamlit/secrets.toml, as Streamlit reads it.

Who is signed in stands in a cookie that is signed with the cookie secret: whoever knows or guesses that signs in as
anybody. So no sign-in counts with a secret that is too short, and the program says so.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit import config
from streamlit.errors import StreamlitSecretNotFoundError

from oxdash.vocabulary import wording
from oxdash.vocabulary.addresses import place

SHORTEST = 32  # characters of a cookie secret
NEEDED = ("redirect_uri", "client_id", "client_secret", "server_metadata_url")


@dataclass(frozen=True)
class SignIn:
    """``configured`` where somebody meant to set one up; ``fault`` says why it is not believed, in a sentence.

    ``lacking`` are the keys without which nobody can sign in; ``address`` is the one that people use (scheme and host).
    """

    configured: bool = False
    fault: str | None = None
    lacking: tuple[str, ...] = ()
    address: str | None = None

    def told(self) -> list[str]:
        """What has to be put right before anybody can sign in, in sentences."""
        said = [self.fault] if self.fault else []
        if self.lacking:
            said.append(
                f"Nobody can sign in: .streamlit/secrets.toml does not say what {wording.listed(self.lacking)} "
                f"{'is' if len(self.lacking) == 1 else 'are'}. Ask your sign-in's provider, then start the server anew."
            )
        return said


def settle() -> None:
    """Have Streamlit remember that there are no secrets, where there are none, as it remembers those it has read.

    Else it looks for the files whenever it is asked, and every page asks several times, one thread at a time.
    """
    try:
        st.secrets.get("auth")
    except StreamlitSecretNotFoundError:
        if not files():
            st.secrets.merge_programmatic_secrets({})
    except (OSError, UnicodeDecodeError):
        return  # what cannot be read is asked for again, and said to be a fault each time


def as_it_stands() -> SignIn:
    """What Streamlit has been told, or would be: it reads the file once, when it first needs it."""
    try:
        auth = st.secrets["auth"]
    except KeyError:
        return SignIn()
    except StreamlitSecretNotFoundError:
        return _unread() if files() else SignIn()
    except (OSError, UnicodeDecodeError):
        return _unread()
    if not isinstance(auth, Mapping):
        return _unread()
    return judged(auth, otherwise=config.get_option("server.cookieSecret"))


def judged(auth: Mapping[str, object], *, otherwise: object = "") -> SignIn:
    """A section [auth] as it stands; ``otherwise`` is the secret that signs cookies where it names none."""
    secret = auth.get("cookie_secret", otherwise)
    fault = None
    if not isinstance(secret, str) or len(secret.strip()) < SHORTEST:
        fault = (
            f"The sign-in's cookie_secret has fewer than {SHORTEST} characters, so no sign-in counts: anybody could "
            "make one up. Put a random one into .streamlit/secrets.toml, made with: "
            'python -c "import secrets; print(secrets.token_hex(32))". Then start the server anew.'
        )
    own = auth.get("default")  # Streamlit takes a section [auth.default] in place of these keys, but for redirect_uri
    named = {key: (own if isinstance(own, Mapping) and key != "redirect_uri" else auth).get(key) for key in NEEDED}
    lacking = tuple(
        key for key, value in named.items() if not isinstance(value, str) or not value.strip() or "YOUR-" in value
    )
    return SignIn(True, fault, lacking, _origin(auth.get("redirect_uri")))


def _origin(address: object) -> str | None:
    said = place(address if isinstance(address, str) else "")
    return f"{said.scheme}://{said.netloc}" if said.scheme and said.netloc else None


def files() -> list[str]:
    """The files that Streamlit reads its secrets from, those that there are; a link that leads nowhere is one."""
    return [path for path in config.get_option("secrets.files") if os.path.lexists(path)]


def _unread() -> SignIn:
    where = " or ".join(files()) or "its file"
    fault = (
        f"The sign-in's secrets could not be read from {where}, so no sign-in counts. Write them as "
        ".streamlit/secrets.example.toml shows, readable for the program, then start the server anew."
    )
    return SignIn(True, fault)
