"""Two languages of one page, from the first draft to what readers see, by the requests that people's browsers send."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page

from programme.approval.forms import TICKS
from programme.approval.languages.drafts import untranslated
from programme.approval.languages.passages import passages_of
from programme.approval.models import ApprovalRecord, LiveTranslation, Submission
from programme.approval.models.records import Road
from programme.catalogue.models import Keyword, Occurrence, WorkshopPage
from tests.approval.translating import act, post, start, translation_of, write
from tests.programme.catalogue.forms import single_date


def seen(page: Any) -> str:
    """What a visitor gets under the page's address, or its status where there is nothing."""
    answer = Client().get(Page.objects.get(pk=page.pk).url)
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def decide(user: Any, page: Any, decision: str, **words: str) -> Any:
    submission = Submission.objects.of_page(page.pk).waiting().get()
    prefix = "reject" if decision == "reject" else "approve"
    data = {"decision": decision, **{f"{prefix}-{name}": "on" for name in TICKS}}
    data |= {f"{prefix}-{name}": value for name, value in words.items()}
    answer = post(user, "approval:review", submission.pk, data=data)
    page.refresh_from_db()
    return answer


@pytest.fixture
def english(live: WorkshopPage, artist: Any) -> WorkshopPage:
    """A draft of the live workshop in English, every passage translated, not sent yet."""
    page = start(artist, live)
    assert set(write(artist, page)) <= {200, 201}
    return page


@pytest.fixture
def live_english(english: WorkshopPage, artist: Any, editor: Any) -> WorkshopPage:
    act(artist, english, "submit")
    decide(editor, english, "approve")
    assert english.live
    return english


def test_starting_makes_a_draft_that_nobody_sees(live: WorkshopPage, artist: Any) -> None:
    page = start(artist, live)
    assert (page.live, page.locale.language_code, page.translation_key) == (False, "en", live.translation_key)
    assert page.get_parent().specific.partner == live.get_parent().specific.partner
    assert seen(page) == "404"


def test_no_page_in_the_other_language_before_somebody_starts_it(live: WorkshopPage) -> None:
    assert not Page.objects.filter(translation_key=live.translation_key).exclude(pk=live.pk).exists()


def test_who_may_not_change_the_original_starts_nothing(live: WorkshopPage, other_artist: Any) -> None:
    assert start(other_artist, live) is None


def test_starting_twice_makes_one_page(live: WorkshopPage, artist: Any) -> None:
    start(artist, live)
    start(artist, live)
    assert Page.objects.filter(translation_key=live.translation_key).count() == 2


def test_sections_that_are_missing_are_made_as_drafts_with_rights(
    live: WorkshopPage, artist: Any, partner: Any
) -> None:
    partner.sections.get(locale__language_code="en").delete()
    page = start(artist, live)
    section = page.get_parent().specific
    assert (section.live, section.partner) == (False, partner)
    assert page.permissions_for_user(artist).can_edit()


def test_a_language_whose_site_is_not_open_is_refused(live: WorkshopPage, artist: Any) -> None:
    Locale.objects.create(language_code="sv")
    assert start(artist, live, "sv") is None


def test_untranslated_passages_are_named_and_nothing_is_sent(live: WorkshopPage, artist: Any) -> None:
    page = start(artist, live)
    write(artist, page)
    translation = translation_of(page)
    translation.source.stringsegment_set.get(context__path="summary").string.translations.all().delete()
    client = Client()
    client.force_login(artist)
    answer = client.post(f"/admin/pages/{page.pk}/edit/", {"action": "submit"}, follow=True)
    assert not Submission.objects.of_page(page.pk).exists()
    assert "“Lyhyesti”" in answer.content.decode() or "Lyhyesti" in answer.content.decode()


