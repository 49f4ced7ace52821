"""What people of the world do with languages, and what the model knows of them.

A translation shows its own words, and the picture of its original: the public one's where there is one, else the
picture of what it was made from.
"""

from typing import Any

from django.test import Client, TestCase
from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import rule
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation

from programme.approval.forms import TICKS
from programme.approval.models import Submission
from programme.catalogue.models import WorkshopPage
from tests.approval.translating import write

pick = st.integers(min_value=0, max_value=7)
people = st.sampled_from(["owner", "stranger", "editor"])
languages = st.sampled_from(["fi", "en"])


def translation_into(page: Page) -> Translation | None:
    """The translation whose target *page* is."""
    found: Translation | None = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    return found


def original_of(page: Page) -> int | None:
    """The primary key of the page that *page* translates."""
    translation = translation_into(page)
    if translation is None:
        return None
    pages = Page.objects.filter(translation_key=page.translation_key, locale_id=translation.source.locale_id)
    return pages.values_list("pk", flat=True).first()


def translations_of(page: Page) -> list[int]:
    """The primary keys of the pages that translate *page*."""
    others = page.get_translations()
    return [other.pk for other in others if original_of(other) == page.pk]


class LanguagesOfWorld:
    """Rules that a state machine takes in. Of the machine they use people, clients, model and comparison."""

    def translated(self: Any, number: int) -> WorkshopPage | None:
        """One of the pages that translate another."""
        pages = [page for page in self.pages() if translation_into(page)]
        return pages[number % len(pages)] if pages else None

    def somebody(self: Any, who: str, page: Page) -> str:
        """The name of a person by what they are to *page*."""
        owner: str = self.owner(page)
        return {"owner": owner, "stranger": self._stranger(owner), "editor": "editor"}[who]

    def picture_to_translate(self: Any, page: Page) -> int | None:
        """The picture that a translation of today is made with: what waits, else what is public, else the draft."""
        original = original_of(page)
        for book in (self.submitted, self.live, self.drafted):
            if original in book:
                picture: int | None = book[original][1]
                return picture
        return None

    def share(self: Any, page: Page) -> None:
        """Let the model carry the picture of an original that was approved over to its translations."""
        picture = self.live[page.pk][1]
        for other in translations_of(page):
            for book in (self.live, self.submitted):
                if other in book:
                    book[other] = (book[other][0], picture)

    @rule(number=pick, who=people, language=languages)
    def start_language(self: Any, number: int, who: str, language: str) -> None:
        page = self.page(number)
        if page is None or page.alias_of_id or len(self.pages()) >= self.most_pages:
            return
        before = {each.pk for each in self.pages()}
        self.post(self.somebody(who, page), "approval:start_language", page.pk, language)
        for made in self.pages():
            if made.pk not in before:
                assert who != "stranger"
                assert not made.live
                self.happened["languages started"] += 1
                self.after(made)
        self.after(page)

    @rule(number=pick, who=people, word=st.sampled_from(["Clay", "Wool", "Song"]), brings_in=st.booleans())
    def translate_and_send(self: Any, number: int, who: str, word: str, brings_in: bool) -> None:
        page = self.translated(number)
        if page is None:
            return
        person = self.somebody(who, page)
        waited = page.workflow_in_progress
        title = self.fresh(word)
        if brings_in:
            self.post(person, "wagtailadmin_pages:edit", page.pk, data={"action": "bring-in"})
        with TestCase.captureOnCommitCallbacks(execute=True):
            codes = write(self.people[person], page, {"title": title, "summary": "In other words."})
        if waited:
            assert set(codes) <= {403}, "words of what waits are locked"
        self.post(person, "wagtailadmin_pages:edit", page.pk, data={"action": "save"})
        self.post(person, "wagtailadmin_pages:edit", page.pk, data={"action": "submit"})
        page = WorkshopPage.objects.get(pk=page.pk)
        if page.workflow_in_progress and not waited:
            assert who != "stranger"
            self.submitted[page.pk] = (title, self.picture_to_translate(page))
            self.happened["translations sent"] += 1
        self.after(page)

    @rule(number=pick, who=people)
    def take_back(self: Any, number: int, who: str) -> None:
        page = self.translated(number)
        if page is None or not page.workflow_in_progress:
            return
        self.post(self.somebody(who, page), "wagtailadmin_pages:edit", page.pk, data={"action": "cancel-workflow"})
        if not WorkshopPage.objects.get(pk=page.pk).workflow_in_progress:
            assert who != "stranger"
            self.submitted.pop(page.pk, None)
        self.after(page)

    @rule(number=pick, who=people, action=st.sampled_from(["publish", "localize-restart-translation", "x"]))
    def press_what_is_not_there(self: Any, number: int, who: str, action: str) -> None:
        page = self.translated(number)
        if page is not None:
            person = self.somebody(who, page)
            self.post(person, "wagtailadmin_pages:edit", page.pk, data={"action": action, action: "1"})
            self.after(page)

    @rule(number=pick, who=people)
    def walk_through_doors_of_localize(self: Any, number: int, who: str) -> None:
        page = self.translated(number)
        translation = page and translation_into(page)
        if page is None or translation is None:
            return
        person = self.somebody(who, page)
        data = {"publish_translations": "on"}
        self.post(person, "wagtail_localize:update_translations", translation.source_id, data=data)
        self.post(person, "wagtail_localize:stop_translation", translation.pk)
        self.post(person, "wagtail_localize:machine_translate", translation.pk)
        self.post(person, "wagtail_localize:convert_to_alias", page.pk)
        assert Translation.objects.get(pk=translation.pk).enabled
        self.after(page)

    @rule(number=pick, who=people)
    def upload_words(self: Any, number: int, who: str) -> None:
        """Bring the words in as a file; somebody else's are refused, and what waits is locked."""
        page = self.translated(number)
        translation = page and translation_into(page)
        if page is None or translation is None:
            return
        title = self.fresh("Po")
        file = translation.export_po()
        for entry in file:
            if entry.msgctxt != "slug":
                entry.msgstr = title
        from django.core.files.uploadedfile import SimpleUploadedFile

        upload = SimpleUploadedFile("words.po", str(file).encode(), content_type="text/x-gettext-translation")
        self.post(self.somebody(who, page), "wagtail_localize:upload_pofile", translation.pk, data={"file": upload})
        written = StringSegment.objects.filter(source=translation.source, context__path="title")
        if page.workflow_in_progress or who == "stranger":
            assert not written.filter(string__translations__data=title).exists()
        self.after(page)

    @rule(number=pick)
    def approve_together(self: Any, number: int) -> None:
        """Open the review of what waits, and approve all its languages at once."""
        page = self.waiting(number)
        submission = page and Submission.objects.of_page(page.pk).waiting().first()
        if page is None or submission is None:
            return
        family = [each for each in self.pages() if each.translation_key == page.translation_key]
        self.may_change |= {each.pk for each in family}
        data = {"decision": "approve_all", **{f"approve-{name}": "on" for name in TICKS}}
        self.post("editor", "approval:review", submission.pk, data=data)
        # Originals first: what they share is approved with them.
        for each in sorted(family, key=lambda one: original_of(one) is not None):
            self.was_decided(each)

    @rule(number=pick)
    def look_at_review(self: Any, number: int) -> None:
        """Looking changes nothing, and no review is an error."""
        page = self.waiting(number)
        submission = page and Submission.objects.of_page(page.pk).waiting().first()
        if submission is not None:
            client: Client = self.clients["editor"]
            assert client.get(reverse("approval:review", args=[submission.pk])).status_code == 200
