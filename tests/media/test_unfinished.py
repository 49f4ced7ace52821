"""Uploads that nobody finished go after a day, with their files."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import UploadedFile

from media.models import Attachment
from media.tasks import remove_unfinished_uploads

pytestmark = pytest.mark.django_db


def upload(*, days_ago: int) -> UploadedFile:
    row = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(Attachment), file=ContentFile(b"Hei", name="ohje.txt")
    )
    moment = (timezone.now() - timedelta(days=days_ago)).timestamp()
    os.utime(row.file.path, (moment, moment))
    return row


def test_only_what_is_old_goes() -> None:
    old, new, lost = upload(days_ago=2), upload(days_ago=0), upload(days_ago=0)
    Path(lost.file.path).unlink()
    assert remove_unfinished_uploads.call() == 2
    assert list(UploadedFile.objects.all()) == [new]
    assert (Path(old.file.path).exists(), Path(new.file.path).exists()) == (False, True)
