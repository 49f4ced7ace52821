"""Videos from elsewhere: only a code that is safe becomes an address (row C1)."""

import pytest
from django.core.exceptions import ValidationError
from embed_video.backends import detect_backend

from media.embeds import validate_video_address


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ?t=3", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://www.youtube.com/live/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871"),
        ("https://www.facebook.com/virikery/videos/1234567890/", "https://www.facebook.com/plugins/video.php"),
    ],
)
def test_known_addresses(address: str, player: str) -> None:
    validate_video_address(address)
    assert detect_backend(address).url.split("?")[0] == player


@pytest.mark.parametrize(
    "address",
    [
        'https://www.youtube.com/watch?x=1&v="></iframe><script>alert(1)</script>',
        "https://www.youtube.com/watch?v=../../evil",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://user@youtube.com/watch?v=dQw4w9WgXcQ",
        "javascript:alert(1)//youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.facebook.com/groups/1234567890",
        "https://example.org/video.mp4",
        "https://www.youtube.com/",
        "https://[broken",
    ],
)
def test_anything_else_is_refused_with_words(address: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_video_address(address)
    assert str(refused.value.messages[0])
