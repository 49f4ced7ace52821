"""The doors of the approval guarantee, tried one by one by somebody with a partner's account.

Each test names its door (the row of the table in docs/approval.md) and what is tried. `make attack` runs these alone
and prints the table.
"""

import json
import socket
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import HelpLine
from media.models import Attachment, FileUse, Picture, UseState
from programme.approval.forms import TICKS
from programme.approval.models import ApprovalRecord, EditorApproval, Submission
from programme.catalogue.models import VideoPage, WorkshopPage
from tests.approval.public import every_file, text_of_everything, what_anyone_sees
from tests.conftest import publish
from tests.pictures import png
from tests.programme.catalogue.forms import single_date, video_form

EVIL_VIDEO = 'https://www.youtube.com/watch?x=1&v="></iframe><script>alert(1)</script>'


def door(row: str, attempt: str) -> Any:
    """Mark a test as the attempt at one door."""
    return pytest.mark.door(row, attempt)


# Videos from elsewhere


@door("C1", "a video address that carries a script, saved as a draft")
def test_script_in_a_video_address(partner: Any, artist: Any, editor: Any, post: Any, nothing_changes: Any) -> None:
    nothing_changes()
    section = partner.sections.get(locale__language_code="fi")
    data = video_form(video_address=EVIL_VIDEO, slug="")
    del data["action-submit"]
    post(artist, "wagtailadmin_pages:add", "catalogue", "videopage", section.pk, data=data)
    client = Client()
    client.force_login(editor)
    for video in VideoPage.objects.all():
        shown = client.get(reverse("wagtailadmin_pages:view_draft", args=[video.pk])).content.decode()
        assert "<script>alert(1)" not in shown
        assert "</iframe><script" not in shown


# Roads to live


@door("H3", "publish without the right to")
@pytest.mark.parametrize("action", ["action-publish", "action-workflow-action", "action-restart-workflow"])
def test_publishing_from_the_form(
    action: str, submitted: Any, artist: Any, post: Any, typed: Any, nothing_changes: Any
) -> None:
    nothing_changes()
    data = {**typed(title="Läpi"), action: "1", "workflow-action-name": "approve"}
    data["workflow-action-extra-data"] = json.dumps(dict.fromkeys(TICKS, True))
    post(artist, "wagtailadmin_pages:edit", submitted.pk, data=data)


@door("H3", "change the page while it waits")
def test_editing_during_review(submitted: Any, artist: Any, editor: Any, post: Any, typed: Any, approve: Any) -> None:
    pinned = submitted.latest_revision_id
    post(artist, "wagtailadmin_pages:edit", submitted.pk, data=typed(title="Vaihdettu otsikko"))
    submitted.refresh_from_db()
    assert submitted.latest_revision_id == pinned
    approve(editor, submitted)
    assert "Vaihdettu otsikko" not in text_of_everything()


@door("H3", "slip a later revision in before the approval")
def test_a_revision_from_beside(submitted: Any, artist: Any, editor: Any, approve: Any, nothing_changes: Any) -> None:
    nothing_changes()
    submitted.title = "Sivusta tullut"
    submitted.save_revision(user=artist)
    approve(editor, submitted)
    assert not ApprovalRecord.objects.of_page(submitted.pk).exists()


@door("H3", "change the submitted revision itself")
def test_the_pinned_content_is_changed(submitted: Any, editor: Any, approve: Any, nothing_changes: Any) -> None:
    nothing_changes()
    revision = submitted.latest_revision
    revision.content["title"] = "Toinen sisältö"
    revision.save()
    approve(editor, submitted)


@door("H3", "an editor publishes what nobody submitted")
def test_an_editors_own_publish(draft: Any, editor: Any, post: Any, typed: Any, nothing_changes: Any) -> None:
    nothing_changes()
    post(editor, "wagtailadmin_pages:edit", draft.pk, data={**typed(), "action-publish": "1"})


@door("H3", "an editor publishes what they submitted, as a superuser too")
def test_four_eyes(draft: Any, editor: Any, post: Any, typed: Any, approve: Any, nothing_changes: Any) -> None:
    nothing_changes()
    editor.is_superuser = True
    editor.save()
    post(editor, "wagtailadmin_pages:edit", draft.pk, data={**typed(), "action-submit": "1"})
    draft.refresh_from_db()
    assert draft.workflow_in_progress
    approve(editor, draft)
    post(editor, "wagtailadmin_pages:edit", draft.pk, data={**typed(), "action-publish": "1"})


