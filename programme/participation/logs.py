"""Keeps signed links out of every log: whoever reads a log must not be able to take part, or delete, as somebody else.

Django names the address of what it refuses, gunicorn that of each request and of each failure. Whichever logger,
handler and format somebody sets up, all of them start from a record, so that is where the link is taken out.
"""

import logging
import re
from collections.abc import Callable
from typing import Any

# In Finnish and in English, as residents.urls has them; with what follows, up to the end of the address.
_LINKS = re.compile(r"/(osallistuminen|taking-part)/[^\s\"'<>?#]+")


def without_links(text: str) -> str:
    """Return *text* with each signed link cut short."""
    return _LINKS.sub(r"/\1/…", text)


def keep_links_out_of_logs() -> None:
    """Make every record without them; called once, when the app registry is ready."""
    make: Callable[..., logging.LogRecord] = logging.getLogRecordFactory()

    def make_without_links(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        try:
            message = record.getMessage()
        except Exception:  # a mistake in a call of the logger is for its handler to tell
            return record
        if _LINKS.search(message):
            record.msg, record.args = without_links(message), None
        return record

    logging.setLogRecordFactory(make_without_links)
