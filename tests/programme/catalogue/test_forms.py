"""The form of a programme page."""

import json
from datetime import timedelta
from typing import Any

from django.forms import model_to_dict
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, streamfield

from programme.approval.forms import TICKS
from programme.catalogue.models import WorkshopPage


def form_data(page: WorkshopPage, **values: Any) -> dict[str, Any]:
    """What a browser sends when nobody touched the form: days and times as Finns write them."""
    dates = [
        (
            child.block_type,
            {
                "date": f"{child.value['date']:%d.%m.%Y}",
                "start_time": f"{child.value['start_time']:%H:%M}",
                "end_date": "",
                "end_time": f"{child.value['end_time']:%H:%M}",
                "capacity": "",
                "note": child.value["note"],
            },
        )
        for child in page.dates
    ]
    plain = {name: value for name, value in model_to_dict(page).items() if isinstance(value, str | int) and value}
    data = nested_form_data({**plain, "dates": streamfield(dates), "body": streamfield([]), **values})
    data["themes"] = [str(theme.pk) for theme in page.themes.all()]
    for number, child in enumerate(page.dates):
        data[f"dates-{number}-id"] = child.id
    return data


def stored(page: WorkshopPage) -> WorkshopPage:
    """The page as it is read from its revision, where no block has been looked at."""
    return page.get_latest_revision().as_object()


def bound_form(page: WorkshopPage, user: Any, data: dict[str, Any]) -> Any:
    form = WorkshopPage.get_edit_handler().get_form_class()(data, instance=stored(page), for_user=user)
    assert form.is_valid(), form.errors
    return form


def test_dates_that_nobody_touched_are_no_change(partner: Any, artist: Any, make_workshop: Any) -> None:
    page = make_workshop(partner, days=(3, 10))
    assert bound_form(page, artist, form_data(stored(page))).changed_data == []


def test_a_date_that_moved_is_a_change(partner: Any, artist: Any, make_workshop: Any) -> None:
    page = make_workshop(partner, days=(3, 10))
    moved = {"dates-1-value-date": f"{timezone.localdate() + timedelta(days=11):%d.%m.%Y}"}
    assert bound_form(page, artist, form_data(stored(page)) | moved).changed_data == ["dates"]


def test_an_editor_approves_from_the_form(
    partner: Any, artist: Any, editor: Any, make_workshop: Any, client: Any
) -> None:
    page = make_workshop(partner)
    page.get_workflow().start(page, artist)
    client.force_login(editor)
    ticks = json.dumps(dict.fromkeys(TICKS, True))
    decision = {
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": ticks,
    }
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_data(stored(page)) | decision)
    page.refresh_from_db()
    assert page.live