@door("H3", "bulk publish of a section with everything below it")
@pytest.mark.parametrize("user_name", ["artist", "editor"])
def test_bulk_publish(user_name: str, draft: Any, request: Any, post: Any, partner: Any, nothing_changes: Any) -> None:
    nothing_changes()
    user = request.getfixturevalue(user_name)
    section = partner.sections.get(locale__language_code="fi")
    address = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={section.pk}&id={draft.pk}"
    client = Client(raise_request_exception=False)
    client.force_login(user)
    client.post(address, {"include_descendants": "on"})
    assert not WorkshopPage.objects.get().live


@door("H3", "create a page as published")
@pytest.mark.parametrize("user_name", ["artist", "editor"])
def test_create_as_live(
    user_name: str, partner: Any, request: Any, post: Any, typed: Any, nothing_changes: Any
) -> None:
    user = request.getfixturevalue(user_name)
    nothing_changes()
    section = partner.sections.get(locale__language_code="fi")
    data = {**typed(), "action-publish": "1"}
    post(user, "wagtailadmin_pages:add", "catalogue", "workshoppage", section.pk, data=data)
    assert not WorkshopPage.objects.filter(live=True).exists()


@door("H3", "copy a live page as live, or as an alias that follows it")
@pytest.mark.parametrize("extra", [{"publish_copies": "on"}, {"alias": "on"}])
@pytest.mark.parametrize("user_name", ["artist", "editor"])
def test_copy_as_live(
    user_name: str, extra: dict[str, str], live: Any, request: Any, post: Any, nothing_changes: Any
) -> None:
    nothing_changes()
    data = {"new_title": "Kopio", "new_slug": "kopio", "new_parent_page": live.get_parent().pk, **extra}
    post(request.getfixturevalue(user_name), "wagtailadmin_pages:copy", live.pk, data=data)


@door("H3", "a file is exchanged between submission and approval")
def test_file_changed_in_between(submitted: Any, editor: Any, picture: Any, approve: Any, nothing_changes: Any) -> None:
    nothing_changes()
    picture.file = png("toinen.png", (661, 420))
    picture.save()
    approve(editor, submitted)


@door("H3", "a schedule is due")
def test_a_schedule(submitted: Any, nothing_changes: Any) -> None:
    nothing_changes()
    revision = submitted.latest_revision
    revision.approved_go_live_at = timezone.now()
    revision.save()
    with pytest.raises(Exception, match="approval"):
        call_command("publish_scheduled")


@door("H4", "the task is switched off while pages wait")
def test_disabling_the_task(submitted: Any, admin_user: Any, post: Any, nothing_changes: Any) -> None:
    nothing_changes()
    post(admin_user, "wagtailadmin_workflows:disable_task", EditorApproval.objects.get().pk)
    assert not EditorApproval.objects.get().active
    submitted.refresh_from_db()
    assert submitted.current_workflow_state is None


@door("H4", "the workflow is switched off while pages wait")
def test_disabling_the_workflow(submitted: Any, admin_user: Any, post: Any, nothing_changes: Any) -> None:
    nothing_changes()
    post(admin_user, "wagtailadmin_workflows:disable", submitted.get_workflow().pk)
    submitted.refresh_from_db()
    assert submitted.current_workflow_state is None


@door("H4b", "approve one page under another page's address")
def test_the_action_address_of_another_page(
    submitted: Any, editor: Any, partner: Any, make_workshop: Any, post: Any, nothing_changes: Any
) -> None:
    own = make_workshop(partner, "Toimittajan oma")
    own.get_workflow().start(own, editor)
    nothing_changes()
    state = own.current_workflow_task_state
    data = dict.fromkeys(TICKS, "on")
    post(editor, "wagtailadmin_pages:workflow_action", submitted.pk, "approve", state.pk, data=data)
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS


@door("H4b", "decide as a partner")
@pytest.mark.parametrize("action", ["approve", "reject"])
@pytest.mark.parametrize("user_name", ["artist", "other_artist", "coordinator"])
def test_deciding_without_being_an_editor(
    user_name: str, action: str, submitted: Any, request: Any, post: Any, nothing_changes: Any
) -> None:
    user = request.getfixturevalue(user_name)
    nothing_changes()
    state = submitted.current_workflow_task_state
    data = {**dict.fromkeys(TICKS, "on"), "comment": "x"}
    post(user, "wagtailadmin_pages:workflow_action", submitted.pk, action, state.pk, data=data)
    submitted.refresh_from_db()
    assert submitted.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS


