"""Jobs of the media room."""

from crontask import cron
from django.tasks import task

from . import unfinished
from .models import Picture
from .renditions import make_renditions as make


@task(backend="jobs")
def make_renditions(image_id: int) -> int:
    """Make the renditions of a new picture; 0 if it is gone by now."""
    image = Picture.objects.filter(pk=image_id).first()
    return make(image) if image else 0


@cron("50 3 * * *")
@task(backend="jobs")
def remove_unfinished_uploads() -> int:
    """Remove uploads that nobody finished."""
    return unfinished.remove_unfinished()
