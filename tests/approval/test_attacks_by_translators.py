"""The doors of the translation editor as this site has it: started, brought in, sent, taken back, restarted.

Tried by a stranger, by an artist in review, by an artist without rights in one of the two sections, and by nobody.
"""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail_localize.models import OverridableSegment, SegmentOverride, StringSegment, StringTranslation, Translation

from programme.approval.forms import TICKS
from programme.approval.models import Submission
from programme.catalogue.models import WorkshopPage
from programme.partners.models import PartnerPage
from tests.approval.test_attacks import door
from tests.approval.translating import act, post, start, translation_of, write

ACTIONS = ["save", "submit", "bring-in", "cancel-workflow"]
# What the editor of a translation does not know, what wagtail-localize's own knows, and Wagtail's form.
FOREIGN = [
    {"action": "publish"},
    {"action": "PUBLISH"},
    {"action": "approve"},
    {"action": ""},
    {"action": ["save", "publish"]},
    {"action": "../publish"},
    {"publish": "1"},
    {"localize-convert-to-alias": "1"},
    {"localize-restart-translation": "1"},
    {"action-publish": "1"},
    {"action-submit": "1"},
    {"action-restart-workflow": "1"},
    {"action-workflow-action": "1", "workflow-action-name": "approve"},
    {"action-workflow-action": "1", "workflow-action-name": "approve", "action": "save"},
    {"is_reverting": "1", "revision": "1"},
    {},
]


@pytest.fixture
def english(live: WorkshopPage, artist: Any) -> WorkshopPage:
    """A draft of the live workshop in English, every passage translated, not sent yet."""
    page: WorkshopPage = start(artist, live)
    assert set(write(artist, page)) <= {200, 201}
    return page


@pytest.fixture
def waiting(english: WorkshopPage, artist: Any) -> WorkshopPage:
    """The translation, sent for approval."""
    act(artist, english, "submit")
    assert english.workflow_in_progress
    return english


@pytest.fixture
def live_english(waiting: WorkshopPage, editor: Any, approve: Any) -> WorkshopPage:
    """The translation, approved."""
    approve(editor, waiting)
    waiting.refresh_from_db()
    assert waiting.live
    return waiting


def state_of(page: Page) -> tuple[Any, ...]:
    """What a stranger could move: its versions, its workflow, its words, whether it is translated at all."""
    translation = Translation.objects.filter(source__object_id=page.translation_key).first()
    return (
        page.revisions.count(),
        Page.objects.get(pk=page.pk).latest_revision_id,
        [(state.status, state.pk) for state in page.workflow_states],
        sorted(StringTranslation.objects.values_list("context__path", "data")),
        translation and (translation.enabled, translation.source.last_updated_at),
    )


def send(user: Any, method: str, name: str, *arguments: Any, value: str = "Nobody approved this") -> int:
    """Send what the scripts of the translation editor send; *user* may be nobody."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    address = reverse(f"wagtail_localize:{name}", args=arguments)
    body = urlencode({"value": value})
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.generic(method, address, body, content_type="application/x-www-form-urlencoded")
    return answer.status_code


def a_file_of_words(user: Any, page: Page) -> SimpleUploadedFile:
    """The page's own file of words, every one of them changed."""
    po = translation_of(page).export_po()
    for entry in po:
        entry.msgstr = "Nobody approved this"
    return SimpleUploadedFile("words.po", str(po).encode())


# Strangers


@door("C3", "start the other language of another partner's page")
def test_stranger_starts(live: WorkshopPage, other_artist: Any, nothing_changes: Any) -> None:
    nothing_changes()
    answer = post(other_artist, "approval:start_language", live.pk, "en")
    assert answer.status_code == 302
    assert WorkshopPage.objects.count() == 1


@door("C3", "press every button of the translation editor of another partner's page")
@pytest.mark.parametrize("state", ["english", "waiting", "live_english"])
def test_stranger_acts(state: str, other_artist: Any, request: pytest.FixtureRequest, nothing_changes: Any) -> None:
    page = request.getfixturevalue(state)
    nothing_changes()
    before = state_of(page)
    for action in (*ACTIONS, "publish"):
        answer = post(other_artist, "wagtailadmin_pages:edit", page.pk, data={"action": action})
        assert answer.status_code == 302
        assert state_of(page) == before, action