@door("H4b", "approve without ticking what was checked")
def test_approval_without_ticks(submitted: Any, editor: Any, post: Any, nothing_changes: Any) -> None:
    nothing_changes()
    state = submitted.current_workflow_task_state
    post(editor, "wagtailadmin_pages:workflow_action", submitted.pk, "approve", state.pk, data={})


@door("H3", "approve under a section that is not public")
def test_section_that_is_not_public(
    submitted: Any, editor: Any, partner: Any, approve: Any, nothing_changes: Any
) -> None:
    partner.sections.get(locale__language_code="fi").unpublish()
    nothing_changes()
    approve(editor, submitted)


# Files


@door("H1", "replace, rename or delete a picture that a live page shows")
@pytest.mark.parametrize(
    "verb", ["replace", "rename", "delete", "rename by the quick form", "delete by the quick form"]
)
@pytest.mark.parametrize("user_name", ["artist", "editor"])
def test_live_picture(
    user_name: str, verb: str, live: Any, request: Any, picture: Any, post: Any, nothing_changes: Any
) -> None:
    nothing_changes()
    before = (picture.title, picture.file.name)
    try_to_change(request.getfixturevalue(user_name), picture, verb, post)
    picture.refresh_from_db()
    assert (picture.title, picture.file.name) == before


@door("H1b", "replace, rename or delete a picture that waits for approval")
@pytest.mark.parametrize(
    "verb", ["replace", "rename", "delete", "rename by the quick form", "delete by the quick form"]
)
def test_submitted_picture(verb: str, submitted: Any, artist: Any, picture: Any, post: Any) -> None:
    before = (picture.title, picture.file.name)
    answer = try_to_change(artist, picture, verb, post)
    picture.refresh_from_db()
    assert (picture.title, picture.file.name) == before
    assert answer.status_code in {302, 403}


def try_to_change(user: Any, picture: Any, verb: str, post: Any) -> Any:
    """Try *verb* on the picture through the admin's forms."""
    data = {"title": "Toinen nimi", "collection": picture.collection_id, "licence": "cc0", "tags": ""}
    if verb == "replace":
        return post(user, "wagtailimages:edit", picture.pk, data={**data, "file": png("toinen.png")})
    if verb == "rename":
        return post(user, "wagtailimages:edit", picture.pk, data=data)
    if verb == "delete":
        return post(user, "wagtailimages:delete", picture.pk)
    name = "wagtailimages:edit_multiple" if verb.startswith("rename") else "wagtailimages:delete_multiple"
    prefixed = {f"image-{picture.pk}-{key}": value for key, value in data.items()}
    return post(user, name, picture.pk, data=prefixed, HTTP_X_REQUESTED_WITH="XMLHttpRequest")


@door("H1", "delete live pictures in bulk")
def test_bulk_delete_of_pictures(live: Any, artist: Any, picture: Any, nothing_changes: Any) -> None:
    nothing_changes()
    client = Client(raise_request_exception=False)
    client.force_login(artist)
    address = reverse("wagtail_bulk_action", args=["media", "picture", "delete"])
    client.post(f"{address}?id={picture.pk}")
    assert Picture.objects.filter(pk=picture.pk).exists()


@door("H2", "read a picture that only a draft or a submission uses")
def test_unapproved_files(submitted: Any, picture: Any, client: Any) -> None:
    picture.get_rendition("fill-320x200|format-jpeg")
    assert len(every_file()) > 1
    assert {client.get(address).status_code for address in every_file()} == {404}
    assert set(FileUse.objects.values_list("state", flat=True)) == {UseState.SUBMITTED}


@door("H2", "read an upload through the address of documents or of made-up sizes")
@pytest.mark.parametrize(
    "address", ["/documents/1/kaava.pdf", "/images/x/1/fill-10x10/", "/admin/images/1/preview/width-10/"]
)
def test_other_addresses_of_files(address: str, picture: Any, partner: Any, client: Any) -> None:
    Attachment.objects.create(pk=1, title="Kaava", file=SimpleUploadedFile("kaava.pdf", b"%PDF-1.4"))
    assert client.get(address).status_code in {302, 404}


