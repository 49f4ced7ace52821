"""What people upload: pictures, documents, sound and video.

The names differ from Wagtail's own Image, Document and Media, whose tables exist beside these and whose
reverse accessors on the user would clash.
"""

from .documents import Attachment
from .images import Picture, Rendition
from .rights import ConsentState, RightsMixin
from .sound_and_video import Recording
from .uses import FileKind, FileUse, UseState

__all__ = [
    "Attachment",
    "ConsentState",
    "FileKind",
    "FileUse",
    "Picture",
    "Recording",
    "Rendition",
    "RightsMixin",
    "UseState",
]
