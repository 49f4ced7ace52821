"""Places: counted under the lock, offered along the queue, never twice."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone, translation

from home.content_version import current_version
from home.models import SiteSettings
from home.refusals import Refused
from programme.catalogue.models import Occurrence, WorkshopPage
from programme.participation.models import (
    CancelledBy,
    Message,
    MessageKind,
    MessageState,
    ParticipationSettings,
    Seats,
    Signup,
    SignupStatus,
)
from programme.participation.services import (
    SignedUpAlready,
    SignupRefused,
    cancel,
    change_size,
    confirm_address,
    dates_of_course,
    decline_offer,
    expire_due,
    sign_up,
    take_offer,
)
from tests.conftest import date_value, publish
from tests.programme.participation.sessions import check_places, dates_of, details, join, statuses

MakeSession = Callable[..., WorkshopPage]


@pytest.fixture(autouse=True)
def _reasons_in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_the_last_place_goes_once_and_the_next_waits(make_session: MakeSession) -> None:
    page = make_session(2)
    join(page, "Aino")
    join(page, "Eino")
    waiting = join(page, "Onni")
    assert statuses(page) == {"Aino": "confirmed", "Eino": "confirmed", "Onni": "waitlisted"}
    assert (waiting.position, waiting.confirmed_at, waiting.expires_at) == (1, None, None)
    check_places(page)


def test_a_household_comes_whole(make_session: MakeSession) -> None:
    page = make_session(4)
    join(page, "Aino", size=3)
    join(page, "Eino", size=2)
    assert statuses(page) == {"Aino": "confirmed", "Eino": "waitlisted"}
    check_places(page)


def test_who_fits_beside_a_family_that_waits_comes(make_session: MakeSession) -> None:
    page = make_session(4)
    join(page, "Aino", size=3)
    join(page, "Perhe", size=4)
    join(page, "Onni")
    assert statuses(page) == {"Aino": "confirmed", "Perhe": "waitlisted", "Onni": "confirmed"}


def test_the_family_keeps_its_turn(make_session: MakeSession) -> None:
    page = make_session(4)
    big = join(page, "Aino", size=3)
    join(page, "Onni")
    join(page, "Perhe", size=3)
    join(page, "Venla")
    cancel(signup=big, by=CancelledBy.SELF)
    assert statuses(page) == {"Aino": "cancelled", "Onni": "confirmed", "Perhe": "offered", "Venla": "waitlisted"}
    check_places(page)


def test_a_family_that_does_not_fit_holds_up_nobody(make_session: MakeSession) -> None:
    page = make_session(3)
    first = join(page, "Aino")
    join(page, "Eino", size=2)
    join(page, "Perhe", size=3)
    join(page, "Venla")
    cancel(signup=first, by=CancelledBy.SELF)
    assert statuses(page) == {"Aino": "cancelled", "Eino": "confirmed", "Perhe": "waitlisted", "Venla": "offered"}
    check_places(page)


def test_an_offer_counts_as_taken_until_it_expires(make_session: MakeSession) -> None:
    page = make_session(1)
    first = join(page, "Aino")
    join(page, "Eino")
    join(page, "Onni")
    cancel(signup=first, by=CancelledBy.SELF)
    assert statuses(page) == {"Aino": "cancelled", "Eino": "offered", "Onni": "waitlisted"}
    assert join(page, "Venla").status == SignupStatus.WAITLISTED
    assert expire_due() == 0
    assert expire_due(now=timezone.now() + timedelta(hours=25)) == 1
    assert statuses(page) == {"Aino": "cancelled", "Eino": "cancelled", "Onni": "offered", "Venla": "waitlisted"}
    assert Signup.objects.get(name="Eino").cancelled_by == CancelledBy.EXPIRED
    check_places(page)


def test_an_offer_is_shorter_close_to_the_start_and_ends_with_it(make_session: MakeSession) -> None:
    page = make_session(1)
    start = dates_of(page)[0].start
    first, second, third, fourth = (join(page, name) for name in ("Aino", "Eino", "Onni", "Venla"))
    cancel(signup=first, by=CancelledBy.SELF, now=start - timedelta(days=5))
    second.refresh_from_db()
    assert second.expires_at == start - timedelta(days=4)
    decline_offer(signup=second, now=start - timedelta(days=2))
    third.refresh_from_db()
    assert third.expires_at == start - timedelta(days=2) + timedelta(hours=2)
    decline_offer(signup=third, now=start - timedelta(minutes=30))
    fourth.refresh_from_db()
    assert fourth.expires_at == start


def test_nobody_is_offered_a_place_once_it_has_begun(make_session: MakeSession) -> None:
    page = make_session(1)
    first = join(page, "Aino")
    join(page, "Eino")
    cancel(signup=first, by=CancelledBy.SELF, now=dates_of(page)[0].start)
    assert statuses(page) == {"Aino": "cancelled", "Eino": "waitlisted"}


def test_an_offer_is_taken_once(make_session: MakeSession) -> None:
    page = make_session(1)
    first = join(page, "Aino")
    second = join(page, "Eino")
    with pytest.raises(Refused):
        take_offer(signup=second)
    cancel(signup=first, by=CancelledBy.SELF)
    assert take_offer(signup=second).status == SignupStatus.CONFIRMED
    assert take_offer(signup=second).status == SignupStatus.CONFIRMED
    with pytest.raises(Refused):
        take_offer(signup=first)
    check_places(page)


def test_an_offer_that_is_over_is_not_taken(make_session: MakeSession) -> None:
    page = make_session(1)
    first, second = join(page, "Aino"), join(page, "Eino")
    cancel(signup=first, by=CancelledBy.SELF)
    with pytest.raises(Refused):
        take_offer(signup=second, now=timezone.now() + timedelta(hours=25))


def test_who_cancels_is_offered_nothing(make_session: MakeSession) -> None:
    page = make_session(1)
    first, second = join(page, "Aino"), join(page, "Eino")
    assert cancel(signup=second, by=CancelledBy.SELF) is True
    assert cancel(signup=second, by=CancelledBy.SELF) is False
    cancel(signup=first, by=CancelledBy.SELF)
    assert statuses(page) == {"Aino": "cancelled", "Eino": "cancelled"}
    check_places(page)


def test_a_smaller_group_frees_places(make_session: MakeSession) -> None:
    page = make_session(3)
    family = join(page, "Perhe", size=3)
    join(page, "Eino")
    join(page, "Pari", size=2)
    change_size(signup=family, size=1)
    assert statuses(page) == {"Perhe": "confirmed", "Eino": "offered", "Pari": "waitlisted"}
    check_places(page)


def test_a_group_that_waits_and_becomes_smaller_is_offered_its_places(make_session: MakeSession) -> None:
    page = make_session(3)
    join(page, "Aino", size=2)
    pair = join(page, "Pari", size=2)
    assert change_size(signup=pair, size=1).status == SignupStatus.OFFERED
    check_places(page)


def test_a_group_grows_only_into_what_is_free(make_session: MakeSession) -> None:
    page = make_session(4)
    pair = join(page, "Pari", size=2)
    assert change_size(signup=pair, size=3).size == 3
    with pytest.raises(Refused, match="1 "):
        change_size(signup=pair, size=5)
    with pytest.raises(Refused):
        change_size(signup=pair, size=7)
    with pytest.raises(Refused):
        change_size(signup=pair, size=0)
    pair.refresh_from_db()
    assert pair.size == 3
    check_places(page)


def test_ages_go_when_they_are_of_more_people_than_come(make_session: MakeSession) -> None:
    page = make_session(4, asks_age_band=True)
    pair = join(page, "Pari", size=2, age_bands={"13-17": 1, "30-64": 1})
    assert change_size(signup=pair, size=3).age_bands == {"13-17": 1, "30-64": 1}
    assert change_size(signup=pair, size=1).age_bands == {}


def test_more_places_are_offered_and_fewer_take_none_away(make_session: MakeSession) -> None:
    page = make_session(2)
    join(page, "Aino")
    join(page, "Eino")
    join(page, "Onni")
    _give_places(page, 3)
    assert statuses(page) == {"Aino": "confirmed", "Eino": "confirmed", "Onni": "offered"}
    _give_places(page, 1)
    seats = Seats.objects.get()
    assert (seats.wanted, seats.capacity, seats.taken) == (1, 3, 3)
    cancel(signup=Signup.objects.get(name="Aino"), by=CancelledBy.SELF)
    join(page, "Venla")
    seats.refresh_from_db()
    assert (seats.capacity, seats.taken) == (2, 2)
    assert statuses(page)["Venla"] == "waitlisted"
    check_places(page)
    _give_places(page, None)
    assert statuses(page)["Venla"] == "offered"
    assert join(page, "Kerttu", size=6).status == SignupStatus.CONFIRMED
    check_places(page)


def _give_places(page: WorkshopPage, places: int | None) -> None:
    dates = list(page.dates.raw_data)
    draft = page.get_latest_revision_as_object()
    for child in draft.dates:
        child.value["capacity"] = places
    assert len(dates) == len(draft.dates)
    draft.save_revision()
    publish(draft)


def test_a_course_takes_every_date_or_none(make_session: MakeSession) -> None:
    page = make_session(2, 1, signup="whole_course")
    dates = dates_of_course(page=page)
    first = sign_up(page=page, occurrences=dates, details=details("Aino"))
    second = sign_up(page=page, occurrences=dates, details=details("Eino"))
    assert (first.status, second.status) == (SignupStatus.CONFIRMED, SignupStatus.WAITLISTED)
    assert list(Seats.objects.order_by("pk").values_list("taken", flat=True)) == [1, 1]
    with pytest.raises(SignupRefused):
        sign_up(page=page, occurrences=dates[:1], details=details("Onni"))
    cancel(signup=first, by=CancelledBy.SELF)
    second.refresh_from_db()
    assert second.status == SignupStatus.OFFERED
    check_places(page)


def test_a_held_place_is_confirmed_or_falls_free(make_session: MakeSession) -> None:
    ParticipationSettings.objects.create(confirm_addresses=True)
    page = make_session(2)
    aino, eino = join(page, "Aino"), join(page, "Eino")
    onni = join(page, "Onni")
    called = join(page, "Soitto", email="", phone="040 123 4567")
    assert [each.status for each in (aino, eino, onni, called)] == ["held", "held", "waitlisted", "waitlisted"]
    assert confirm_address(signup=aino).status == SignupStatus.CONFIRMED
    late = timezone.now() + timedelta(hours=3)
    assert confirm_address(signup=eino, now=late).status == SignupStatus.CANCELLED
    assert statuses(page) == {"Aino": "confirmed", "Eino": "cancelled", "Onni": "offered", "Soitto": "waitlisted"}
    check_places(page)


def test_one_contact_signs_up_once(make_session: MakeSession) -> None:
    page = make_session(None, None)
    first = join(page, "Aino")
    with pytest.raises(SignedUpAlready) as refusal:
        join(page, "Toinen", email="AINO@Example.org ")
    assert refusal.value.signup == first
    assert join(page, "Aino", date=1).status == SignupStatus.CONFIRMED
    join(page, "Soitto", email="", phone="040 1234567")
    with pytest.raises(SignedUpAlready):
        join(page, "Soitto", email="", phone="+358 40 123 4567")
    cancel(signup=first, by=CancelledBy.SELF)
    assert join(page, "Aino").status == SignupStatus.CONFIRMED
    check_places(page)


def test_a_helper_signs_up_several_but_not_everybody(make_session: MakeSession, settings: Any) -> None:
    settings.SIGNUP_LIMITS = {}
    page = make_session(None)
    for number in range(10):
        join(page, f"Nuori {number}", email="ohjaaja@example.org", is_for_someone_else=True, helper_name="Ohjaaja")
    with pytest.raises(SignupRefused):
        join(page, "Nuori 11", email="ohjaaja@example.org", is_for_someone_else=True)
    assert Signup.objects.count() == 10
    check_places(page)


def _help(page: Any, number: int, **values: Any) -> Signup:
    return join(
        page,
        f"Nuori {number}",
        **{"email": "ohjaaja@example.org", "is_for_someone_else": True, "helper_name": "Ohjaaja", **values},
    )


def test_a_helper_takes_half_of_the_places_at_most(make_session: MakeSession, settings: Any) -> None:
    settings.SIGNUP_LIMITS = {}
    page = make_session(60, largest_group=6)
    for number in range(5):
        _help(page, number, size=6)
    with pytest.raises(SignupRefused, match="30 people"):
        _help(page, 6, size=1)
    check_places(page)
    assert Seats.objects.get().taken == 30
    # The organiser is not bound by it, and neither is who comes themselves.
    assert join(page, "Soitto", email="", phone="040 1234567", size=6).status == SignupStatus.CONFIRMED
    assert join(page, "Ohjaaja", email="ohjaaja@example.org", size=6).status == SignupStatus.CONFIRMED
    check_places(page)


def test_a_helper_takes_one_largest_household_at_least(make_session: MakeSession, settings: Any) -> None:
    settings.SIGNUP_LIMITS = {}
    page = make_session(6, largest_group=6)
    _help(page, 1, size=4)
    # Nor do more than that wait.
    with pytest.raises(SignupRefused, match="6 people"):
        _help(page, 2, size=3)
    assert _help(page, 3, size=2).status == SignupStatus.CONFIRMED
    check_places(page)


def test_a_helper_takes_no_more_by_changing_the_number(make_session: MakeSession, settings: Any) -> None:
    settings.SIGNUP_LIMITS = {}
    page = make_session(20, largest_group=6)
    first, second = _help(page, 1, size=1), _help(page, 2, size=5)
    with pytest.raises(Refused, match="10 people"):
        change_size(signup=first, size=6)
    first.refresh_from_db()
    assert first.size == 1
    check_places(page)
    assert change_size(signup=first, size=5).size == 5
    assert change_size(signup=second, size=4).size == 4
    # Who comes themselves takes what there is.
    own = join(page, "Aino", size=1)
    assert change_size(signup=own, size=6).size == 6
    check_places(page)


def test_the_share_of_a_helper_is_that_of_the_smallest_date_of_a_course(
    make_session: MakeSession, settings: Any
) -> None:
    settings.SIGNUP_LIMITS = {}
    page = make_session(None, 8, 20, signup="whole_course", largest_group=3)
    helping = {"email": "ohjaaja@example.org", "is_for_someone_else": True, "helper_name": "Ohjaaja"}
    sign_up(page=page, occurrences=dates_of(page), details=details("Nuori", size=3, **helping))
    with pytest.raises(SignupRefused, match="4 people"):
        sign_up(page=page, occurrences=dates_of(page), details=details("Toinen", size=2, **helping))
    check_places(page)


def test_no_signup_without_a_privacy_notice(make_session: MakeSession) -> None:
    page = make_session(3)
    settings = SiteSettings.load()
    settings.privacy_notice = None
    settings.save()
    with pytest.raises(SignupRefused, match="privacy notice"):
        join(page)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"size": 7}, "6 people"),
        ({"size": 0}, "6 people"),
        ({"name": "  "}, "what to call you"),
        ({"email": ""}, "e-mail address or a telephone"),
        ({"has_under_13": True}, "not meant for children"),
        ({"age_bands": {"13-17": 2}}, "ages"),
    ],
)
def test_what_the_page_does_not_take(make_session: MakeSession, values: dict[str, Any], reason: str) -> None:
    page = make_session(9)
    with pytest.raises(SignupRefused, match=reason):
        join(page, **values)
    assert Signup.objects.count() == 0


def test_a_child_needs_a_guardian(make_session: MakeSession) -> None:
    page = make_session(9, is_open_to_children=True)
    with pytest.raises(SignupRefused, match="guardian"):
        join(page, has_under_13=True)
    assert join(page, has_under_13=True, guardian_contact="040 123").guardian_contact == "040 123"


def test_what_is_over_cancelled_or_gone_takes_no_signups(make_session: MakeSession) -> None:
    page = make_session(9, 9)
    first, second = dates_of(page)
    with pytest.raises(SignupRefused, match="begun"):
        sign_up(page=page, occurrences=[first], details=details(), now=first.start)
    Occurrence.objects.filter(pk=second.pk).update(cancelled_at=timezone.now())
    with pytest.raises(SignupRefused, match="cancelled"):
        join(page, date=1)
    with pytest.raises(SignupRefused, match="no dates"):
        sign_up(page=page, occurrences=[], details=details())
    # Closed between the reading of the page and the signup: the seats know.
    Seats.objects.filter(pk=first.pk).update(is_open=False)
    with pytest.raises(SignupRefused, match="any more"):
        join(page)
    assert Signup.objects.count() == 0


def test_without_signing_up_people_just_come(make_session: MakeSession) -> None:
    page = make_session(9, signup="first_come")
    with pytest.raises(SignupRefused, match="Just come"):
        join(page)
    assert Seats.objects.count() == 0


def test_a_waiting_list_may_have_an_end(make_session: MakeSession) -> None:
    ParticipationSettings.objects.create(longest_waiting_list=1)
    page = make_session(1)
    join(page, "Aino")
    waiting = join(page, "Eino")
    assert dates_of(page)[0].availability == "full"
    with pytest.raises(SignupRefused, match="waiting list"):
        join(page, "Onni")
    cancel(signup=waiting, by=CancelledBy.SELF)
    assert dates_of(page)[0].availability == "waiting_list"
    check_places(page)


def test_cached_pages_are_made_anew_when_the_word_changes_only(make_session: MakeSession) -> None:
    page = make_session(8)
    said = []
    versions = {current_version()}
    for number in range(10):
        before = dates_of(page)[0].availability
        join(page, f"Nimi{number}")
        after = dates_of(page)[0].availability
        assert (current_version() in versions) == (before == after)
        versions.add(current_version())
        said.append(after)
    assert said == ["places"] * 5 + ["few"] * 2 + ["waiting_list"] * 3


def test_each_signup_has_one_message_due(make_session: MakeSession) -> None:
    page = make_session(1)
    aino, eino = join(page, "Aino"), join(page, "Eino")
    cancel(signup=aino, by=CancelledBy.SELF)
    take_offer(signup=eino)
    told = list(Message.objects.order_by("pk").values_list("signup__name", "kind", "state"))
    assert told == [
        ("Aino", MessageKind.CONFIRMATION, MessageState.DROPPED),
        ("Eino", MessageKind.WAITING, MessageState.DUE),
        ("Aino", MessageKind.CANCELLED, MessageState.DUE),
        ("Eino", MessageKind.OFFER, MessageState.DUE),
        ("Eino", MessageKind.CONFIRMATION, MessageState.DUE),
    ]


def test_a_signup_asks_little_of_the_database(make_session: MakeSession, django_assert_num_queries: Any) -> None:
    ParticipationSettings.objects.create()
    page = make_session(500)
    date = dates_of(page)[0]
    # Settings; savepoint; signup, place, message; places; savepoint. PostgreSQL does it in one, which is not counted.
    with django_assert_num_queries(2 if connection.vendor == "postgresql" else 7):
        sign_up(page=page, occurrences=[date], details=details("Aino"))


def test_a_cancellation_asks_as_little_with_many_dates_and_signups(
    make_session: MakeSession, django_assert_max_num_queries: Any
) -> None:
    few = make_session(1)
    many = make_session(*[1] * 12, slug="monta")
    for page in (few, many):
        first = join(page, "Aino")
        for number in range(20):
            join(page, f"Nimi{number}", email=f"n{number}@example.org")
        with django_assert_max_num_queries(20):
            cancel(signup=first, by=CancelledBy.SELF)


def test_a_new_date_takes_signups_and_a_past_one_keeps_its_count(make_session: MakeSession) -> None:
    page = make_session(2)
    join(page)
    draft = page.get_latest_revision_as_object()
    draft.dates.append(("date", date_value(20, capacity=5)))
    draft.save_revision()
    publish(draft)
    assert list(Seats.objects.order_by("pk").values_list("capacity", "taken", "is_open")) == [
        (2, 1, True),
        (5, 0, True),
    ]