def test_words_that_do_not_fit_are_refused_at_submission_and_kept(live: WorkshopPage, artist: Any) -> None:
    page = start(artist, live)
    write(artist, page, {"summary": "x" * 300})
    act(artist, page, "submit")
    assert not Submission.objects.of_page(page.pk).exists()
    assert translation_of(page).source.stringsegment_set.get(context__path="summary").string.translations.get().data


def test_the_translation_is_public_after_its_approval_only(english: WorkshopPage, artist: Any, editor: Any) -> None:
    act(artist, english, "submit")
    assert seen(english) == "404"
    decide(editor, english, "approve")
    assert "A clay fox" in seen(english)
    assert english.slug == "a-clay-fox"
    record = ApprovalRecord.objects.of_page(english.pk).get()
    assert (record.road, record.language, record.submitted_by) == (Road.APPROVAL, "en", artist)


def test_sent_back_and_sent_again(english: WorkshopPage, artist: Any, editor: Any) -> None:
    act(artist, english, "submit")
    decide(editor, english, "reject", comment="Say where the clay comes from.")
    assert not english.live
    assert set(write(artist, english, {"summary": "Clay from the yard."})) <= {200, 201}
    act(artist, english, "submit")
    decide(editor, english, "approve")
    assert "Clay from the yard." in seen(english)


def test_words_are_locked_for_everyone_while_they_wait(english: WorkshopPage, artist: Any, editor: Any) -> None:
    act(artist, english, "submit")
    for person in (artist, editor):
        assert set(write(person, english, {"title": "Something else"})) == {403}
    decide(editor, english, "approve")
    assert "Something else" not in seen(english)


def test_taking_it_back(english: WorkshopPage, artist: Any) -> None:
    act(artist, english, "submit")
    act(artist, english, "cancel-workflow")
    assert not english.workflow_in_progress
    assert set(write(artist, english)) <= {200, 201}


def test_a_draft_of_words_changes_nothing_in_public(live_english: WorkshopPage, artist: Any) -> None:
    before = seen(live_english)
    write(artist, live_english, {"title": "Nobody approved this"})
    act(artist, live_english, "save")
    assert live_english.get_latest_revision_as_object().title == "Nobody approved this"
    assert seen(live_english) == before


def change_original(artist: Any, live: WorkshopPage, typed: Any, picture: Any, **values: Any) -> None:
    data = typed(main_image=str(picture.pk), main_image_decorative="on", **values, **{"action-submit": "1"})
    post(artist, "wagtailadmin_pages:edit", live.pk, data=data)
    live.refresh_from_db()
    assert live.workflow_in_progress


def test_a_changed_original_leaves_its_translation_behind(
    live: WorkshopPage, live_english: WorkshopPage, artist: Any, editor: Any, typed: Any, picture: Any
) -> None:
    assert not LiveTranslation.objects.behind().exists()
    change_original(artist, live, typed, picture, title="Savikettu ja karhu")
    assert not LiveTranslation.objects.behind().exists()
    decide(editor, live, "approve")
    state = LiveTranslation.objects.behind().get()
    assert [path for path, _text in state.behind] == ["title"]
    assert "A clay fox" in seen(live_english)
    notice = f'<a href="{live.url}" lang="fi" hreflang="fi">Savikettu ja karhu</a>'
    assert notice in seen(live_english)
    # Brought in, translated and approved, it is behind no more.
    act(artist, live_english, "bring-in")
    write(artist, live_english, {"title": "A clay fox and a bear"})
    act(artist, live_english, "submit")
    decide(editor, live_english, "approve")
    assert not LiveTranslation.objects.behind().exists()
    assert "A clay fox and a bear" in seen(live_english)
    assert notice not in seen(live_english)


def test_words_of_passages_that_stayed_survive_bringing_in(
    live: WorkshopPage, live_english: WorkshopPage, artist: Any, editor: Any, typed: Any, picture: Any
) -> None:
    change_original(artist, live, typed, picture, title="Savikettu ja karhu")
    decide(editor, live, "approve")
    act(artist, live_english, "bring-in")
    draft = live_english.get_latest_revision_as_object()
    assert (draft.title, draft.summary) == ("Savikettu ja karhu", "We shape clay together.")


