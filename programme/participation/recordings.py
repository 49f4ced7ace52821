"""Live becomes recording: the page of a session becomes the page of its video."""

from datetime import datetime
from typing import Any


def has_recording(page: Any, *, after: datetime) -> bool:
    """Has *page* a video, and was it published after the session? One that was there before is no recording of it."""
    if page is None or not page.live or page.last_published_at is None or page.last_published_at <= after:
        return False
    return any(block["type"] == "video" for block in page.body.raw_data)
