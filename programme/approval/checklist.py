"""What must be in order before a page can be submitted and approved: one small function for each point.

A rule is told of with `@rule`; nothing else has to know of it. Each looks at a page object as it stands in memory, so
that it can be asked about a form, a revision or a published page alike.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page

from media.models import ConsentState, FileKind
from media.uses import files_of, get_files
from programme.catalogue.dates.moments import planned_dates
from programme.catalogue.models import DatedPage, Mode, ProgrammePage, VideoPage, WorkshopPage
from programme.participation.models import JoinLink
from programme.participation.ways_in import gives_away

type Text = str | Promise


@dataclass(frozen=True)
class Rule:
    """A point of the list: `text` says what is in order, `ask` what to do, `why` the reason, `field` where."""

    key: str
    field: str
    text: Text
    ask: Text
    why: Text
    is_met: Callable[[Any], bool]
    applies_to: type[Page] = Page
    # Finds the field where it is not always the same one; asked only when the point is open.
    where: Callable[[Any], str] | None = None

    def at(self, page: Any) -> "Rule":
        """Return the rule with the field of *page* that has to change."""
        return replace(self, field=self.where(page)) if self.where else self

    @property
    def anchor(self) -> str:
        """The id of the field in the page's form, as Wagtail makes it: blocks and choosers have their own."""
        return {"body": "body", "dates": "dates", "main_image": "id_main_image-chooser"}.get(
            self.field, f"id_{self.field}"
        )


@dataclass(frozen=True)
class Point:
    """A rule as it stands for one page."""

    rule: Rule
    is_met: bool


RULES: list[Rule] = []
# Fields that Wagtail fills, and the number that everybody may call: some artists let people take part by it.
_NOT_LOOKED_AT = {"draft_title", "url_path", "path", "contact_phone"}


def rule(
    *,
    field: str,
    text: Text,
    ask: Text,
    why: Text,
    applies_to: type[Page] = Page,
    where: Callable[[Any], str] | None = None,
) -> Any:
    """Add the decorated function, which is asked whether its point is met, to the list under its own name."""

    def add(is_met: Callable[[Any], bool]) -> Callable[[Any], bool]:
        RULES.append(Rule(is_met.__name__, field, text, ask, why, is_met, applies_to, where))
        return is_met

    return add


def points_of(page: Page) -> list[Point]:
    """Return every point that concerns *page*, in the order of the form."""
    stands = [(each, each.is_met(page)) for each in RULES if isinstance(page, each.applies_to)]
    return [Point(each if is_met else each.at(page), is_met) for each, is_met in stands]


def open_points(page: Page) -> list[Rule]:
    """Return the rules that *page* does not meet; each of them blocks submission and approval."""
    return [point.rule for point in points_of(page) if not point.is_met]


def summary_of(page: Page) -> dict[str, bool]:
    """Return the points as an approval record keeps them."""
    return {point.rule.key: point.is_met for point in points_of(page)}


@rule(
    field="main_image_alt",
    text=_("Every picture has a text that stands for it, or is marked as decoration"),
    ask=_("Say what each picture shows, or tick that it is only decoration."),
    why=_("People who cannot see a picture hear this text instead."),
)
def alternative_texts_are_decided(page: Any) -> bool:
    if getattr(page, "main_image", None) and not (page.main_image_alt.strip() or page.main_image_decorative):
        return False
    return all(
        block.value["decorative"] or (block.value["alt_text"] or "").strip() for block in _blocks(page, "picture")
    )


@rule(
    field="dates",
    text=_("There is at least one coming date"),
    ask=_("Add at least one coming date."),
    why=_("People look for something that they can still take part in."),
    applies_to=DatedPage,
)
def has_a_coming_date(page: Any) -> bool:
    if page.first_published_at is not None or page.mode == Mode.OWN_TIME:
        return True
    now = timezone.now()
    return any(planned.end > now for planned in planned_dates(page.dates))