def test_shared_things_are_approved_once(
    live: WorkshopPage, live_english: WorkshopPage, artist: Any, editor: Any, typed: Any, picture: Any
) -> None:
    other = Keyword.objects.filter(group="activity").last()
    assert other is not None
    day = timezone.localdate() + timedelta(days=20)
    change_original(
        artist, live, typed, picture, themes=[str(other.pk)], minimum_age="14", **date_fields(day, starts="12:00")
    )
    decide(editor, live, "approve")
    live_english.refresh_from_db()
    assert (live_english.minimum_age, list(live_english.themes.all())) == (14, [other])
    assert [str(child.value["date"]) for child in live_english.dates] == [str(day)]
    assert live_english.title == "A clay fox"
    record = ApprovalRecord.objects.of_page(live_english.pk).first()
    original = ApprovalRecord.objects.of_page(live.pk).first()
    assert record is not None
    assert original is not None
    assert (record.road, record.decided_by, record.decision) == (Road.SHARED, editor, original.decision)
    assert Occurrence.objects.of_translation_key(live.translation_key).count() == 1


def test_shared_things_that_were_emptied_are_empty_in_both(
    live: WorkshopPage, live_english: WorkshopPage, artist: Any, editor: Any, typed: Any
) -> None:
    assert live_english.main_image is not None
    data = typed(main_image="", main_image_decorative="", **{"action-submit": "1"})
    post(artist, "wagtailadmin_pages:edit", live.pk, data=data)
    live.refresh_from_db()
    decide(editor, live, "approve")
    live_english.refresh_from_db()
    assert live_english.main_image is None


def test_a_translation_that_waits_keeps_its_words_and_shares_what_was_approved(
    live: WorkshopPage, english: WorkshopPage, artist: Any, editor: Any, typed: Any, picture: Any
) -> None:
    act(artist, english, "submit")
    change_original(artist, live, typed, picture, minimum_age="14")
    decide(editor, live, "approve")
    submission = Submission.objects.of_page(english.pk).waiting().get()
    pinned = submission.revision.as_object()
    assert (pinned.title, pinned.minimum_age) == ("A clay fox", 14)
    decide(editor, english, "approve")
    assert english.live
    assert english.minimum_age == 14


def test_approving_only_a_translation_leaves_live_shared_things_alone(
    live: WorkshopPage, english: WorkshopPage, artist: Any, editor: Any, typed: Any, picture: Any
) -> None:
    change_original(artist, live, typed, picture, minimum_age="14")
    act(artist, english, "bring-in")
    write(artist, english)
    act(artist, english, "submit")
    assert Submission.objects.of_page(english.pk).waiting().get().revision.as_object().minimum_age == 14
    decide(editor, english, "approve")
    live.refresh_from_db()
    assert (english.live, english.minimum_age, live.minimum_age) == (True, 12, 12)


def test_both_in_one_decision(
    live: WorkshopPage, live_english: WorkshopPage, artist: Any, editor: Any, typed: Any, picture: Any
) -> None:
    change_original(artist, live, typed, picture, title="Savikettu ja karhu", minimum_age="14")
    act(artist, live_english, "bring-in")
    write(artist, live_english, {"title": "A clay fox and a bear"})
    act(artist, live_english, "submit")
    client = Client()
    client.force_login(editor)
    submission = Submission.objects.of_page(live.pk).waiting().get()
    shown = client.get(f"/admin/hyvaksynnat/{submission.pk}/").content.decode()
    assert "Savikettu ja" in shown
    assert "A clay fox" in shown
    assert 'value="approve_all"' in shown
    decide(editor, live, "approve_all", comment="Hyvä!")
    live.refresh_from_db()
    live_english.refresh_from_db()
    assert (live.title, live_english.title) == ("Savikettu ja karhu", "A clay fox and a bear")
    assert (live.minimum_age, live_english.minimum_age) == (14, 14)
    assert not live.workflow_in_progress
    assert not live_english.workflow_in_progress
    records = [
        ApprovalRecord.objects.of_page(page.pk).filter(road=Road.APPROVAL).first() for page in (live, live_english)
    ]
    assert records[0] is not None
    assert records[1] is not None
    assert records[0].decision == records[1].decision
    shown = client.get(f"/admin/hyvaksynnat/paatokset/{records[0].pk}/").content.decode()
    assert f"/admin/hyvaksynnat/paatokset/{records[1].pk}/" in shown
    assert not LiveTranslation.objects.behind().exists()