@door("H2", "look at another partner's unapproved picture in the admin")
def test_another_partners_picture(picture: Any, other_artist: Any) -> None:
    client = Client()
    client.force_login(other_artist)
    assert client.get(picture.file.url).status_code == 404
    assert client.get(reverse("wagtailimages:edit", args=[picture.pk])).status_code == 302
    listed = client.get(reverse("wagtailimages:index")).content.decode()
    assert "savikettu" not in listed.lower()
    chosen = client.get(reverse("wagtailimages_chooser:chosen", args=[picture.pk]))
    assert picture.file.name not in chosen.content.decode()


@door("H6", "upload a document that a browser runs")
@pytest.mark.parametrize("name", ["sivu.html", "koodi.js", "kuva.svg", "sivu.xhtml"])
def test_documents_that_run(name: str, partner: Any, artist: Any, post: Any, nothing_changes: Any) -> None:
    nothing_changes()
    file = SimpleUploadedFile(name, b"<script>alert(1)</script>", content_type="text/html")
    data = {"title": "Sivu", "file": file, "collection": partner.collection_id, "licence": "cc0"}
    post(artist, "wagtaildocs:add", data=data)
    assert not Attachment.objects.exists()


@door("M3", "a file on a page itself")
def test_no_page_holds_a_file_of_its_own() -> None:
    from wagtail.models import get_page_models

    holders = {
        f"{model.__name__}.{field.name}"
        for model in get_page_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.FileField)
    }
    assert holders == set()


# Other people's things, and the city's


@door("H5", "change what stands on every page")
def test_snippets(partner: Any, artist: Any, post: Any, nothing_changes: Any) -> None:
    nothing_changes()
    line = HelpLine.objects.first()
    assert line is not None
    data = {"name": "Soita tänne", "phone": "0700 123", "checked_on": "24.11.2026", "sort_order": "0"}
    post(artist, "wagtailsnippets_home_helpline:edit", line.pk, data=data)
    post(artist, "wagtailsnippets_home_helpline:delete", line.pk)
    post(artist, "wagtailsnippets_home_helpline:add", data=data)
    post(artist, "wagtailsettings:edit", "home", "sitesettings", data={"contact_name": "Minä"})
    post(artist, "partners:list", data={"name": "Uusi kumppani"})


@door("M1", "change the address of a section that is not public, above pages that are")
def test_slug_of_an_unpublished_section(
    live: Any, partner: Any, artist: Any, post: Any, client: Any, nothing_changes: Any
) -> None:
    section = partner.sections.get(locale__language_code="fi")
    section.unpublish()
    assert client.get(live.url).status_code == 200
    nothing_changes()
    data = {"title": "Salainen nimi", "slug": "toinen-osoite", "introduction": "", "main_image": "", "body-count": "0"}
    post(artist, "wagtailadmin_pages:edit", section.pk, data=data)
    post(artist, "wagtailadmin_pages:edit", section.pk, data={**data, "slug": section.slug})
    assert "Salainen nimi" not in text_of_everything()


@door("M2", "autosave over the revision that is live, or that was submitted")
@pytest.mark.parametrize("state", ["live", "submitted"])
def test_overwriting_a_revision(
    state: str, request: Any, artist: Any, post: Any, typed: Any, nothing_changes: Any
) -> None:
    page = request.getfixturevalue(state)
    nothing_changes()
    revision = page.latest_revision
    before = json.dumps(revision.content, default=str, sort_keys=True)
    data = {**typed(title="Päälle"), "overwrite_revision_id": str(revision.pk)}
    post(artist, "wagtailadmin_pages:edit", page.pk, data=data, HTTP_ACCEPT="application/json")
    revision.refresh_from_db()
    assert json.dumps(revision.content, default=str, sort_keys=True) == before


@door("M4", "a time of publication or of expiry rides in with the submission")
def test_times_in_the_form(draft: Any, artist: Any, editor: Any, post: Any, typed: Any, approve: Any) -> None:
    times = {"go_live_at": "2030-01-01 12:00", "expire_at": "2020-01-01 12:00"}
    post(artist, "wagtailadmin_pages:edit", draft.pk, data={**typed(), **times, "action-submit": "1"})
    draft.refresh_from_db()
    approve(editor, draft)
    draft.refresh_from_db()
    assert (draft.live, draft.go_live_at, draft.expire_at) == (True, None, None)
    call_command("publish_scheduled")
    draft.refresh_from_db()
    assert draft.live


