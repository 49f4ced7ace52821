"""Dates of a page become rows, with an identity that outlives edits."""

from typing import Any

from wagtail.blocks import StreamValue

from programme.catalogue.models import CancellationReason, Occurrence
from programme.catalogue.occurrences import cancel_occurrence
from tests.conftest import date_value, publish


def identities(page: Any) -> list[Any]:
    return list(Occurrence.objects.of_translation_key(page.translation_key).values_list("uuid", flat=True))


def with_ids(page: Any, *dates: tuple[dict[str, Any], str]) -> StreamValue:
    """Dates whose block ids are chosen, as a browser may choose them."""
    block = page.dates.stream_block
    return StreamValue(block, [("date", block.child_blocks["date"].normalize(value), key) for value, key in dates])


def test_a_draft_has_no_occurrences(partner: Any, make_workshop: Any) -> None:
    page = make_workshop(partner, days=(1, 8, 15))
    assert identities(page) == []
    publish(page)
    assert len(identities(page)) == 3


def test_publishing_again_changes_no_identity(partner: Any, make_workshop: Any) -> None:
    page = publish(make_workshop(partner, days=(1, 8)))
    before = identities(page)
    page.title = "Savihiiri"
    page.save_revision()
    publish(page)
    assert identities(page) == before


def test_a_changed_time_keeps_the_identity_and_a_vanished_date_goes(partner: Any, make_workshop: Any) -> None:
    page = publish(make_workshop(partner, days=(1, 8)))
    first, _second = identities(page)
    raw = list(page.dates.raw_data)
    page.dates = with_ids(page, (date_value(1, "19:00", "20:00"), raw[0]["id"]))
    page.save_revision()
    publish(page)
    occurrence = Occurrence.objects.get(translation_key=page.translation_key)
    assert occurrence.uuid == first
    assert f"{occurrence.end - occurrence.start}" == "1:00:00"


def test_publishing_again_does_not_undo_a_cancellation(partner: Any, artist: Any, make_workshop: Any) -> None:
    page = publish(make_workshop(partner))
    occurrence = Occurrence.objects.get(translation_key=page.translation_key)
    assert cancel_occurrence(page=page, occurrence=occurrence, reason=CancellationReason.ILLNESS, by=artist)
    assert not cancel_occurrence(page=page, occurrence=occurrence, reason=CancellationReason.OTHER, by=artist)
    page.save_revision()
    publish(page)
    occurrence.refresh_from_db()
    assert occurrence.cancellation_reason == CancellationReason.ILLNESS


def test_a_block_id_of_another_page_is_a_new_date(partner: Any, other_partner: Any, make_workshop: Any) -> None:
    page = publish(make_workshop(partner))
    thief = make_workshop(other_partner, "Varas", days=())
    thief.dates = with_ids(thief, (date_value(30), page.dates.raw_data[0]["id"]))
    thief.save_revision()
    publish(thief)
    assert len(identities(page)) == 1
    assert len(identities(thief)) == 1
    assert identities(page) != identities(thief)


def test_the_same_block_id_twice_is_two_dates(partner: Any, make_workshop: Any) -> None:
    page = make_workshop(partner, days=())
    page.dates = with_ids(page, (date_value(1), "a" * 36), (date_value(2), "a" * 36))
    page.save_revision()
    publish(page)
    before = identities(page)
    assert len(before) == 2
    page.save_revision()
    publish(page)
    assert identities(page) == before