@rule(
    field="cost",
    text=_("The six questions have answers"),
    ask=_("Answer all six questions."),
    why=_("These are what people ask before they dare to come."),
    applies_to=WorkshopPage,
)
def six_questions_are_answered(page: Any) -> bool:
    return all(answer.strip() for _question, answer in page.answers)


@rule(
    field="video_address",
    text=_("The video can be found"),
    ask=_("Give the address of the video."),
    why=_("Without an address, or at least the platform, there is nothing to watch."),
    applies_to=VideoPage,
)
def video_can_be_found(page: Any) -> bool:
    return bool(page.player or (not page.video_address and page.platform))


@rule(
    field="body",
    text=_("Every video on the page has a name"),
    ask=_("Give every video on the page a name."),
    why=_("People who cannot see the player hear its name."),
)
def videos_have_names(page: Any) -> bool:
    return all((block.value["title"] or "").strip() for block in _blocks(page, "video"))


@rule(
    field="themes",
    text=_("At least one theme is chosen"),
    ask=_("Choose at least one theme."),
    why=_("People find the page by its themes."),
    applies_to=ProgrammePage,
)
def has_a_theme(page: Any) -> bool:
    return bool(page.themes.all())


@rule(
    field="contact_name",
    text=_("There is somebody to ask"),
    ask=_("Give a name, and an e-mail address or a telephone number."),
    why=_("One question answered is often what it takes to come along."),
    applies_to=ProgrammePage,
)
def has_a_contact(page: Any) -> bool:
    return bool(page.contact_name.strip() and (page.contact_email or page.contact_phone))


@rule(
    field="main_image",
    text=_("You may publish every picture, sound and file on the page"),
    ask=_("Open the details of each picture, recording and file, and confirm that you may publish it."),
    why=_("The city answers for the rights of the authors."),
)
def rights_are_confirmed(page: Any) -> bool:
    today = timezone.localdate()
    return all(
        file.rights_confirmed and (file.expires_on is None or file.expires_on >= today) for _key, file in _files(page)
    )


@rule(
    field="main_image",
    text=_("The recognisable people in pictures and recordings have agreed"),
    ask=_("Open the details of each picture and recording, and say whether people can be recognised."),
    why=_("Nobody is shown without having agreed; for a child, a guardian agrees."),
)
def consent_is_recorded(page: Any) -> bool:
    return all(file.consent != ConsentState.UNDECIDED for key, file in _files(page) if key.kind != FileKind.ATTACHMENT)


def _fields_with_way_in(page: Any) -> Iterator[str]:
    links = list(JoinLink.objects.of_page(page.translation_key))
    for field in page._meta.concrete_fields if links else ():
        if field.name not in _NOT_LOOKED_AT and any(gives_away(words, links) for words in _words_of(page, field)):
            yield field.name


def _first_field_with_way_in(page: Any) -> str:
    return next(_fields_with_way_in(page))


@rule(
    field="body",
    text=_("The way into the session is not on the page"),
    ask=_(
        "Take the link to the session, its telephone number and its code out of this text. They are saved under "
        "“Joining link”, and that is enough."
    ),
    why=_(
        "Everybody can read the page. Those who have a place get the way in on their own page, where strangers cannot "
        "see it."
    ),
    applies_to=DatedPage,
    where=_first_field_with_way_in,
)
def way_in_is_not_on_the_page(page: Any) -> bool:
    return next(_fields_with_way_in(page), None) is None


def _words_of(page: Any, field: Any) -> Iterator[str]:
    value = field.value_from_object(page)
    yield from _strings_in(field.stream_block.get_prep_value(value) if isinstance(field, StreamField) else value)


def _strings_in(value: Any) -> Iterator[str]:
    """Every text in what is stored of a field: rich text with where its links lead, and of blocks their values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _strings_in(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in {"id", "type"}:
                yield from _strings_in(each)


def _blocks(page: Any, block_type: str) -> Iterator[Any]:
    for block in getattr(page, "body", None) or ():
        if block.block_type == block_type:
            yield block


def _files(page: Any) -> Iterator[Any]:
    yield from get_files(files_of(page)).items()
