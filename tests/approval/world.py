"""A small world of two partners, an editor, a coordinator, an administrator and the clock, acting at random.

A Hypothesis state machine. Every action goes through the same request as a browser's, or through the real job. Beside
the site runs a model that knows only what editors approved: after every step, what anyone can fetch is compared with
it. Only these may change anything: an approval (or an editor's publication of what was submitted), an editor's
unpublication, the cancellation of a date, and the city's own people.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar

from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import strategies as st
from hypothesis.stateful import RULE_MARKER, RuleBasedStateMachine, initialize, invariant, rule
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.operations import translate_object

from home.accounts.models import User
from home.refusals import Refused
from media.models import Picture
from programme.approval.forms import TICKS
from programme.approval.models import ApprovalRecord, EditorApproval
from programme.catalogue.models import Keyword, Occurrence, WorkshopPage
from programme.partners.models import Partner, PartnerPage
from tests.approval.languages_of_world import LanguagesOfWorld, original_of
from tests.approval.public import every_address, what_anyone_sees
from tests.pictures import png
from tests.programme.catalogue.forms import single_date, workshop_form

MOST_PAGES = 7
MOST_FILES = 6
EVERYTHING_EVERY = 20
LISTS = ["/fi/", "/fi/ohjelma/", "/fi/ohjelma/?q=savi", "/fi/tekijat/", "/sitemap.xml"]
WORDS = ["Savikettu", "Villasukka", "Laulu", "Lyhty", "Pöllö"]
SIZES = [(64, 48), (66, 48), (68, 48)]

partners = st.sampled_from(["first", "second"])
words = st.sampled_from(WORDS)
pick = st.integers(min_value=0, max_value=7)
chance = st.booleans()


class World(LanguagesOfWorld, RuleBasedStateMachine):
    """The site, the people, and the model."""

    most_pages = MOST_PAGES

    # Set by the test that runs the machine: the rows of the world, made once.
    people: ClassVar[dict[str, User]] = {}
    partner_of: ClassVar[dict[str, Partner]] = {}
    # What has happened in all walks together, so that a test can see that they were not idle.
    happened: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        cache.clear()
        self.clients: dict[str, Client] = {}
        for name, user in self.people.items():
            self.clients[name] = Client()
            self.clients[name].force_login(user)
        self.number = 0
        self.steps = 0
        self.log: list[str] = []
        # The model. Of each public page: its title and its picture. Of each submission: the same.
        self.live: dict[int, tuple[str, int | None]] = {}
        self.submitted: dict[int, tuple[str, int | None]] = {}
        self.drafted: dict[int, tuple[str, int | None]] = {}
        self.files_seen: dict[str, int] = {}
        self.touched: set[int] = set()
        self.may_change: set[int] = set()
        self.everything_may_change = False
        self.baseline = what_anyone_sees()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    @initialize(size=st.sampled_from(SIZES), word=words)
    def begin_with_something_to_lose(self, size: tuple[int, int], word: str) -> None:
        """Each partner has a page with a picture; the first one's is public, its translation and the second wait."""
        for who in ("first", "second"):
            self.upload(who, size)
            self.create(who, word, 1)
            self.submit(len(self.pages()) - 1, word, 1)
        self.approve(0)
        self.start_language(0, "owner", "en")
        self.translate_and_send(0, "owner", word, False)

    # How people act -------------------------------------------------------------------------

    def post(self, who: str, name: str, *arguments: Any, data: dict[str, Any] | None = None, **extra: Any) -> Any:
        """Post to a named address, run what follows the commit, and the jobs."""
        return self.post_to(who, reverse(name, args=arguments), data, **extra)

    def post_to(self, who: str, address: str, data: dict[str, Any] | None = None, **extra: Any) -> Any:
        with TestCase.captureOnCommitCallbacks(execute=True):
            answer = self.clients[who].post(address, data or {}, **extra)
        self.run_jobs()
        return answer

    def run_jobs(self) -> None:
        for job in DBTaskResult.objects.ready():
            arguments = job.args_kwargs
            with TestCase.captureOnCommitCallbacks(execute=True):
                job.task.func(*arguments["args"], **arguments["kwargs"])
            job.delete()

    def pages(self) -> list[WorkshopPage]:
        return list(WorkshopPage.objects.order_by("pk"))

    def page(self, number: int) -> WorkshopPage | None:
        pages = self.pages()
        return pages[number % len(pages)] if pages else None

    def waiting(self, number: int) -> WorkshopPage | None:
        """One of the pages that wait for an editor."""
        pages = [page for page in self.pages() if page.workflow_in_progress]
        return pages[number % len(pages)] if pages else None

    def file(self, number: int) -> Picture | None:
        files = list(Picture.objects.order_by("pk"))
        return files[number % len(files)] if files else None

    def owner(self, page: Page) -> str:
        return "first" if page.path.startswith(self.section("first").path) else self._owner_in_english(page)

    def _owner_in_english(self, page: Page) -> str:
        sections = PartnerPage.objects.filter(partner=self.partner_of["first"])
        return "first" if any(page.path.startswith(section.path) for section in sections) else "second"

    def section(self, who: str, language: str = "fi") -> PartnerPage:
        return self.partner_of[who].sections.get(locale__language_code=language)

    def fresh(self, word: str) -> str:
        self.number += 1
        return f"{word} numero {self.number}"

    def form(self, title: str, picture: Picture | None, **values: Any) -> dict[str, Any]:
        """A complete page as an artist types it; without an action it is saved as a draft."""
        day = timezone.localdate() + timedelta(days=7)
        filled = workshop_form(dates=[single_date(day)], title=title)
        del filled["action-submit"]
        theme = Keyword.objects.filter(group="activity").first()
        assert theme is not None
        chosen = {"main_image": str(picture.pk) if picture else "", "main_image_decorative": "on"}
        return {**filled, **chosen, "themes": [str(theme.pk)], **values}

    def picture_of(self, who: str, number: int) -> Picture | None:
        """One of the partner's own pictures, or none."""
        files: list[Picture | None] = [None, *Picture.objects.filter(collection=self.partner_of[who].collection)]
        return files[number % len(files)]

    def was_saved(self, page: WorkshopPage, title: str, picture: Picture | None) -> None:
        """Note a draft in the model, if it was saved: a page in review is locked."""
        latest = page.get_latest_revision_as_object()
        if latest.title == title:
            self.happened["saved"] += 1
            self.drafted[page.pk] = (title, picture.pk if picture else None)

    # Partners -------------------------------------------------------------------------------

    @rule(who=partners, word=words, number=pick)
    def create(self, who: str, word: str, number: int) -> None:
        if len(self.pages()) >= MOST_PAGES:
            return
        title, picture = self.fresh(word), self.picture_of(who, number)
        data = self.form(title, picture)
        self.post(who, "wagtailadmin_pages:add", "catalogue", "workshoppage", self.section(who).pk, data=data)
        page = WorkshopPage.objects.get(title=title)
        self.was_saved(page, title, picture)
        self.after(page)

    @rule(number=pick, word=words, other=pick, stranger=chance)
    def edit(self, number: int, word: str, other: int, stranger: bool) -> None:
        page = self.page(number)
        if page is None or page.alias_of_id:
            return
        owner = self.owner(page)
        who = self._stranger(owner) if stranger else owner
        title, picture = self.fresh(word), self.picture_of(owner, other)
        self.post(who, "wagtailadmin_pages:edit", page.pk, data=self.form(title, picture))
        page.refresh_from_db()
        self.was_saved(page, title, picture)
        self.after(page)

    def _stranger(self, owner: str) -> str:
        return "second" if owner == "first" else "first"

    @rule(number=pick, word=words, other=pick)
    def submit(self, number: int, word: str, other: int) -> None:
        page = self.page(number)
        if page is None or page.alias_of_id:
            return
        owner = self.owner(page)
        title, picture = self.fresh(word), self.picture_of(owner, other)
        waiting_before = page.workflow_in_progress
        self.post(owner, "wagtailadmin_pages:edit", page.pk, data=self.form(title, picture, **{"action-submit": "1"}))
        page = WorkshopPage.objects.get(pk=page.pk)
        self.was_saved(page, title, picture)
        if page.workflow_in_progress and not waiting_before:
            self.submitted[page.pk] = self.drafted[page.pk]
            self.happened["submitted"] += 1
        self.after(page)

    @rule(number=pick)
    def cancel_submission(self, number: int) -> None:
        page = self.page(number)
        if page is None or not page.workflow_in_progress:
            return
        data = self.form("Peruttu", None, **{"action-cancel-workflow": "1"})
        self.post(self.owner(page), "wagtailadmin_pages:edit", page.pk, data=data)
        if not WorkshopPage.objects.get(pk=page.pk).workflow_in_progress:
            self.submitted.pop(page.pk, None)
        self.after(page)

    @rule(who=partners, size=st.sampled_from(SIZES))
    def upload(self, who: str, size: tuple[int, int]) -> None:
        if Picture.objects.count() >= MOST_FILES:
            return
        data = {
            "title": self.fresh("Kuva"),
            "file": png(f"kuva{self.number}.png", size),
            "collection": self.partner_of[who].collection_id,
            "licence": "cc0",
            "rights_confirmed": "on",
            "consent": "nobody",
        }
        self.post(who, "wagtailimages:add", data=data)

    @rule(number=pick, who=partners, verb=st.sampled_from(["replace", "rename", "delete", "delete in bulk"]))
    def change_file(self, number: int, who: str, verb: str) -> None:
        picture = self.file(number)
        if picture is None:
            return
        data = {"title": self.fresh("Nimi"), "collection": picture.collection_id, "licence": "cc0", "consent": "nobody"}
        data["rights_confirmed"] = "on"
        if verb == "delete in bulk":
            address = reverse("wagtail_bulk_action", args=["media", "picture", "delete"])
            self.post_to(who, f"{address}?id={picture.pk}")
        elif verb == "delete":
            self.post(who, "wagtailimages:delete", picture.pk)
        else:
            extra = {"file": png("uusi.png", SIZES[1])} if verb == "replace" else {}
            self.post(who, "wagtailimages:edit", picture.pk, data={**data, **extra})

    @rule(number=pick, language=st.sampled_from(["fi", "en"]), who=partners, bulk=chance)
    def move(self, number: int, language: str, who: str, bulk: bool) -> None:
        page = self.page(number)
        if page is None:
            return
        target = self.section(who, language)
        if bulk:
            address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
            self.post_to(self.owner(page), f"{address}?id={page.pk}", {"chooser": str(target.pk)})
        else:
            self.post(self.owner(page), "wagtailadmin_pages:move_confirm", page.pk, target.pk)
        self.after(WorkshopPage.objects.filter(pk=page.pk).first())

    @rule(number=pick, kind=st.sampled_from(["copy", "alias", "published", "draft"]), who=partners)
    def copy(self, number: int, kind: str, who: str) -> None:
        page = self.page(number)
        if page is None or len(self.pages()) >= MOST_PAGES:
            return
        self.number += 1
        if kind == "draft":
            self.post(who, "catalogue_copy", page.pk)
        else:
            extra = {"alias": {"alias": "on"}, "published": {"publish_copies": "on"}}.get(kind, {})
            data = {"new_title": self.fresh("Kopio"), "new_slug": f"kopio-{self.number}"}
            data["new_parent_page"] = str(self.section(who).pk)
            self.post(who, "wagtailadmin_pages:copy", page.pk, data={**data, **extra})
        self.after(page)

    @rule(number=pick, who=partners)
    def reorder(self, number: int, who: str) -> None:
        page = self.page(number)
        if page is not None:
            self.post(who, "wagtailadmin_pages:set_page_position", page.pk, data={"position": "0"})
            self.after(page)

    @rule(number=pick, who=st.sampled_from(["first", "second", "editor"]))
    def translate(self, number: int, who: str) -> None:
        page = self.page(number)
        if page is None or page.locale.language_code != "fi" or len(self.pages()) >= MOST_PAGES:
            return
        english = Locale.objects.get(language_code="en")
        if who == "editor" and not page.alias_of_id:
            try:
                with TestCase.captureOnCommitCallbacks(execute=True):
                    translate_object(page, [english], user=self.people["editor"])
            except Refused:
                return
            # Its words are the source's; the model learns them from what is drafted now.
            for translation in WorkshopPage.objects.filter(translation_key=page.translation_key, locale=english):
                latest = translation.get_latest_revision_as_object()
                self.drafted[translation.pk] = (latest.title, latest.main_image_id)
        else:
            data = {"locales": [str(english.pk)]}
            self.post(who, "wagtail_localize:submit_page_translation", page.pk, data=data)
        self.after(page)

    @rule(number=pick, who=partners, word=words)
    def write_translation(self, number: int, who: str, word: str) -> None:
        page = self.page(number)
        translation = page and Translation.objects.filter(source__object_id=page.translation_key).first()
        segment = page and StringSegment.objects.filter(source__object_id=page.translation_key).first()
        if page is None or translation is None or segment is None:
            return
        address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
        with TestCase.captureOnCommitCallbacks(execute=True):
            self.clients[who].put(
                address, f"value={self.fresh(word)}", content_type="application/x-www-form-urlencoded"
            )
        for target in WorkshopPage.objects.filter(translation_key=page.translation_key):
            if original_of(target) is None:
                continue
            self.post(who, "wagtailadmin_pages:edit", target.pk, data={"action": "publish"})
        self.after(page)

    @rule(number=pick, who=partners)
    def convert_to_alias(self, number: int, who: str) -> None:
        page = self.page(number)
        if page is not None:
            self.post(who, "wagtail_localize:convert_to_alias", page.pk)
            self.after(page)

    @rule(number=pick, who=partners, other=pick)
    def revert(self, number: int, who: str, other: int) -> None:
        page = self.page(number)
        if page is None or page.alias_of_id:
            return
        revisions = list(page.revisions.order_by("pk"))
        if not revisions:
            return
        title = self.fresh("Palautettu")
        data = self.form(title, None, revision=str(revisions[other % len(revisions)].pk))
        self.post(who, "wagtailadmin_pages:edit", page.pk, data=data)
        self.was_saved(WorkshopPage.objects.get(pk=page.pk), title, None)
        self.after(page)

    @rule(number=pick, past=chance)
    def schedule(self, number: int, past: bool) -> None:
        page = self.page(number)
        if page is None or page.alias_of_id:
            return
        moment = timezone.localtime() + timedelta(days=-1 if past else 1)
        times = {"go_live_at": f"{moment:%d.%m.%Y %H:%M}", "expire_at": f"{moment:%d.%m.%Y %H:%M}"}
        title = self.fresh("Ajastettu")
        self.post(self.owner(page), "wagtailadmin_pages:edit", page.pk, data=self.form(title, None, **times))
        self.was_saved(WorkshopPage.objects.get(pk=page.pk), title, None)
        self.the_clock()
        self.after(page)

    @rule()
    def the_clock(self) -> None:
        with TestCase.captureOnCommitCallbacks(execute=True):
            call_command("publish_scheduled")
        self.run_jobs()

    @rule(number=pick, slug=st.sampled_from(["uusi-osoite", "toinen-osoite", "savikettu"]))
    def change_slug(self, number: int, slug: str) -> None:
        page = self.page(number)
        if page is None or page.alias_of_id:
            return
        title = self.fresh("Osoite")
        self.post(self.owner(page), "wagtailadmin_pages:edit", page.pk, data=self.form(title, None, slug=slug))
        self.was_saved(WorkshopPage.objects.get(pk=page.pk), title, None)
        self.after(page)

    @rule(who=partners, word=words, slug=chance)
    def change_section(self, who: str, word: str, slug: bool) -> None:
        section = self.section(who)
        data = {
            "title": self.fresh(word),
            "slug": f"osio-{self.number}" if slug else section.slug,
            "introduction": "Salainen esittely",
            "main_image": "",
            "main_image_alt": "",
            "body-count": "0",
            "website": "",
            "contact_email": "",
            "contact_phone": "",
        }
        self.post(who, "wagtailadmin_pages:edit", section.pk, data=data)
        self.touched.add(section.pk)

    @rule(who=partners)
    def change_profile(self, who: str) -> None:
        data = {"name-first_name": self.fresh("Nimi"), "name-last_name": "Uusi", "language-language": "fi"}
        self.post(who, "wagtailadmin_account", data=data)

    @rule(number=pick, who=partners)
    def comment(self, number: int, who: str) -> None:
        page = self.page(number)
        if page is None or page.alias_of_id:
            return
        title = self.fresh("Kommentoitu")
        comments = {
            "comments-TOTAL_FORMS": "1",
            "comments-INITIAL_FORMS": "0",
            "comments-MIN_NUM_FORMS": "0",
            "comments-MAX_NUM_FORMS": "",
            "comments-0-text": "Salainen kommentti",
            "comments-0-contentpath": "title",
            "comments-0-position": "",
            "comments-0-resolved": "",
            "comments-0-DELETE": "",
            "comments-0-id": "",
            "comments-0-replies-TOTAL_FORMS": "0",
            "comments-0-replies-INITIAL_FORMS": "0",
        }
        self.post(who, "wagtailadmin_pages:edit", page.pk, data=self.form(title, None, **comments))
        self.was_saved(WorkshopPage.objects.get(pk=page.pk), title, None)
        self.after(page)

    @rule(number=pick, word=words)
    def autosave_over(self, number: int, word: str) -> None:
        page = self.page(number)
        if page is None or page.alias_of_id or not page.latest_revision_id:
            return
        title = self.fresh(word)
        data = self.form(title, None, overwrite_revision_id=str(page.latest_revision_id))
        owner = self.owner(page)
        self.post(owner, "wagtailadmin_pages:edit", page.pk, data=data, HTTP_ACCEPT="application/json")
        self.was_saved(WorkshopPage.objects.get(pk=page.pk), title, None)
        self.after(page)

    @rule(number=pick, who=partners, bulk=chance)
    def delete(self, number: int, who: str, bulk: bool) -> None:
        page = self.page(number)
        if page is None:
            return
        if bulk:
            address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
            self.post_to(who, f"{address}?id={page.pk}")
        else:
            self.post(who, "wagtailadmin_pages:delete", page.pk)
        if not WorkshopPage.objects.filter(pk=page.pk).exists():
            self.submitted.pop(page.pk, None)
            self.drafted.pop(page.pk, None)
        self.after(page)

    @rule(number=pick, who=partners)
    def do_what_only_editors_may(self, number: int, who: str) -> None:
        page = self.page(number)
        if page is None:
            return
        self.post(who, "wagtailadmin_pages:unpublish", page.pk)
        self.post(who, "wagtailadmin_pages:set_privacy", page.pk, data={"restriction_type": "login"})
        self.post(who, "wagtailadmin_pages:lock", page.pk)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        self.post_to(who, f"{address}?id={page.pk}", {"include_descendants": "on"})
        state = page.current_workflow_task_state
        if state is not None:
            data = dict.fromkeys(TICKS, "on")
            self.post(who, "wagtailadmin_pages:workflow_action", page.pk, "approve", state.pk, data=data)
        self.after(page)

    # The city -------------------------------------------------------------------------------

    @rule(number=pick)
    def approve(self, number: int) -> None:
        page = self.waiting(number)
        state = page and page.current_workflow_task_state
        if page is None or state is None:
            return
        data = dict.fromkeys(TICKS, "on")
        self.may_change.add(page.pk)
        self.post("editor", "wagtailadmin_pages:workflow_action", page.pk, "approve", state.pk, data=data)
        self.was_decided(page)

    @rule(number=pick)
    def send_back(self, number: int) -> None:
        page = self.waiting(number)
        state = page and page.current_workflow_task_state
        if page is None or state is None:
            return
        data = {"comment": "Kerro vielä enemmän."}
        self.post("editor", "wagtailadmin_pages:workflow_action", page.pk, "reject", state.pk, data=data)
        self.submitted.pop(page.pk, None)
        self.after(page)

    @rule(number=pick, mend=chance)
    def publish_as_editor(self, number: int, mend: bool) -> None:
        page = self.page(number)
        if page is None or page.alias_of_id:
            return
        title, picture = self._what_stands(page)
        if mend:
            title = f"{title}!"
        self.may_change.add(page.pk)
        data = self.form(title, picture, **{"action-publish": "1"})
        self.post("editor", "wagtailadmin_pages:edit", page.pk, data=data)
        self.was_saved(WorkshopPage.objects.get(pk=page.pk), title, picture)
        if page.pk in self.submitted and original_of(page) is None:
            self.submitted[page.pk] = (title, picture.pk if picture else None)
        self.was_decided(page)

    def _what_stands(self, page: WorkshopPage) -> tuple[str, Picture | None]:
        latest = page.get_latest_revision_as_object()
        return latest.title, latest.main_image

    @rule(who=partners, descendants=chance)
    def bulk_publish(self, who: str, descendants: bool) -> None:
        pages = self.pages()
        self.may_change |= {page.pk for page in pages if page.pk in self.submitted}
        ids = "&".join(f"id={page.pk}" for page in [self.section(who), *pages])
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        self.post_to("editor", f"{address}?{ids}", {"include_descendants": "on"} if descendants else {})
        for page in pages:
            self.was_decided(page)

    @rule(number=pick, bulk=chance)
    def unpublish_as_editor(self, number: int, bulk: bool) -> None:
        page = self.page(number)
        if page is None or not page.live:
            return
        self.may_change.add(page.pk)
        self.post("editor", "wagtailadmin_pages:unpublish", page.pk)
        if not WorkshopPage.objects.get(pk=page.pk).live:
            self.live.pop(page.pk, None)
            self.happened["unpublished"] += 1
        self.after(page)

    @rule(number=pick)
    def lock_as_editor(self, number: int) -> None:
        page = self.page(number)
        if page is not None:
            self.post("editor", "wagtailadmin_pages:unlock" if page.locked else "wagtailadmin_pages:lock", page.pk)
            self.after(page)

    @rule()
    def disable_and_enable_task(self) -> None:
        task = EditorApproval.objects.get()
        self.post("administrator", "wagtailadmin_workflows:disable_task", task.pk)
        assert not EditorApproval.objects.get().active
        self.post("administrator", "wagtailadmin_workflows:enable_task", task.pk)
        self.submitted.clear()

    @rule(who=partners)
    def remove_and_invite_person(self, who: str) -> None:
        partner, user = self.partner_of[who], self.people[who]
        self.post("coordinator", "partners:remove", partner.pk, user.pk)
        page = self.page(0)
        if page is not None:
            self.clients[who].post(reverse("wagtailadmin_pages:edit", args=[page.pk]), self.form("Poistettu", None))
        names = {"first_name": "Aino", "last_name": "Virtanen", "language": "fi"}
        self.post("coordinator", "partners:detail", partner.pk, data={"email": user.email, **names})
        self.clients[who] = Client()
        self.clients[who].force_login(User.objects.get(pk=user.pk))

    @rule(who=partners, word=words)
    def rename_partner(self, who: str, word: str) -> None:
        self.post("coordinator", "partners:rename", self.partner_of[who].pk, data={"name": self.fresh(word)})

    @rule(number=pick, who=partners)
    def cancel_date(self, number: int, who: str) -> None:
        page = self.page(number)
        occurrence = page and Occurrence.objects.of_translation_key(page.translation_key).first()
        if page is None or occurrence is None or page.alias_of_id:
            return
        if who == self.owner(page):
            # All languages share their dates.
            self.may_change |= {page.pk, *page.get_translations().live().values_list("pk", flat=True)}
        self.post(who, "catalogue_cancel_date", page.pk, occurrence.pk, data={"reason": "illness"})
        self.after(page)

    # The comparison -------------------------------------------------------------------------

    def after(self, page: Page | None) -> None:
        if page is not None:
            self.touched.add(page.pk)

    def was_decided(self, page: WorkshopPage) -> None:
        """Bring the model in line with an editor's decision: what was submitted is public, and nothing else."""
        stored = WorkshopPage.objects.get(pk=page.pk)
        waiting = self.submitted.get(page.pk)
        if waiting is not None and not stored.workflow_in_progress and stored.live:
            title, picture = self.submitted.pop(page.pk)
            original = original_of(page)
            if original in self.live:
                picture = self.live[original][1]
            self.live[page.pk] = (title, picture)
            self.share(page)
            self.happened["approved"] += 1
            if original is not None:
                self.happened["translations approved"] += 1
            record = ApprovalRecord.objects.of_page(page.pk).first()
            assert record is not None
            assert record.decided_by == self.people["editor"]
            assert record.submitted_by != record.decided_by
        self.after(page)

    @invariant()
    def nothing_else_is_public(self) -> None:
        self.steps += 1
        cache.clear()
        for picture in Picture.objects.all():
            self.files_seen[picture.file.url] = picture.pk
        live_titles = dict(WorkshopPage.objects.filter(live=True, alias_of=None).values_list("pk", "title"))
        assert live_titles == {pk: title for pk, (title, _picture) in self.live.items()}
        self._compare_files()
        self._compare_pages()
        self.touched.clear()
        self.may_change.clear()

    def _compare_files(self) -> None:
        expected = {picture for _title, picture in self.live.values() if picture is not None}
        names = {picture.file.url: picture.pk for picture in Picture.objects.all()}
        public = set(what_anyone_sees(self.files_seen))
        self.happened["public files"] += len(public)
        assert {self.files_seen[address] for address in public} == expected, (public, expected)
        # A stored file that was replaced is gone for good, whatever its picture is now.
        assert public <= set(names)

    def _compare_pages(self) -> None:
        allowed = self._addresses_that_may_change() if self.may_change else set()
        if self.steps % EVERYTHING_EVERY == 0:
            addresses = {address for address in every_address() if not address.startswith("/media/")} | allowed
        else:
            addresses = {*LISTS, *self._addresses_of(self.touched | set(self.live)), *allowed}
        seen = what_anyone_sees(addresses)
        for address in addresses:
            if seen.get(address) != self.baseline.get(address):
                assert address in allowed, f"{address} changed"
                self.happened["rightful changes"] += 1
        for address in addresses:
            if address in seen:
                self.baseline[address] = seen[address]
            else:
                self.baseline.pop(address, None)

    def _addresses_of(self, pks: Iterable[int]) -> list[str]:
        return [page.get_url_parts()[2] for page in Page.objects.filter(pk__in=pks)]

    def _addresses_that_may_change(self) -> set[str]:
        pages = Page.objects.filter(pk__in=self.may_change)
        related = set(self.may_change)
        for page in pages:
            related |= set(page.get_translations().values_list("pk", flat=True))
            # A partner's sections list what is public in one language alone in the others as well.
            related |= set(page.get_parent().get_translations(inclusive=True).values_list("pk", flat=True))
            related |= set(page.aliases.values_list("pk", flat=True))
        lists = {*LISTS, "/en/", "/en/programme/", "/en/programme/?q=clay", "/fi/ohjelma/?when=past"}
        # Where it was public until now, and where it is public from now on.
        before = {address for address in self.baseline if address.rstrip("/").rpartition("/")[2] in self._slugs(pages)}
        return lists | set(self._addresses_of(related)) | before

    def _slugs(self, pages: Iterable[Page]) -> set[str]:
        slugs = set()
        for page in pages:
            slugs |= {page.slug, *(revision.content["slug"] for revision in page.revisions.all())}
        return slugs


def kinds_of_action(machine: type[World]) -> list[str]:
    """Name the kinds of action that *machine* takes its steps from."""
    return sorted(name for name in dir(machine) if hasattr(getattr(machine, name), RULE_MARKER))