@door("M5", "change one's own name")
def test_the_name_of_a_person(live: Any, artist: Any, post: Any, nothing_changes: Any) -> None:
    nothing_changes()
    assert "Virtanen" not in text_of_everything()
    artist.first_name, artist.last_name = "Mainos", "Mainonen"
    artist.save()
    assert "Mainonen" not in text_of_everything()


@door("M7", "delete or move a page that was public once")
def test_deleting_what_was_public(
    live: Any, partner: Any, artist: Any, post: Any, make_workshop: Any, nothing_changes: Any
) -> None:
    live.unpublish()
    nothing_changes()
    english = partner.sections.get(locale__language_code="en")
    post(artist, "wagtailadmin_pages:delete", live.pk)
    post(artist, "wagtailadmin_pages:move_confirm", live.pk, english.pk)
    client = Client(raise_request_exception=False)
    client.force_login(artist)
    for action in ("delete", "move"):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        client.post(f"{address}?id={live.pk}", {"chooser": str(english.pk)})
    assert Page.objects.get(pk=live.pk).path == live.path


@door("M11", "a platform that does not answer")
def test_no_network_while_rendering(partner: Any, make_workshop: Any, monkeypatch: Any, client: Any) -> None:
    section = partner.sections.get(locale__language_code="fi")
    video = VideoPage(
        title="Pöllö",
        summary="Pöllö savesta.",
        video_address="https://vimeo.com/76979871",
        contact_name="Aino",
        contact_email="aino@example.org",
        locale=section.locale,
        live=False,
    )
    section.add_child(instance=video)
    video.save_revision()
    publish(video)

    def refuse(*_arguments: Any) -> None:
        raise OSError("the network is not there")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert client.get(video.url).status_code == 200


@door("M13", "find a draft, or a hidden page, by search")
def test_search(draft: Any, partner: Any, client: Any) -> None:
    assert draft.get_latest_revision_as_object().title == "Savikettu pöydälle"
    assert "pöydälle" not in client.get("/fi/ohjelma/?q=savikettu").content.decode()


@door("M14", "read the titles of other partners' drafts in choosers, search and reports")
def test_titles_of_others(draft: Any, other_artist: Any) -> None:
    client = Client()
    client.force_login(other_artist)
    section = draft.get_parent()
    addresses = [
        f"{reverse('wagtailadmin_choose_page')}?page_type=wagtailcore.page",
        reverse("wagtailadmin_choose_page_child", args=[section.pk]),
        f"{reverse('wagtailadmin_choose_page_search')}?q=savikettu",
        f"{reverse('wagtailadmin_pages:search')}?q=savikettu",
        reverse("wagtailadmin_explore", args=[section.pk]),
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_reports:workflow"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:aging_pages"),
        reverse("wagtailadmin_reports:locked_pages"),
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        reverse("wagtailadmin_pages:history", args=[draft.pk]),
        reverse("wagtailadmin_pages:view_draft", args=[draft.pk]),
        reverse("wagtailadmin_pages:type_use", args=["catalogue", "workshoppage"]),
    ]
    leaking = [address for address in addresses if "pöydälle" in client.get(address).content.decode()]
    assert leaking == []


# What is safe in Wagtail already, and stays so


@door("safe", "unpublish, hide, lock, reorder, unschedule")
def test_other_rights_of_publishers(live: Any, artist: Any, partner: Any, post: Any, nothing_changes: Any) -> None:
    nothing_changes()
    post(artist, "wagtailadmin_pages:unpublish", live.pk)
    post(artist, "wagtailadmin_pages:set_privacy", live.pk, data={"restriction_type": "login"})
    post(artist, "wagtailadmin_pages:lock", live.pk)
    post(artist, "wagtailadmin_pages:set_page_position", live.pk, data={"position": "0"})
    post(artist, "wagtailadmin_pages:revisions_unschedule", live.pk, live.latest_revision_id)
    post(artist, "wagtailadmin_pages:delete", live.pk)
    client = Client(raise_request_exception=False)
    client.force_login(artist)
    for action in ("unpublish", "delete", "move"):
        client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?id={live.pk}")


