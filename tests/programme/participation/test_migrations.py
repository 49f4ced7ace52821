"""What migrations fill in."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils import timezone

from programme.participation.models import Announcement, ReleasedMessages

from .sessions import dates_of


def test_messages_that_went_out_are_counted(make_session: Any, partner: Any) -> None:
    (date,) = dates_of(make_session(5))
    now = timezone.now()
    for released_at, refused_at in ((now, None), (now, None), (None, now), (None, None)):
        Announcement.objects.create(
            occurrence=date, partner=partner, text="Hei", released_at=released_at, refused_at=refused_at
        )
    import_module("programme.participation.migrations.0007_released_messages").count(apps, None)
    assert list(ReleasedMessages.objects.values_list("partner", "number")) == [(partner.pk, 2)]
