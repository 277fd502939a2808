"""A real mail server on loopback for tests: what it was sent, and how it answers where a test wants it otherwise."""

import datetime
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.browser.conftest import free_port

PASSWORD = "only for this test"


@dataclass
class Box:
    """What was delivered, and whom the server refuses. ``hold``: it answers nothing to a letter until that is set."""

    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)  # an address: the answer to it
    answers: dict[str, str] = field(default_factory=dict)  # an address: the answer to a letter for it
    hold: threading.Event | None = None
    held: threading.Event = field(default_factory=threading.Event)  # a letter is there and not answered

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        to = envelope.rcpt_tos[0]
        if to in self.answers:
            return self.answers[to]
        if self.hold is not None:
            self.held.set()
            await server.loop.run_in_executor(None, self.hold.wait, 300)
        letter = message_from_bytes(envelope.content, policy=default)
        self.letters.append((to, letter))
        return "250 delivered"

    @property
    def to(self) -> list[str]:
        return [to for to, _ in self.letters]


@contextmanager
def serving(box: Box, certificate: Path | None = None, *, from_the_first: bool = False, sign_in: bool = False):
    """The port of a server; with a ``certificate`` it has STARTTLS, or is encrypted ``from_the_first`` byte on."""
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    asked: dict = {"enable_SMTPUTF8": True}
    if context and not from_the_first:
        asked |= {"tls_context": context, "require_starttls": True}
    if sign_in:
        asked |= {"authenticator": _known, "auth_required": True, "auth_require_tls": not from_the_first}
    port = free_port()
    running = Controller(box, hostname="127.0.0.1", port=port, ssl_context=context if from_the_first else None, **asked)
    running.start()
    try:
        yield port
    finally:
        running.stop()


def _known(server, session, envelope, mechanism, given):
    return AuthResult(handled=False, success=given.login == b"oxdash" and given.password == PASSWORD.encode())


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 with its key in one file, which vouches for itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tests")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    held = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "server.pem"
    path.write_bytes(held + made.public_bytes(serialization.Encoding.PEM))
    return path