@door("C3", "write, remove and bring in words of another partner's translation")
@pytest.mark.parametrize("state", ["english", "waiting", "live_english"])
def test_stranger_writes(state: str, other_artist: Any, request: Any, nothing_changes: Any) -> None:
    page = request.getfixturevalue(state)
    nothing_changes()
    before = state_of(page)
    translation = translation_of(page)
    for segment in StringSegment.objects.filter(source=translation.source):
        for method in ("PUT", "DELETE"):
            answer = send(other_artist, method, "edit_string_translation", translation.pk, segment.pk)
            assert answer in {302, 403}
    upload = {"file": a_file_of_words(other_artist, page)}
    assert post(other_artist, "wagtail_localize:upload_pofile", translation.pk, data=upload).status_code == 302
    client = Client()
    client.force_login(other_artist)
    for name in ("download_pofile", "preview_translation"):
        answer = client.get(reverse(f"wagtail_localize:{name}", args=[translation.pk]))
        assert (answer.status_code, "clay fox" in answer.content.decode()) == (302, False)
    assert state_of(page) == before


@door("H8", "write and remove words without an account")
def test_nobody_writes(live_english: WorkshopPage, nothing_changes: Any) -> None:
    nothing_changes()
    before = state_of(live_english)
    translation = translation_of(live_english)
    segment = StringSegment.objects.filter(source=translation.source).first()
    assert segment is not None
    for method in ("PUT", "DELETE"):
        assert send(None, method, "edit_string_translation", translation.pk, segment.pk) in {302, 403}
        assert send(None, method, "edit_override", translation.pk, segment.pk) in {302, 403}
    anonymous = Client()
    for name, arguments in (
        ("wagtail_localize:upload_pofile", [translation.pk]),
        ("wagtail_localize:stop_translation", [translation.pk]),
        ("wagtail_localize:convert_to_alias", [live_english.pk]),
        ("approval:start_language", [live_english.pk, "fi"]),
        ("wagtailadmin_pages:edit", [live_english.pk]),
    ):
        answer = anonymous.post(reverse(name, args=arguments), {"action": "save"})
        assert answer.status_code == 302
    assert state_of(live_english) == before


@door("H7", "overrides by a stranger, by nobody and in review")
@pytest.mark.parametrize("who", ["stranger", "nobody", "in review"])
def test_overrides(
    who: str, partner: Any, artist: Any, other_artist: Any, editor: Any, make_workshop: Any, nothing_changes: Any
) -> None:
    text = '<p>Katso <a href="https://example.org/ohje">ohje</a>.</p>'
    original = make_workshop(partner, body=[("text", text)])
    page = start(artist, original)
    translation = translation_of(page)
    segment = OverridableSegment.objects.get(source=translation.source)
    address = "https://example.org/guide"
    assert send(artist, "PUT", "edit_override", translation.pk, segment.pk, value=address) == 201
    if who == "in review":
        write(artist, page)
        page.get_workflow().start(page, artist)
    nothing_changes()
    user = {"stranger": other_artist, "nobody": None, "in review": artist}[who]
    for method in ("PUT", "DELETE"):
        code = send(user, method, "edit_override", translation.pk, segment.pk, value="https://example.org/other")
        assert code in {302, 403}
    assert SegmentOverride.objects.get().data == address


@door("H7", "a script, a form, a frame and an address of one's own among the words of a passage")
@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        '<a href="javascript:alert(1)">here</a>',
        '<a id="a2">here</a>',
        '<iframe src="https://evil.example/"></iframe>',
        '<b onclick="alert(1)">here</b>',
        '<embed embedtype="image" id="1">',
    ],
)
def test_tags_among_words(words: str, partner: Any, artist: Any, make_workshop: Any, nothing_changes: Any) -> None:
    original = make_workshop(partner, body=[("text", "<p>Katso tätä.</p>")])
    page = start(artist, original)
    nothing_changes()
    write(artist, page, rest=words)
    act(artist, page, "save")
    draft = page.get_latest_revision_as_object()
    body = str(draft.body)
    assert all(tag not in body for tag in ("<script", "<img", "<iframe", "<embed", "<b ", "javascript", "<a "))
    act(artist, page, "submit")
    assert not Submission.objects.exists()


# The artist's own


@door("H8", "post everything else to the editor of one's own translation")
@pytest.mark.parametrize("state", ["english", "waiting", "live_english"])
def test_unknown_actions(state: str, live: Any, artist: Any, typed: Any, request: Any, nothing_changes: Any) -> None:
    page = request.getfixturevalue(state)
    nothing_changes()
    words = typed(title="Nobody approved this", slug="nobody-approved-this")
    for data in FOREIGN:
        answer = post(artist, "wagtailadmin_pages:edit", page.pk, data={**words, **data})
        assert answer.status_code == 302, data
        stored = WorkshopPage.objects.get(pk=page.pk)
        assert (stored.live, stored.alias_of_id) == (page.live, None), data
        assert stored.get_latest_revision_as_object().title in {live.title, "A clay fox"}, data
        assert Submission.objects.of_page(page.pk).count() == (state != "english"), data


