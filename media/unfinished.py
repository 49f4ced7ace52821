"""Uploads that somebody began and never gave a title to: Wagtail keeps them, and nobody ever sees them again."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import UploadedFile

KEPT_FOR = timedelta(days=1)


def remove_unfinished() -> int:
    """Remove those of yesterday and before, with their files; return how many."""
    before = timezone.now() - KEPT_FOR
    removed = 0
    for upload in UploadedFile.objects.all():
        try:
            is_old = upload.file.storage.get_modified_time(upload.file.name) <= before
        except FileNotFoundError:
            is_old = True
        if is_old:
            upload.file.delete(save=False)
            upload.delete()
            removed += 1
    return removed
