"""What most tests start from: a site that is set up, two partners, and the people of the city."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from cms.site_setup import COORDINATORS, EDITORS, set_up_site
from home.accounts.models import User
from home.accounts.services import confirm_address
from home.models import FrontPage
from home.publication import city_act
from programme.catalogue.models import Keyword, KeywordGroup, WorkshopPage
from programme.partners.models import Partner
from programme.partners.services import create_partner

PASSWORD = "kissa-istuu-laiturilla"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """No test sees a page that another one rendered, or attempts that another one made."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True)
def _uploads_of_this_test(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Set the site up once, into the database that every test starts from: it takes longer than most tests."""
    with django_db_blocker.unblock():
        set_up_site(base_url="http://testserver")
        if hasattr(connection, "_test_serialized_contents"):
            # What a test with a served site finds again, after the one before it emptied the database.
            connection._test_serialized_contents = connection.creation.serialize_db_to_string()


@pytest.fixture
def site(db: None) -> None:
    """Languages, trees, groups and the workflow; made anew after a test that emptied the database."""
    if not FrontPage.objects.exists():
        set_up_site(base_url="http://testserver")


@pytest.fixture
def partner(site: None) -> Partner:
    return create_partner(name="Saviverstas Hella", by=None)


@pytest.fixture
def other_partner(site: None) -> Partner:
    return create_partner(name="Lankapiiri", by=None)


def make_user(email: str, group: Group, language: str = "fi") -> User:
    """A person with a password and a confirmed address, in one group."""
    user = User.objects.create_user(email, PASSWORD, first_name="Aino", last_name="Virtanen", language=language)
    user.groups.add(group)
    confirm_address(user)
    return user


@pytest.fixture
def artist(partner: Partner) -> User:
    return make_user("artist@example.org", partner.group)


@pytest.fixture
def other_artist(other_partner: Partner) -> User:
    return make_user("other@example.org", other_partner.group, "en")


@pytest.fixture
def editor(site: None) -> User:
    return make_user("editor@example.org", Group.objects.get(name=EDITORS))


@pytest.fixture
def coordinator(site: None) -> User:
    return make_user("coordinator@example.org", Group.objects.get(name=COORDINATORS))


def date_value(days: int, starts: str = "17:00", ends: str = "18:30", **values: Any) -> dict[str, Any]:
    """A date block's value, so many days from today."""
    day: date = timezone.localdate() + timedelta(days=days)
    return {
        "date": day,
        "start_time": time.fromisoformat(starts),
        "end_time": time.fromisoformat(ends),
        "end_date": None,
        "capacity": None,
        "note": "",
        **values,
    }


@pytest.fixture
def make_workshop() -> Callable[..., WorkshopPage]:
    """Make a draft workshop below a partner's section; `days` are its dates, counted from today."""

    def make(
        partner: Partner, title: str = "Savikettu", *, language: str = "fi", days: tuple[int, ...] = (7,), **values: Any
    ) -> WorkshopPage:
        section = partner.sections.get(locale__language_code=language)
        answers = dict.fromkeys(("cost", "who", "skill", "needs", "participation", "seen"), "Ei mitään.")
        page = WorkshopPage(
            title=title,
            summary="Muovaillaan yhdessä.",
            contact_name="Aino",
            contact_email="aino@example.org",
            locale=section.locale,
            live=False,
            dates=[("date", date_value(day)) for day in days],
            **{**answers, **values},
        )
        section.add_child(instance=page)
        page.themes.set(Keyword.objects.filter(group=KeywordGroup.ACTIVITY)[:1])
        page.save()
        page.save_revision()
        return page

    return make


def publish(page: Any) -> Any:
    """Publish the latest revision, as the city's own code does, and return the page as it is then."""
    with city_act(reason="a test", by=None):
        page.get_latest_revision().publish()
    return type(page).objects.get(pk=page.pk)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Note on each attempt's report which door it tried, for the table of `make attack`."""
    report = yield
    for mark in item.iter_markers("door"):
        report.user_properties.append(("door", mark.args))
    return report