@door("H3", "Wagtail's own address of a decision, on one's own translation and through another page's")
@pytest.mark.parametrize("action", ["approve", "reject"])
@pytest.mark.parametrize("by_way_of", ["its own", "the original's"])
def test_deciding_on_a_translation(
    action: str, by_way_of: str, live: Any, waiting: Any, artist: Any, nothing_changes: Any
) -> None:
    nothing_changes()
    state = waiting.current_workflow_task_state
    page = waiting if by_way_of == "its own" else live
    data = {**dict.fromkeys(TICKS, "on"), "comment": "Hyvä!"}
    answer = post(artist, "wagtailadmin_pages:workflow_action", page.pk, action, state.pk, data=data)
    assert answer.status_code == 302
    waiting.refresh_from_db()
    assert (waiting.live, waiting.workflow_in_progress) == (False, True)


@door("H3", "approve one's own translation, and both languages, from the review")
def test_review_as_partner(waiting: Any, artist: Any, other_artist: Any, nothing_changes: Any) -> None:
    nothing_changes()
    submission = Submission.objects.waiting().get()
    for user in (artist, other_artist):
        for decision in ("approve", "approve_all", "reject"):
            data = {"decision": decision, "reject-comment": "Ei.", **{f"approve-{name}": "on" for name in TICKS}}
            assert post(user, "approval:review", submission.pk, data=data).status_code in {302, 403}
            assert Submission.objects.waiting().count() == 1


@door("H8", "write, remove, bring in and import words while they wait")
def test_words_in_review(waiting: WorkshopPage, artist: Any, nothing_changes: Any) -> None:
    nothing_changes()
    before = state_of(waiting)
    translation = translation_of(waiting)
    for segment in StringSegment.objects.filter(source=translation.source):
        for method in ("PUT", "DELETE"):
            assert send(artist, method, "edit_string_translation", translation.pk, segment.pk) == 403
    upload = {"file": a_file_of_words(artist, waiting)}
    post(artist, "wagtail_localize:upload_pofile", translation.pk, data=upload)
    for action in ("save", "bring-in"):
        act(artist, waiting, action)
    assert state_of(waiting) == before
    # What waits is not sent once more, either.
    act(artist, waiting, "submit")
    assert Submission.objects.of_page(waiting.pk).count() == 1


@door("H8", "take back what a colleague of another partner sent, and what an editor sent")
def test_taking_back_what_is_not_ones_own(english: WorkshopPage, artist: Any, editor: Any) -> None:
    act(editor, english, "submit")
    assert english.workflow_in_progress
    act(artist, english, "cancel-workflow")
    english.refresh_from_db()
    assert english.workflow_in_progress


@door("C3", "stop one's own translation, write past it, and start it again")
def test_restarting_a_stopped_translation(
    live_english: WorkshopPage, artist: Any, editor: Any, typed: Any, nothing_changes: Any
) -> None:
    nothing_changes()
    translation = translation_of(live_english)
    post(artist, "wagtail_localize:stop_translation", translation.pk)
    translation.refresh_from_db()
    assert translation.enabled
    translation.enabled = False
    translation.save()
    # Stopped by the city: the page has Wagtail's form, which knows the rules of any page.
    data = typed(title="Nobody approved this", slug="a-clay-fox")
    for extra in ({}, {"action-publish": "1"}, {"action-submit": "1"}):
        assert post(artist, "wagtailadmin_pages:edit", live_english.pk, data={**data, **extra}).status_code == 302
    restart = {"localize-restart-translation": "1", "action": "publish"}
    assert post(artist, "wagtailadmin_pages:edit", live_english.pk, data=restart).status_code == 302
    translation.refresh_from_db()
    assert translation.enabled
    for action in ("save", "submit", "publish"):
        post(artist, "wagtailadmin_pages:edit", live_english.pk, data={"action": action})


@door("C3", "start a stopped translation of another partner's page again")
def test_stranger_restarts(live_english: WorkshopPage, other_artist: Any, nothing_changes: Any) -> None:
    nothing_changes()
    translation = translation_of(live_english)
    Translation.objects.update(enabled=False)
    post(other_artist, "wagtailadmin_pages:edit", live_english.pk, data={"localize-restart-translation": "1"})
    translation.refresh_from_db()
    assert not translation.enabled