@door("safe", "touch another partner's page in any way")
def test_another_partners_page(live: Any, other_artist: Any, post: Any, typed: Any, nothing_changes: Any) -> None:
    nothing_changes()
    revisions = live.revisions.count()
    for action in ("action-submit", "action-publish", "action-save"):
        post(other_artist, "wagtailadmin_pages:edit", live.pk, data={**typed(title="Vieras"), action: "1"})
    post(other_artist, "wagtailadmin_pages:delete", live.pk)
    post(other_artist, "wagtailadmin_pages:copy", live.pk, data={"new_title": "x", "new_slug": "x"})
    post(other_artist, "wagtailadmin_pages:revisions_revert", live.pk, live.latest_revision_id, data=typed())
    section = live.get_parent()
    post(other_artist, "wagtailadmin_pages:add", "catalogue", "workshoppage", section.pk, data=typed())
    assert live.revisions.count() == revisions
    assert WorkshopPage.objects.count() == 1


@door("safe", "bring an old revision back")
def test_reverting(live: Any, artist: Any, post: Any, typed: Any, nothing_changes: Any) -> None:
    nothing_changes()
    post(artist, "wagtailadmin_pages:edit", live.pk, data=typed(title="Uudempi"))
    first = live.revisions.order_by("pk").first()
    assert first is not None
    data = {**typed(), "revision": str(first.pk)}
    post(artist, "wagtailadmin_pages:edit", live.pk, data=data)


@door("safe", "an approval that is out of date")
def test_a_stale_approval(
    submitted: Any, artist: Any, editor: Any, post: Any, typed: Any, nothing_changes: Any
) -> None:
    nothing_changes()
    old = submitted.current_workflow_task_state
    post(artist, "wagtailadmin_pages:edit", submitted.pk, data={**typed(), "action-cancel-workflow": "1"})
    post(artist, "wagtailadmin_pages:edit", submitted.pk, data={**typed(title="Uusi versio"), "action-submit": "1"})
    data = dict.fromkeys(TICKS, "on")
    post(editor, "wagtailadmin_pages:workflow_action", submitted.pk, "approve", old.pk, data=data)
    assert Submission.objects.waiting().count() == 1


@door("safe", "read a draft without signing in")
def test_drafts_and_previews(submitted: Any, client: Any) -> None:
    for name in ("view_draft", "edit", "history", "preview_on_edit"):
        assert client.get(reverse(f"wagtailadmin_pages:{name}", args=[submitted.pk])).status_code == 302
    address = submitted.get_url_parts()[2]
    for query in ("", "?preview=1", f"?revision={submitted.latest_revision_id}", "?mode="):
        assert client.get(f"{address}{query}").status_code == 404


@door("safe", "run a script from the text of a page")
@pytest.mark.parametrize(
    ("entity", "style"),
    [
        ({"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(3)"}}, "BOLD"),
        ({"type": "IMAGE", "mutability": "IMMUTABLE", "data": {"id": 1, "alt": '"><script>alert(5)</script>'}}, "BOLD"),
        ({"type": "EMBED", "mutability": "IMMUTABLE", "data": {"url": "javascript:alert(7)"}}, "ITALIC"),
        ({"type": "LINK", "mutability": "MUTABLE", "data": {"url": "/fi/"}}, '"><script>alert(6)</script>'),
    ],
)
def test_rich_text(
    entity: dict[str, Any], style: str, draft: Any, artist: Any, editor: Any, post: Any, typed: Any, approve: Any
) -> None:
    block = {
        "key": "00000",
        "type": "unstyled",
        "depth": 0,
        "text": "<script>alert(2)</script> linkki",
        "inlineStyleRanges": [{"offset": 0, "length": 4, "style": style}],
        "entityRanges": [{"offset": 26, "length": 6, "key": 0}],
    }
    content = json.dumps({"blocks": [block], "entityMap": {"0": entity}})
    body = nested_form_data({"body": streamfield([("text", content)])})
    data = typed(easy_summary="<script>alert(4)</script>", **{"action-submit": "1"})
    data = {name: value for name, value in data.items() if not name.startswith("body-")} | body
    post(artist, "wagtailadmin_pages:edit", draft.pk, data=data)
    draft.refresh_from_db()
    if draft.workflow_in_progress:
        approve(editor, draft)
        draft.refresh_from_db()
        assert draft.live
    shown = text_of_everything()
    assert not [sign for sign in ("<script>alert", "javascript:", "onclick") if sign in shown]


