"""What an artist gets wrong: said at the field, in their language. Nothing typed is lost, and nothing is saved."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Revision, WorkflowState
from wagtail.test.utils.form_data import querydict_from_html
from wagtail.test.utils.wagtail_tests import WagtailTestUtils

from home.models import OutgoingMail
from media.models import Picture
from programme.catalogue.models import EventPage, Keyword, ProgrammePage, VideoPage, WorkshopPage
from tests.pictures import png
from tests.programme.catalogue.forms import event_form, repeating_dates, single_date, video_form, workshop_form

WEDNESDAY = date(2027, 3, 3)
ATTACK = 'https://www.youtube.com/watch?x=1&v="></iframe><script>alert(1)</script>'
REQUIRED = {"fi": "Tämä kenttä on pakollinen.", "en": "This field is required."}


@dataclass(frozen=True)
class Slip:
    """A form with something wrong in it, and what has to be said at which field.

    The place in a stream is the position of the block and the name of its field; without a name the words
    stand at the block.
    """

    name: str
    form: dict[str, Any]
    field: str
    says: dict[str, str]
    place: tuple[str, ...] = ()
    kind: str = "workshop"


def two_dates(*dates: tuple[str, dict[str, str]]) -> dict[str, Any]:
    return workshop_form(dates=list(dates))


SLIPS = [
    Slip(
        "a date that ends before it begins",
        two_dates(single_date(WEDNESDAY), single_date(date(2027, 3, 10), end_time="16:00", note="Äitien päivä")),
        "dates",
        {
            "fi": "Loppuu ennen kuin alkaa. Tarkista kellonajat.",
            "en": "It ends before it begins. Check the times.",
        },
        ("1", "end_time"),
    ),
    Slip(
        "an event whose last day is before its first",
        event_form(dates=[single_date(WEDNESDAY, end_date="02.03.2027")]),
        "dates",
        {"fi": "Viimeinen päivä on ennen ensimmäistä.", "en": "The last day is before the first."},
        ("0", "end_date"),
        kind="event",
    ),
    Slip(
        "repeated dates that overlap",
        two_dates(
            repeating_dates(WEDNESDAY, date(2027, 3, 31)),
            repeating_dates(date(2027, 3, 24), date(2027, 4, 7), start_time="18:00", end_time="19:00"),
        ),
        "dates",
        {
            "fi": "Menee päällekkäin tämän sivun toisen ajankohdan kanssa: ke 24.3.2027 klo 17.00–18.30.",
            "en": "This overlaps another date of this page: Wed 24 March 2027, 17:00–18:30.",
        },
        ("1",),
    ),
    Slip(
        "two dates that overlap",
        two_dates(single_date(WEDNESDAY), single_date(WEDNESDAY, start_time="18:00", end_time="20:00")),
        "dates",
        {
            "fi": "Menee päällekkäin tämän sivun toisen ajankohdan kanssa: ke 3.3.2027 klo 17.00–18.30.",
            "en": "This overlaps another date of this page: Wed 3 March 2027, 17:00–18:30.",
        },
        ("1",),
    ),
    Slip(
        "more than sixty repeats",
        two_dates(repeating_dates(WEDNESDAY, date(2029, 3, 3))),
        "dates",
        {
            "fi": "Siitä tulisi yli 60 ajankohtaa. Valitse aikaisempi viimeinen päivä.",
            "en": "That makes more than 60 dates. Choose an earlier last day.",
        },
        ("0", "last_date"),
    ),
    Slip(
        "a day that does not exist",
        two_dates(single_date(WEDNESDAY, date="31.02.2027")),
        "dates",
        {"fi": "Syötä oikea päivämäärä.", "en": "Enter a valid date."},
        ("0", "date"),
    ),
    Slip(
        "places in words",
        two_dates(single_date(WEDNESDAY, capacity="kymmenkunta")),
        "dates",
        {"fi": "Syötä kokonaisluku.", "en": "Enter a whole number."},
        ("0", "capacity"),
    ),
    *(
        Slip(f"no answer to: {name}", workshop_form(dates=[single_date(WEDNESDAY)], **{name: " "}), name, REQUIRED)
        for name in ("cost", "who", "skill", "needs", "participation", "seen")
    ),
    *(
        Slip(f"a video from {name}", video_form(video_address=address), "video_address", says, kind="video")
        for name, address, says in (
            (
                "elsewhere",
                "https://example.org/pöllö.mp4",
                {
                    "fi": "Voimme näyttää videoita YouTubesta, Vimeosta ja Facebookista. Tämä osoite on muualta.",
                    "en": "We can show videos from YouTube, Vimeo and Facebook. This address is from somewhere else.",
                },
            ),
            (
                "a channel",
                "https://www.youtube.com/@virikery",
                {
                    "fi": "Tämä osoite ei vie yhteen videoon. Avaa video ja kopioi osoite sieltä.",
                    "en": "This address does not lead to one video. Open the video, and copy the address from there.",
                },
            ),
            (
                "an attacker",
                ATTACK,
                {
                    "fi": "Tämä osoite ei vie yhteen videoon. Avaa video ja kopioi osoite sieltä.",
                    "en": "This address does not lead to one video. Open the video, and copy the address from there.",
                },
            ),
        )
    ),
    Slip(
        "a summary of 141 characters",
        event_form(dates=[single_date(WEDNESDAY)], summary="ä" * 141),
        "summary",
        {
            "fi": "Tämän arvon tulee olla enintään 140 merkkiä pitkä (tällä hetkellä 141).",
            "en": "Ensure this value has at most 140 characters (it has 141).",
        },
        kind="event",
    ),
    Slip(
        "a title without letters",
        workshop_form(dates=[single_date(WEDNESDAY)], title="!!! 123"),
        "title",
        {"fi": "Kirjoita otsikko, jossa on kirjaimia.", "en": "Write a title that has letters in it."},
    ),
    Slip("no title", workshop_form(dates=[single_date(WEDNESDAY)], title=""), "title", REQUIRED),
    Slip(
        "no way to reach anyone",
        video_form(contact_email=""),
        "contact_email",
        {
            "fi": "Anna sähköpostiosoite tai puhelinnumero.",
            "en": "Give an e-mail address or a telephone number.",
        },
        kind="video",
    ),
    Slip(
        "a telephone number in words",
        workshop_form(dates=[single_date(WEDNESDAY)], contact_phone="soita Äijälle 044"),
        "contact_phone",
        {
            "fi": "Kirjoita numero vain numeroin ja välilyönnein, esimerkiksi 09 2525 0111.",
            "en": "Write the number with digits and spaces only, for example 09 2525 0111.",
        },
    ),
    Slip(
        "ages the wrong way round",
        workshop_form(dates=[single_date(WEDNESDAY)], minimum_age="12", maximum_age="7"),
        "maximum_age",
        {"fi": "Ylin ikä on pienempi kuin alin.", "en": "The oldest age is lower than the youngest."},
    ),
]
KINDS: dict[str, type[ProgrammePage]] = {"workshop": WorkshopPage, "event": EventPage, "video": VideoPage}


@pytest.fixture(params=["fi", "en"])
def language(request: Any, artist: Any) -> str:
    """The language of the artist."""
    artist.language = request.param
    artist.save()
    return request.param


@pytest.fixture
def send(partner: Any, artist: Any, client: Any) -> Callable[..., Any]:
    """Send a form for approval, as an artist does from "add"."""
    section = partner.sections.get(locale__language_code="fi")
    client.force_login(artist)

    def post(kind: str, form: dict[str, Any]) -> Any:
        return client.post(reverse("wagtailadmin_pages:add", args=["catalogue", f"{kind}page", section.pk]), form)

    return post


def with_theme(form: dict[str, Any]) -> dict[str, Any]:
    return {**form, "themes": [str(Keyword.objects.get(yso="p1420").pk)]}


def said_at(soup: Any, field: str) -> str:
    """The words of error at a plain field."""
    (place,) = soup.select(f'[id$="-child-{field}-errors"]')
    return place.get_text(" ", strip=True)


def stream(soup: Any, field: str) -> tuple[list[dict[str, Any]], Any]:
    """The blocks and the errors that the browser is given for a stream."""
    (place,) = soup.select(f"#{field}[data-block]")
    blocks, errors = json.loads(place["data-w-block-arguments-value"])
    return blocks, errors


def said_in_stream(soup: Any, field: str, place: tuple[str, ...]) -> str:
    """The words of error at one block of a stream, or at one field of it."""
    _blocks, errors = stream(soup, field)
    for name in place:
        assert list(errors) == ["blockErrors"]
        assert list(errors["blockErrors"]) == [name]
        errors = errors["blockErrors"][name]
    assert list(errors) == ["messages"]
    (message,) = errors["messages"]
    return message.replace("\u00a0", " ")


def assert_everything_is_kept(soup: Any, html: str, form: dict[str, Any]) -> None:
    """Compare every value that was posted with what the form shows again."""
    shown = querydict_from_html(html, form_id="page-edit-form")
    plain = {name: value for name, value in form.items() if not name.startswith(("body-", "dates-", "action-"))}
    # A browser leaves out the line break at the start of a text area.
    assert {
        name: shown.getlist(name) if isinstance(value, list) else shown.get(name, "").removeprefix("\n")
        for name, value in plain.items()
    } == plain
    blocks, _errors = stream(soup, "body")
    assert [block["type"] for block in blocks] == ["heading", "text"]
    assert blocks[0]["value"] == form["body-0-value"]
    assert [block["text"] for block in json.loads(blocks[1]["value"])["blocks"]] == ["Sekoita jauhot ja höyryävä vesi."]
    if "dates-count" in form:
        blocks, _errors = stream(soup, "dates")
        assert [
            # A choice comes as a list of the one that is chosen.
            {
                f"dates-{number}-value-{name}": value[0] if isinstance(value, list) else value
                for name, value in block["value"].items()
            }
            for number, block in enumerate(blocks)
        ] == [
            {name: value for name, value in form.items() if name.startswith(f"dates-{number}-value-")}
            for number in range(int(form["dates-count"]))
        ]


def assert_nothing_is_saved() -> None:
    assert ProgrammePage.objects.count() == 0
    assert Revision.objects.filter(object_str__contains="ettu").count() == 0
    assert WorkflowState.objects.count() == 0
    assert OutgoingMail.objects.count() == 0


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_said_at_the_field_and_nothing_lost(slip: Slip, language: str, send: Any) -> None:
    form = with_theme(slip.form)
    answer = send(slip.kind, form)
    html = answer.content.decode()
    soup = WagtailTestUtils.get_soup(html)
    assert answer.status_code == 200
    assert soup.html["lang"] == language
    if slip.place:
        assert said_in_stream(soup, slip.field, slip.place) == slip.says[language]
    else:
        assert said_at(soup, slip.field) == slip.says[language]
    # Nothing else is complained about: whoever mends this one thing gets through.
    assert list(answer.context["form"].errors) == [slip.field]
    assert_everything_is_kept(soup, html, form)
    assert_nothing_is_saved()
    assert "<script>alert(1)" not in html


def test_a_picture_without_a_decision_on_its_text(language: str, partner: Any, send: Any) -> None:
    picture = Picture.objects.create(
        title="Kettu", file=png(), collection=partner.collection, rights_confirmed=True, consent="nobody"
    )
    form = with_theme(workshop_form(dates=[single_date(WEDNESDAY)], main_image=str(picture.pk)))
    answer = send("workshop", form)
    html = answer.content.decode()
    soup = WagtailTestUtils.get_soup(html)
    assert (
        said_at(soup, "main_image_alt")
        == {
            "fi": "Kerro, mitä kuvassa on, tai rastita, että se on vain koriste.",
            "en": "Say what the picture shows, or tick that it is only decoration.",
        }[language]
    )
    assert list(answer.context["form"].errors) == ["main_image_alt"]
    assert_everything_is_kept(soup, html, form)
    assert_nothing_is_saved()
    for decision in ({"main_image_alt": "Savikettu, jolla on tuuhea häntä"}, {"main_image_decorative": "on"}):
        assert send("workshop", {**form, **decision}).status_code == 302
    assert WorkshopPage.objects.filter(main_image=picture).count() == 2


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("workshop", workshop_form(dates=[single_date(WEDNESDAY)])),
        ("event", event_form(dates=[single_date(WEDNESDAY, end_date="07.03.2027", end_time="15:00")])),
        ("video", video_form()),
    ],
)
def test_what_is_right_is_saved_and_waits_for_an_editor(
    kind: str, form: dict[str, Any], artist: Any, editor: Any, send: Any
) -> None:
    answer = send(kind, with_theme(form))
    assert answer.status_code == 302
    page = KINDS[kind].objects.get()
    assert (page.title, page.slug, page.live, page.owner) == ("Savikettu pöydälle", "savikettu-poydalle", False, artist)
    assert page.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    assert OutgoingMail.objects.get(purpose="approval_waiting").recipient == editor.email


def test_repeating_dates_that_are_right_become_single_ones(send: Any) -> None:
    dates = [
        repeating_dates(WEDNESDAY, date(2027, 3, 31)),
        single_date(date(2027, 3, 10), start_time="19:00", end_time="20:00"),
    ]
    assert send("workshop", with_theme(workshop_form(dates=dates))).status_code == 302
    saved = WorkshopPage.objects.get().get_latest_revision_as_object().dates
    assert [block.value["date"].day for block in saved] == [3, 10, 10, 17, 24, 31]


def test_pages_of_one_title_get_addresses_of_their_own(send: Any) -> None:
    for address in ("", "", "savikettu-poydalle"):
        form = with_theme(workshop_form(dates=[single_date(WEDNESDAY)], slug=address))
        assert send("workshop", form).status_code == 302
    assert [page.slug for page in WorkshopPage.objects.order_by("pk")] == [
        "savikettu-poydalle",
        "savikettu-poydalle-2",
        "savikettu-poydalle-3",
    ]


@pytest.mark.parametrize(("title", "address"), [("Sámi giella đŋŧ", "sami-giella-dnt"), ("Глина", "sivu")])
@pytest.mark.parametrize("action", ["action-submit", "action-save"])
def test_titles_of_other_alphabets_get_an_address(action: str, title: str, address: str, send: Any) -> None:
    form = with_theme(workshop_form(dates=[single_date(WEDNESDAY)], title=title))
    del form["action-submit"]
    assert send("workshop", {**form, action: "1"}).status_code == 302
    assert WorkshopPage.objects.get().slug == address
