"""A mail server on loopback that counts what it takes: enough of SMTP for the processes of a test."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps each mail with whom it is for. An address that begins with `nobody` does not exist here.

    `before_answer` is called with how many mails there are when one has come in whole, before its sender hears so:
    whoever stops the sender then, stops it where nobody can know whether the mail has gone.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, before_answer: Callable[[int], None] | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.before_answer = before_answer
        self.received: list[tuple[str, Message]] = []
        self.lock = threading.Lock()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def take(self, recipient: str, content: bytes) -> None:
        with self.lock:
            self.received.append((recipient, message_from_bytes(content)))
            number = len(self.received)
        if self.before_answer is not None:
            self.before_answer(number)

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
            if verb == b"DATA":
                self.say("354 go on")
                content = b"".join(iter(self.rfile.readline, b".\r\n"))
                if not content:
                    return
                self.server.take(recipient, content)
            self.say("250 fine")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server(before_answer: Callable[[int], None] | None = None) -> Iterator[MailServer]:
    """Run one in a thread."""
    with MailServer(before_answer) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
