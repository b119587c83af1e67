"""Notices by e-mail, one message to each recipient, through any SMTP server."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from open287g.core.errors import Open287gError
from open287g.office.notices.new import Notice
from open287g.office.notices.settings import Mail, Recipient
from open287g.vocabulary.messages import N_, translations

SECONDS = 30
"""For each answer of the server."""

MOST = 200
"""Notices in one message; more are counted, and are in the list of what is due."""

SUBJECT = N_("open287g office: {n} deadlines")
MORE = N_("{n} more: open287g office due")


def message(mail: Mail, to: Recipient, told: Sequence[Notice], now: datetime) -> EmailMessage:
    """The message; the same notices give the same Message-ID, so that a copy is known as one."""
    say = translations(to.language).gettext
    lines = [one.line(to.language) for one in told[:MOST]]
    if len(told) > MOST:
        lines.append(say(MORE).format(n=len(told) - MOST))
    made = EmailMessage()
    made["From"], made["To"] = mail.sender, to.address
    made["Subject"] = say(SUBJECT).format(n=len(told))
    made["Date"] = format_datetime(now)
    made["Message-ID"] = f"<{told[0].id}.{len(told)}@{mail.sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content("\n".join(lines) + "\n")
    return made


def send(mail: Mail, made: EmailMessage) -> None:
    """Hand one message to the server. Raises Open287gError where it is not taken."""
    try:
        with _server(mail) as server:
            if mail.user:
                server.login(mail.user, os.environ.get(mail.password, ""))
            server.send_message(made)
    except (OSError, smtplib.SMTPException) as error:
        what = f"the mail server did not take it ({type(error).__name__})"
        raise Open287gError(what, f"{mail.host}:{mail.port}", "It is tried again at the next pass.") from None


def _server(mail: Mail) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=SECONDS, context=trusted)
    server = smtplib.SMTP(mail.host, mail.port, timeout=SECONDS)
    if mail.security == "starttls":
        server.starttls(context=trusted)
    return server
