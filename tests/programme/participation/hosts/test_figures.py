"""What stays: feedback and counts, without the numbers that would tell who it was."""

from typing import Any

from django.urls import reverse

from programme.participation.models import Count, CountKind, Feedback

from .conftest import end


def say(occurrence: Any, number: int, how: str, words: str = "") -> None:
    for _each in range(number):
        Feedback.objects.create(
            translation_key=occurrence.translation_key,
            occurrence_uuid=occurrence.uuid,
            started_at=occurrence.start,
            how=how,
            again="yes",
            words=words,
        )


def test_small_numbers_are_left_out(first: Any, artist: Any, client: Any) -> None:
    end(first, days=40)
    say(first, 6, "good")
    say(first, 3, "bad", "Liian kiire.")
    for kind, key, number in [
        (CountKind.SIGNED_UP, "", 12),
        (CountKind.CAME, "", 4),
        (CountKind.AGE_BAND, "13-17", 7),
        (CountKind.AGE_BAND, "65-", 2),
    ]:
        Count.objects.create(
            translation_key=first.translation_key,
            occurrence_uuid=first.uuid,
            started_at=first.start,
            kind=kind,
            key=key,
            number=number,
        )
    client.force_login(artist)
    shown = client.get(reverse("hosts:said", args=[first.pk]))
    said, counted = shown.context["said"], shown.context["counted"]
    how = [number for _label, number in said.how]
    assert how[0] == "6"
    assert "3" not in how[2]
    # Nine in all would give the three away.
    assert said.total == ""
    assert said.again[0][1] == "9"
    assert said.words == ["Liian kiire."] * 3
    numbers = [[number for _label, number in kind.figures] for kind in counted]
    assert numbers[0] == ["12"]
    assert "4" not in numbers[1][0]
    # Twelve in all, less the seven, could give the two away.
    assert numbers[2] == ["jätetty pois", "jätetty pois"]


def test_there_may_be_nothing_yet(first: Any, artist: Any, client: Any) -> None:
    end(first, hours=1)
    client.force_login(artist)
    shown = client.get(reverse("hosts:said", args=[first.pk]))
    assert shown.context["said"].is_empty
    assert shown.context["counted"] == []
    assert reverse("hosts:said", args=[first.pk]) in client.get(reverse("hosts:past_dates")).text
