"""People who sign up, and the question whether every place is accounted for."""

from typing import Any

from programme.catalogue.models import Occurrence, WorkshopPage
from programme.participation.models import Seats, Signup, SignupStatus
from programme.participation.services import Details, sign_up


def dates_of(page: WorkshopPage) -> list[Occurrence]:
    return list(Occurrence.objects.of_translation_key(page.translation_key).order_by("start"))


def details(name: str = "Aino", **values: Any) -> Details:
    """A household of one, reached by an address that follows from the name."""
    return Details(**{"name": name, "language": "fi", "email": f"{name.lower()}@example.org", **values})


def join(page: WorkshopPage, name: str = "Aino", *, date: int = 0, **values: Any) -> Signup:
    """Sign up to one date."""
    return sign_up(page=page, occurrences=[dates_of(page)[date]], details=details(name, **values))


def statuses(page: WorkshopPage) -> dict[str, str]:
    return dict(Signup.objects.of_page(page.translation_key).order_by("pk").values_list("name", "status"))


def check_places(page: WorkshopPage) -> None:
    """What is counted is what there is; nobody who fits waits."""
    for seats in Seats.objects.of_page(page.translation_key).select_related("occurrence"):
        assert seats.taken == sum(signup.size for signup in Signup.objects.occupying().at(seats.pk))
        assert seats.capacity is None or seats.taken <= seats.capacity
        assert seats.occurrence.availability == seats.word
        if seats.is_open:
            waiting = Signup.objects.at(seats.pk).filter(status__in=SignupStatus.waiting)
            for signup in waiting:
                dates = [Seats.objects.get(pk=place.occurrence_id) for place in signup.places.all()]
                assert not all(date.has_room_for(signup.size) for date in dates), "somebody waits who fits"
