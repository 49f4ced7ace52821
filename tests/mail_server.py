"""A mail server on loopback that counts what it takes: as much of SMTP (RFC 5321) as the senders of tests need."""

import socketserver
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default
from enum import Enum
from typing import Any


class Moment(Enum):
    """When a sender can be stopped."""

    # The server knows for whom a mail will be, and has nothing of it.
    ADDRESSED = "addressed"
    # The server has a mail whole, and its sender has not heard so.
    WHOLE = "whole"


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps each mail with whom it is for. An address that begins with `nobody` does not exist here.

    *meanwhile* is called at each moment of each mail, with how many have come to it so far.
    """

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, meanwhile: Callable[[Moment, int], None] | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.meanwhile = meanwhile
        self.received: list[tuple[str, Message]] = []
        # What it says of whole mails to somebody, if not that they are fine.
        self.answers: dict[str, str] = {}
        # For whom were mails that broke off before their end.
        self.broken_off: list[str] = []
        self.moments: Counter[Moment] = Counter()
        self.lock = threading.Lock()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def recipients(self) -> set[str]:
        """Those who have a mail."""
        return {recipient for recipient, _mail in list(self.received)}

    def come_to(self, moment: Moment) -> None:
        with self.lock:
            self.moments[moment] += 1
            number = self.moments[moment]
        if self.meanwhile is not None:
            self.meanwhile(moment, number)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that was killed is no news."""


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        recipient = ""
        self.say("220 ready")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"QUIT":
                self.say("221 bye")
                return
            if verb == b"RCPT":
                recipient = line.partition(b"<")[2].partition(b">")[0].decode()
                if recipient.startswith("nobody"):
                    self.say(f"550 5.1.1 <{recipient}>: there is no such mailbox")
                    continue
                self.server.come_to(Moment.ADDRESSED)
            if verb == b"DATA":
                self.say("354 go on")
                content = self.content()
                if content is None:
                    self.server.broken_off.append(recipient)
                    return
                if answer := self.server.answers.get(recipient):
                    self.say(answer)
                    continue
                self.server.received.append((recipient, message_from_bytes(content, policy=default)))
                self.server.come_to(Moment.WHOLE)
            self.say("250 fine")

    def content(self) -> bytes | None:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                return b"".join(lines)
            lines.append(line.removeprefix(b"."))
        return None

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server(meanwhile: Callable[[Moment, int], None] | None = None) -> Iterator[MailServer]:
    """Run one in a thread."""
    with MailServer(meanwhile) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