@door("safe", "join the editors, or give oneself a right")
def test_rights_of_ones_own(artist: Any, editor: Any, post: Any) -> None:
    before = sorted(artist.get_all_permissions())
    group = editor.groups.get()
    data = {"email": artist.email, "first_name": "A", "last_name": "V", "language": "fi", "is_superuser": "on"}
    post(artist, "wagtailusers_users:edit", artist.pk, data={**data, "groups": [str(group.pk)], "is_active": "on"})
    post(artist, "wagtailusers_groups:edit", artist.groups.get().pk, data={"name": "x", "permissions": ["1", "2"]})
    post(
        artist,
        "wagtailadmin_account",
        data={"is_superuser": "on", "groups": [str(group.pk)], "language-language": "fi"},
    )
    artist = type(artist).objects.get(pk=artist.pk)
    assert (artist.is_superuser, sorted(artist.get_all_permissions())) == (False, before)


# What must go on working


@door("works", "submit, approve, and see it in public, files included")
def test_the_right_way(live: Any, client: Any, picture: Any, artist: Any, editor: Any) -> None:
    assert client.get(live.url).status_code == 200
    assert client.get(picture.file.url).status_code == 200
    record = ApprovalRecord.objects.of_page(live.pk).get()
    assert (record.decided_by, record.submitted_by, record.was_mended) == (editor, artist, False)
    assert list(record.files) == [f"picture:{picture.pk}"]
    assert {name: record.checklist[name] for name in TICKS} == dict.fromkeys(TICKS, True)
    live.unpublish(user=editor)
    assert client.get(picture.file.url).status_code == 404
    assert not what_anyone_sees([live.url])


@door("works", "unpublish, and the very next request finds neither page nor files, caches included")
def test_unpublishing_reaches_the_public(live: Any, picture: Any, editor: Any, post: Any, client: Any) -> None:
    lists = ["/fi/", "/fi/ohjelma/", "/fi/tekijat/saviverstas-hella/", "/sitemap.xml"]
    for _again in range(2):
        assert {client.get(address).status_code for address in (live.url, picture.file.url)} == {200}
        assert all(live.slug in client.get(address).content.decode() for address in lists)
    post(editor, "wagtailadmin_pages:unpublish", live.pk)
    assert {client.get(address).status_code for address in (live.url, picture.file.url)} == {404}
    assert not [address for address in lists if live.slug in client.get(address).content.decode()]


@door("works", "an editor mends a typo during review, and the record says so")
def test_mending(submitted: Any, editor: Any, picture: Any, post: Any, typed: Any, approve: Any) -> None:
    pinned = submitted.latest_revision_id
    data = typed(title="Savikettu pöydälle!", main_image=str(picture.pk), main_image_decorative="on")
    post(editor, "wagtailadmin_pages:edit", submitted.pk, data=data)
    submitted.refresh_from_db()
    approve(editor, submitted)
    submitted.refresh_from_db()
    assert (submitted.live, submitted.title) == (True, "Savikettu pöydälle!")
    record = ApprovalRecord.objects.of_page(submitted.pk).get()
    assert (record.was_mended, record.submitted_revision_pk) == (True, pinned)


@door("works", "the record outlives the page")
def test_record_of_a_deleted_page(live: Any, editor: Any) -> None:
    pk = live.pk
    live.delete()
    assert ApprovalRecord.objects.of_page(pk).get().content["title"] == "Savikettu pöydälle"


@door("works", "submitting without what a page needs is refused, with reasons")
def test_incomplete(draft: Any, artist: Any, post: Any, typed: Any, picture: Any) -> None:
    picture.rights_confirmed = False
    picture.save()
    data = typed(main_image=str(picture.pk), main_image_decorative="on", themes=[], **{"action-submit": "1"})
    answer = post(artist, "wagtailadmin_pages:edit", draft.pk, data=data)
    errors = answer.context["form"].errors
    assert set(errors) == {"themes", "main_image"}
    draft.refresh_from_db()
    assert not draft.workflow_in_progress
    with pytest.raises(Exception, match="puuttuu"):
        draft.get_workflow().start(draft, artist)
    assert not WorkflowState.objects.active().exists()
    assert single_date(timezone.localdate())[0] == "date"
