"""A mail server that keeps count, speaking as much SMTP (RFC 5321) as Django's client needs."""

import email
import socketserver
import threading
from collections import Counter
from email.policy import default


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        office: PostOffice = self.server  # type: ignore[assignment]  # it is the only server of this handler
        recipients: list[str] = []
        self._say("220 post office")
        while line := self.rfile.readline():
            command = line.decode(errors="replace").strip()
            verb = command[:4].upper()
            if verb == "QUIT":
                self._say("221 bye")
                return
            if verb == "DATA":
                self._say("354 go on")
                office.take(recipients, self._letter())
                recipients = []
            elif verb == "RCPT":
                recipients.append(command.partition("<")[2].partition(">")[0])
            self._say("250 ok")

    def _letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in {b"", b".\r\n"}:
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class PostOffice(socketserver.ThreadingTCPServer):
    """Listens on a free port of the loopback address from the moment it is entered; counts what it took."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self._lock = threading.Lock()
        # By Message-ID, and by recipient and subject: a letter is a copy if both are the same.
        self.by_identity: Counter[str] = Counter()
        self.by_recipient: Counter[tuple[str, str]] = Counter()
        self.thread = threading.Thread(target=self.serve_forever, daemon=True)
        self.thread.start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def take(self, recipients: list[str], letter: bytes) -> None:
        """Count one letter."""
        message = email.message_from_bytes(letter, policy=default)
        with self._lock:
            self.by_identity[str(message["Message-ID"])] += 1
            for recipient in recipients:
                self.by_recipient[recipient, str(message["Subject"])] += 1
