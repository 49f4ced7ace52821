"""SMTP that says when a mail is about to be the server's: no later moment can be told from the outside.

A mail is the server's once it has the line that ends it (RFC 5321, 4.1.1.4). A sender that is killed before has sent
nothing; one that is killed after has sent it, whether or not it heard the answer. So the outbox notes just before that
line that the mail is handed over, and nobody sends it again.
"""

import smtplib
import socket
from collections.abc import Callable
from typing import Any

from django.core.mail.backends import smtp

_END = b".\r\n"
# Seconds: longer than EMAIL_TIMEOUT, since a server looks for viruses then (RFC 5321, 4.5.3.2.6).
ANSWER_WITHIN = 60


class _NotingBeforeTheEnd:
    """Goes before a class of smtplib."""

    before_the_end: Callable[[], None] | None = None

    def send(self, content: Any) -> None:
        """Send bytes; the last line of a mail alone, after `before_the_end`."""
        if self.before_the_end is not None and isinstance(content, bytes) and content.endswith(b"\r\n" + _END):
            # Or the short last line would wait for the server to acknowledge the rest.
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # type: ignore[attr-defined]
            super().send(content.removesuffix(_END))  # type: ignore[misc]
            try:
                self.before_the_end()
            except BaseException:
                # A mail that breaks off is none; a polite QUIT would become part of it.
                self.close()  # type: ignore[attr-defined]
                raise
            self.sock.settimeout(ANSWER_WITHIN)  # type: ignore[attr-defined]
            content = _END
        super().send(content)  # type: ignore[misc]


class _Plain(_NotingBeforeTheEnd, smtplib.SMTP):
    pass


class _Encrypted(_NotingBeforeTheEnd, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """Django's, with `before_the_end`: called before each mail's last line; may write to the database.

    What it raises keeps that mail from the server.
    """

    before_the_end: Callable[[], None] | None = None

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _Encrypted if self.use_ssl else _Plain

    def open(self) -> bool | None:
        opened: bool | None = super().open()
        connection: Any = self.connection
        if connection is not None:
            connection.before_the_end = self.before_the_end
        return opened
