"""Videos from elsewhere, made safe (row C1 of docs/approval.md).

django-embed-video's own backends take the code of an address unchecked and mark what they build from it
as safe HTML. These take a code only when it consists of the letters that the platform uses, never call
the platform, and render a card that loads the player on a click.
"""

import re
from typing import ClassVar
from urllib.parse import parse_qs, quote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from embed_video.backends import UnknownBackendException, UnknownIdException, VideoBackend, detect_backend


class CheckedBackend(VideoBackend):
    """A backend that checks the whole address and the whole code, and makes no network call."""

    provider: ClassVar[str]
    hosts: ClassVar[frozenset[str]]
    template_name = "components/embedded_video.html"
    allow_https = True
    is_secure = True

    @classmethod
    def is_valid(cls, url: str) -> bool:
        return _host(url) in cls.hosts

    def get_code(self) -> str:
        """Return the video's code; raises UnknownIdException when the address holds none that is safe."""
        code = self.code_of(self._url)
        if code is None:
            raise UnknownIdException
        return code

    @classmethod
    def code_of(cls, url: str) -> str | None:
        """Return the code in *url*, or None. The answer consists of letters, digits, `-` and `_` only."""
        raise NotImplementedError

    @property
    def watch_url(self) -> str:
        """The page of the video at the platform, for the plain link."""
        raise NotImplementedError

    def get_thumbnail_url(self) -> None:
        """None: a still picture fetched from the platform would tell it who looks at the page (G2)."""

    def get_info(self) -> dict[str, str]:
        return {}


class YouTubeBackend(CheckedBackend):
    """YouTube, played from its address without cookies."""

    provider = "YouTube"
    hosts = frozenset(
        {
            "youtube.com",
            "www.youtube.com",
            "m.youtube.com",
            "youtu.be",
            "www.youtu.be",
            "youtube-nocookie.com",
            "www.youtube-nocookie.com",
        }
    )

    @classmethod
    def code_of(cls, url: str) -> str | None:
        parts = urlsplit(_with_scheme(url))
        candidates = []
        if _host(url) in {"youtu.be", "www.youtu.be"}:
            candidates.append(parts.path.strip("/"))
        elif parts.path == "/watch":
            candidates.extend(parse_qs(parts.query).get("v", []))
        elif match := re.fullmatch(r"/(?:embed|live|shorts|v)/([^/]+)/?", parts.path):
            candidates.append(match.group(1))
        return _checked(candidates, r"[\w-]{6,20}")

    def get_url(self) -> str:
        return f"https://www.youtube-nocookie.com/embed/{self.code}?autoplay=1&rel=0"

    @property
    def watch_url(self) -> str:
        return f"https://www.youtube.com/watch?v={self.code}"


class VimeoBackend(CheckedBackend):
    """Vimeo, asked not to track."""

    provider = "Vimeo"
    hosts = frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"})

    @classmethod
    def code_of(cls, url: str) -> str | None:
        match = re.fullmatch(
            r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?(\d+)/?", urlsplit(_with_scheme(url)).path
        )
        return _checked([match.group(1)] if match else [], r"\d{4,15}")

    def get_url(self) -> str:
        return f"https://player.vimeo.com/video/{self.code}?autoplay=1&dnt=1"

    @property
    def watch_url(self) -> str:
        return f"https://vimeo.com/{self.code}"


class FacebookBackend(CheckedBackend):
    """Facebook, which django-embed-video lacks."""

    provider = "Facebook"
    hosts = frozenset({"facebook.com", "www.facebook.com", "m.facebook.com"})

    @classmethod
    def code_of(cls, url: str) -> str | None:
        parts = urlsplit(_with_scheme(url))
        candidates = []
        if parts.path.rstrip("/") == "/watch":
            candidates.extend(parse_qs(parts.query).get("v", []))
        elif (match := re.fullmatch(r"/[\w.-]+/videos/(?:[\w.-]+/)?(\d+)/?", parts.path)) or (
            match := re.fullmatch(r"/reel/(\d+)/?", parts.path)
        ):
            candidates.append(match.group(1))
        return _checked(candidates, r"\d{6,20}")

    def get_url(self) -> str:
        return f"https://www.facebook.com/plugins/video.php?href={quote(self.watch_url, safe='')}&autoplay=true"

    @property
    def watch_url(self) -> str:
        return f"https://www.facebook.com/watch/?v={self.code}"


def validate_video_address(url: str) -> None:
    """Raise ValidationError unless *url* names one video of a platform that we know.

    A validator for models and blocks alike: model validation and translation overrides skip a form field's own.
    """
    try:
        detect_backend(url).get_code()
    except UnknownBackendException:
        raise ValidationError(
            _("We can show videos from YouTube, Vimeo and Facebook. This address is from somewhere else."),
            code="unknown_platform",
        ) from None
    except UnknownIdException:
        raise ValidationError(
            _("This address does not lead to one video. Open the video, and copy the address from there."),
            code="unknown_video",
        ) from None


def _with_scheme(url: str) -> str:
    return url if "://" in url else f"https://{url}"


def _host(url: str) -> str:
    try:
        parts = urlsplit(_with_scheme(url))
        host = parts.hostname or ""
    except ValueError:
        return ""
    # A user name, a port or another scheme in a video's address is somebody trying something.
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or ":" in parts.netloc:
        return ""
    return host.lower()


def _checked(candidates: list[str], pattern: str) -> str | None:
    for candidate in candidates:
        if re.fullmatch(pattern, candidate, re.ASCII):
            return candidate
    return None
