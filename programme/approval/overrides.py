"""What a translation may put in the place of its source's value: wagtail-localize itself checks nothing (row H7)."""

import json
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.translation import gettext as _
from wagtail.whitelist import check_url
from wagtail_localize.models import OverridableSegment

from media.embeds import validate_video_address
from media.models import FileKind
from media.uses import FileKey, why_not_choose

# The last part of a path names what is chosen there.
CHOSEN_FILES = {"main_image": FileKind.PICTURE, "picture": FileKind.PICTURE, "document": FileKind.ATTACHMENT}


def check_override(*, segment: OverridableSegment, request: HttpRequest) -> None:
    """Raise ValidationError, or ValueError for what is no such request, unless the new value is as safe as a form's.

    Links and addresses are held against the rules of rich text and of the video field; a file must be one that the
    person may choose.
    """
    value = _sent_value(request)
    name = segment.context.path.rpartition(".")[2].strip("'")
    if name in CHOSEN_FILES:
        _check_file(CHOSEN_FILES[name], value, request.user)
    elif isinstance(segment.data, str):
        _check_link(value, was_video=_is_video(segment.data))
    elif type(json.loads(json.dumps(value))) is not type(segment.data):
        raise ValidationError(_("This value is not valid."))


def _sent_value(request: HttpRequest) -> Any:
    if request.content_type == "application/json":
        return json.loads(request.body)["value"]
    if request.content_type == "multipart/form-data":
        fields, _files = MultiPartParser(request.META, BytesIO(request.body), request.upload_handlers).parse()
    else:
        fields = QueryDict(request.body)
    values = fields.getlist("value")
    if len(values) != 1:
        raise ValueError("one value is expected")
    return values[0]


def _check_file(kind: FileKind, value: Any, user: Any) -> None:
    key = FileKey(kind, int(value))
    reason = why_not_choose(user=user, keys=[key])
    if reason:
        raise ValidationError(reason)


def _check_link(value: Any, *, was_video: bool) -> None:
    if not isinstance(value, str):
        raise ValidationError(_("This value is not valid."))
    if was_video:
        validate_video_address(value)
    elif check_url(value) is None:
        raise ValidationError(_("This address cannot be linked to."))


def _is_video(address: str) -> bool:
    try:
        validate_video_address(address)
    except ValidationError:
        return False
    return True
