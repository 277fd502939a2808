"""The mail server: reached, made to prove who it is, signed in at. What goes wrong is told in a sentence."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from ipaddress import ip_address

from oxdash.settings import MailSecurity, Settings
from oxdash.storage import write_once
from oxdash.vocabulary.cannot_be import CannotBe
from oxdash.vocabulary.safe_text import one_line

_LONGEST_ANSWER = 200  # characters of what a mail server says
LONGEST_PASSWORD = 10_000  # bytes of the file of one


class CannotSend(CannotBe):
    """No letter can be sent at all; the text says why and what to do."""


def ready(settings: Settings) -> None:
    """CannotSend where the settings do not say how letters are sent, or say it so that others could listen."""
    missing = [f"OXDASH_{name.upper()}" for name in ("mail_host", "mail_from") if not getattr(settings, name)]
    if missing:
        raise CannotSend(
            f"No letter was sent, for none has been set up: {' and '.join(missing)} must be set, as docs/deployment.md "
            "shows. To see the letters, use --dry-run."
        )
    if settings.mail_security == MailSecurity.NONE and (settings.mail_user or not _here(settings.mail_host)):
        raise CannotSend(
            "No letter was sent: OXDASH_MAIL_SECURITY is none, which is for a mail server on this machine that asks "
            "for no sign-in. Set it to starttls or tls."
        )


@contextmanager
def connected(settings: Settings) -> Iterator[smtplib.SMTP]:
    """The mail server, greeted, and signed in at where the settings say so; CannotSend says what went wrong."""
    host, port, wait = settings.mail_host, settings.mail_port, settings.mail_seconds
    where = f"The mail server {one_line(host)}, port {port},"
    try:
        if settings.mail_security == MailSecurity.TLS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=wait, context=ssl.create_default_context())
        else:
            server = smtplib.SMTP(host, port, timeout=wait)
    except ssl.SSLError as error:
        raise _unproved(where, error) from error
    except (OSError, smtplib.SMTPException) as error:
        raise CannotSend(f"{where} could not be reached: {why(error)}.") from error
    except UnicodeError as error:  # before anything is asked for it
        raise CannotSend(f"{where} has a name that no machine has. Look at OXDASH_MAIL_HOST.") from error
    with closing(server):
        try:
            if settings.mail_security == MailSecurity.STARTTLS:
                server.starttls(context=ssl.create_default_context())
            server.ehlo_or_helo_if_needed()
            if settings.mail_user:
                server.login(settings.mail_user, _password(settings))
        except smtplib.SMTPAuthenticationError as error:
            raise CannotSend(f"{where} refused the sign-in: {answered(error.smtp_code, error.smtp_error)}") from error
        except smtplib.SMTPNotSupportedError as error:
            what = "no sign-in" if settings.mail_user and server.has_extn("starttls") else "no STARTTLS"
            raise CannotSend(f"{where} offers {what}. Look at OXDASH_MAIL_SECURITY and OXDASH_MAIL_PORT.") from error
        except ssl.SSLError as error:
            raise _unproved(where, error) from error
        except (OSError, smtplib.SMTPException) as error:
            raise CannotSend(f"{where} stopped answering: {why(error)}.") from error
        try:
            yield server
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()


def _unproved(where: str, error: ssl.SSLError) -> CannotSend:
    return CannotSend(f"{where} did not prove who it is ({one_line(str(error.reason or error))}).")


def _password(settings: Settings) -> str:
    if settings.mail_password_file is None:
        raise CannotSend("No letter was sent: OXDASH_MAIL_USER signs in, and OXDASH_MAIL_PASSWORD_FILE names no file.")
    try:
        found = write_once.read(settings.mail_password_file.resolve(), LONGEST_PASSWORD).decode().strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotSend(
            f"No letter was sent: the file that OXDASH_MAIL_PASSWORD_FILE names cannot be read ({why(error)})."
        ) from error
    if not f"{settings.mail_user}{found}".isascii():  # Python's smtplib sends no other
        raise CannotSend(
            "No letter was sent: the name and the password that sign in at the mail server may have letters of ASCII "
            "alone (no £, no umlaut). Have another given."
        )
    return found


def _here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def answered(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"The mail server answered {code}: {one_line(' '.join(words.split()))[:_LONGEST_ANSWER].rstrip('.')}."


def stopped(error: Exception) -> str:
    return f"The mail server stopped answering: {why(error)}."


def why(error: Exception) -> str:
    """A few words on what went wrong with a file or a connection."""
    said = "" if isinstance(error, smtplib.SMTPServerDisconnected) else getattr(error, "strerror", None) or str(error)
    return one_line(" ".join(said.split())).rstrip(".").lower() or "it ended the connection, or took too long"
