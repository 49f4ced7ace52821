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


def test_a_note_is_in_the_language_of_the_page(partner: Any, make_workshop: Any, client: Any) -> None:
    finnish = make_workshop(partner, "Kettu", days=())
    dates = ((date_value(3, note="viitottu"), "a"), (date_value(4), "b"))
    finnish.dates = with_ids(finnish, *dates)
    finnish.save_revision()
    publish(finnish)
    english = make_workshop(partner, "A fox", language="en", translation_key=finnish.translation_key, days=())
    english.dates = with_ids(
        english, (date_value(3, note="with signing"), "a"), (date_value(4, note="in the yard"), "b")
    )
    english.save_revision()
    publish(english)
    # The languages share the rows, and each publication of these two writes its own notes into them.
    stored = list(Occurrence.objects.order_by("start").values_list("note", flat=True))
    texts = {address: client.get(address).content.decode() for address in (finnish.url, english.url)}
    notes = ("viitottu", "with signing", "in the yard")
    assert {address: [note for note in notes if note in text] for address, text in texts.items()} == {
        finnish.url: ["viitottu"],
        english.url: ["with signing", "in the yard"],
    }
    assert list(Occurrence.objects.order_by("start").values_list("note", flat=True)) == stored
    # A date that the other language does not have yet is shown with the note that there is.
    finnish.dates = with_ids(finnish, *dates, (date_value(5, note="pihalla"), "c"))
    finnish.save_revision()
    publish(finnish)
    assert "pihalla" in client.get(english.url).content.decode()
