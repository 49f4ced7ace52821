"""Jobs of the media room."""

from django.tasks import task

from .models import Picture
from .renditions import make_renditions as make


@task(backend="jobs")
def make_renditions(image_id: int) -> int:
    """Make the renditions of a new picture; 0 if it is gone by now."""
    image = Picture.objects.filter(pk=image_id).first()
    return make(image) if image else 0