def test_both_or_none(
    live: WorkshopPage, live_english: WorkshopPage, artist: Any, editor: Any, typed: Any, picture: Any
) -> None:
    """Where the second may not go live, the first does not either: this editor sent the translation themselves."""
    before = live.title
    change_original(artist, live, typed, picture, title="Savikettu ja karhu")
    act(editor, live_english, "bring-in")
    write(editor, live_english, {"title": "A clay fox and a bear"})
    act(editor, live_english, "submit")
    decide(editor, live, "approve_all")
    live.refresh_from_db()
    live_english.refresh_from_db()
    assert (live.title, live_english.title) == (before, "A clay fox")
    assert live.workflow_in_progress
    assert live_english.workflow_in_progress


def test_english_first(partner: Any, artist: Any, editor: Any, typed: Any, picture: Any) -> None:
    section = partner.sections.get(locale__language_code="en")
    data = typed(title="Wool fox", main_image=str(picture.pk), main_image_decorative="on", **{"action-submit": "1"})
    post(artist, "wagtailadmin_pages:add", "catalogue", "workshoppage", section.pk, data=data)
    original = WorkshopPage.objects.get()
    decide(editor, original, "approve")
    assert original.live
    assert original.locale.language_code == "en"
    finnish = start(artist, original, "fi")
    assert set(write(artist, finnish, {"title": "Villakettu"}, rest="Suomeksi")) <= {200, 201}
    act(artist, finnish, "submit")
    decide(editor, finnish, "approve")
    assert "Villakettu" in seen(finnish)
    assert next(passage.text for passage in passages_of(original)) == "Wool fox"


def test_a_translation_outlives_its_original(
    live: WorkshopPage, live_english: WorkshopPage, artist: Any, editor: Any, typed: Any, picture: Any
) -> None:
    live.delete()
    client = Client()
    client.force_login(artist)
    assert client.get(f"/admin/pages/{live_english.pk}/edit/").status_code == 200
    change_original(artist, live_english, typed, picture, title="A clay fox by itself")
    decide(editor, live_english, "approve")
    assert "A clay fox by itself" in seen(live_english)


def test_a_release_that_changed_a_table_asks_nothing_of_who_translates(english: WorkshopPage, artist: Any) -> None:
    source = translation_of(english).source
    source.schema_version = "0001_initial"
    source.save()
    client = Client()
    client.force_login(artist)
    answer = client.get(f"/admin/pages/{english.pk}/edit/")
    assert not list(answer.context["messages"])
    assert not translation_of(english).source.schema_out_of_date()
    assert untranslated(translation_of(english)) == []


def test_nobody_parts_the_languages_of_a_page(live_english: WorkshopPage, editor: Any) -> None:
    translation = translation_of(live_english)
    post(editor, "wagtail_localize:stop_translation", translation.pk)
    translation.refresh_from_db()
    assert translation.enabled


def date_fields(day: Any, *, starts: str) -> dict[str, Any]:
    """The one date of the form of a workshop, at another time."""
    from tests.programme.catalogue.forms import workshop_form

    form = workshop_form(dates=[single_date(day, starts=starts)])
    return {name: value for name, value in form.items() if name.startswith("dates")}