@door("C2", "turn one's own translation into an alias, live, waiting, draft or stopped, from the form or past it")
@pytest.mark.parametrize("state", ["english", "waiting", "live_english", "stopped"])
@pytest.mark.parametrize("who", ["artist", "editor"])
def test_alias(state: str, who: str, artist: Any, editor: Any, request: Any, nothing_changes: Any) -> None:
    page = request.getfixturevalue("live_english" if state == "stopped" else state)
    if state == "stopped":
        Translation.objects.update(enabled=False)
    nothing_changes()
    user = request.getfixturevalue(who)
    post(user, "wagtail_localize:convert_to_alias", page.pk)
    post(user, "wagtailadmin_pages:edit", page.pk, data={"localize-convert-to-alias": "1"})
    stored = Page.objects.get(pk=page.pk)
    assert (stored.alias_of_id, stored.live) == (None, page.live)
    assert Translation.objects.filter(source__object_id=page.translation_key).count() == 1


# Rights in one of the two sections only


@door("M9", "start a language in whose section one has no rights")
def test_no_rights_where_the_translation_would_stand(
    live: WorkshopPage, artist: Any, partner: Any, nothing_changes: Any
) -> None:
    nothing_changes()
    section = partner.sections.get(locale__language_code="en")
    GroupPagePermission.objects.filter(group=partner.group, page=section).delete()
    post(artist, "approval:start_language", live.pk, "en")
    assert WorkshopPage.objects.count() == 1


@door("M9", "write, send and bring in where one has no rights")
def test_no_rights_where_the_translation_stands(
    live_english: WorkshopPage, artist: Any, partner: Any, nothing_changes: Any
) -> None:
    nothing_changes()
    before = state_of(live_english)
    section = partner.sections.get(locale__language_code="en")
    GroupPagePermission.objects.filter(group=partner.group, page=section).delete()
    assert set(write(artist, live_english, {"title": "Nobody approved this"})) == {403}
    for action in ACTIONS:
        act(artist, live_english, action)
    assert state_of(live_english) == before


@door("M9", "bring in an original that one may not change")
def test_no_rights_on_the_original(
    live: WorkshopPage, live_english: WorkshopPage, artist: Any, partner: Any, typed: Any, nothing_changes: Any
) -> None:
    post(artist, "wagtailadmin_pages:edit", live.pk, data=typed(title="Salainen luonnos"))
    nothing_changes()
    before = state_of(live_english)
    section = partner.sections.get(locale__language_code="fi")
    GroupPagePermission.objects.filter(group=partner.group, page=section).delete()
    act(artist, live_english, "bring-in")
    assert state_of(live_english) == before


@door("M9", "sections made for a translation belong to their partner alone")
def test_rights_of_sections_that_were_made(
    live: WorkshopPage, artist: Any, other_artist: Any, partner: Any, nothing_changes: Any
) -> None:
    partner.sections.get(locale__language_code="en").delete()
    nothing_changes()
    page = start(artist, live)
    section = PartnerPage.objects.get(pk=page.get_parent().pk)
    assert not section.permissions_for_user(other_artist).can_edit()
    assert not section.permissions_for_user(other_artist).can_add_subpage()
    assert not section.permissions_for_user(artist).can_publish()


@door("M8", "a translation in a tree without a workflow")
def test_every_tree_has_the_workflow(live: WorkshopPage, english: WorkshopPage) -> None:
    assert live.get_workflow() == english.get_workflow()
    assert english.get_workflow() is not None


@door("M8", "start a language that the site does not have")
def test_languages_that_are_not_there(live: WorkshopPage, artist: Any, nothing_changes: Any) -> None:
    Locale.objects.create(language_code="sv")
    nothing_changes()
    for language in ("sv", "fi", "xx"):
        assert post(artist, "approval:start_language", live.pk, language).status_code in {302, 404}
        assert WorkshopPage.objects.count() == 1


@door("M7", "words of a translation whose page is gone")
def test_words_of_a_page_that_is_gone(english: WorkshopPage, artist: Any) -> None:
    translation = translation_of(english)
    segment = StringSegment.objects.filter(source=translation.source).first()
    assert segment is not None
    Page.objects.get(pk=english.pk).delete()
    assert send(artist, "PUT", "edit_string_translation", translation.pk, segment.pk) in {403, 404}
    for name in ("upload_pofile", "stop_translation", "machine_translate"):
        assert post(artist, f"wagtail_localize:{name}", translation.pk).status_code in {302, 404}
