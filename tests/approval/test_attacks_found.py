"""Doors that were found later, by somebody who knew the others; tried as in `test_attacks`."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.test.utils.form_data import nested_form_data, streamfield

import media.fields
from media.models import Attachment, FileUse, Picture
from programme.approval.models import Submission
from programme.catalogue.models import WorkshopPage
from tests.approval.test_attacks import door
from tests.pictures import png


def body_of(block: str, value: Any) -> dict[str, Any]:
    """One block as the whole contents of a page."""
    return nested_form_data({"body": streamfield([(block, value)])})


def where_it_leads(address: str) -> tuple[int, str]:
    answer = Client().get(address)
    return answer.status_code, answer.headers.get("Location", "")


def with_link(form: dict[str, Any], kind: str, pk: int) -> dict[str, Any]:
    """The form with a text that links to a page or a file by its number."""
    text = {
        "key": "00000",
        "type": "unstyled",
        "depth": 0,
        "text": "Katso tästä lisää",
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 6, "length": 5, "key": 0}],
    }
    entity = {"type": kind, "mutability": "MUTABLE", "data": {"id": pk, "url": "/"}}
    body = body_of("text", json.dumps({"blocks": [text], "entityMap": {"0": entity}}))
    return {name: value for name, value in form.items() if not name.startswith("body-")} | body


# Addresses


@door("new", "take over the old address of a public page: a draft takes it, and moves on")
def test_old_address_of_a_live_page(
    live: Any, artist: Any, editor: Any, partner: Any, post: Any, typed: Any, approve: Any, make_workshop: Any
) -> None:
    old = live.url
    post(artist, "wagtailadmin_pages:edit", live.pk, data=typed(slug="uusi-osoite", **{"action-submit": "1"}))
    live.refresh_from_db()
    approve(editor, live)
    live.refresh_from_db()
    before = where_it_leads(old)
    assert before == (301, live.url)
    draft = make_workshop(partner, "Kaappaus", slug=old.rstrip("/").rpartition("/")[2])
    post(artist, "wagtailadmin_pages:edit", draft.pk, data=typed(slug="kaupunki-valehtelee"))
    assert WorkshopPage.objects.get(pk=draft.pk).slug == "kaupunki-valehtelee"
    assert where_it_leads(old) == before


@door("new", "make an address lead to words that nobody approved: a draft is renamed, or moved")
def test_addresses_of_drafts(draft: Any, artist: Any, partner: Any, post: Any, typed: Any) -> None:
    old = draft.get_url_parts()[2]
    post(artist, "wagtailadmin_pages:edit", draft.pk, data=typed(slug="kaupunki-valehtelee"))
    english = partner.sections.get(locale__language_code="en")
    post(artist, "wagtailadmin_pages:move_confirm", draft.pk, english.pk)
    assert where_it_leads(old)[0] == 404
    assert not Redirect.objects.exists()


@door("works", "an editor moves a section that is not public: the addresses of public pages below it lead on")
def test_moving_above_public_pages(live: Any, partner: Any, editor: Any) -> None:
    section = partner.sections.get(locale__language_code="fi")
    section.unpublish()
    old = live.url
    section.slug = "toinen"
    with TestCase.captureOnCommitCallbacks(execute=True):
        section.save()
    live = WorkshopPage.objects.get(pk=live.pk)
    assert where_it_leads(old) == (301, live.url)


@door("new", "take the address that a submitted version asks for, so that approving it fails without a word")
def test_address_taken_during_review(
    live: Any, artist: Any, editor: Any, partner: Any, post: Any, typed: Any, approve: Any, make_workshop: Any
) -> None:
    post(artist, "wagtailadmin_pages:edit", live.pk, data=typed(slug="haluttu", **{"action-submit": "1"}))
    make_workshop(partner, "Toinen", slug="haluttu")
    live.refresh_from_db()
    answer = approve(editor, live)
    assert answer.status_code == 302
    client = Client()
    client.force_login(editor)
    review = client.get(reverse("approval:review", args=[Submission.objects.waiting().get().pk]))
    assert "haluttu" in str(review.context["review"].why_not_approve)


@door("new", "make the public listing fail by a number that is none")
def test_number_of_a_page_of_the_listing(site: None) -> None:
    client = Client(raise_request_exception=False)
    assert {client.get(f"/fi/ohjelma/?page={number}").status_code for number in ("²", "٣", "-1", "9" * 30)} == {200}


# Links


@door("new", "change what a public page says through a draft that it links to: rename it, delete it")
@pytest.mark.parametrize("verb", ["rename", "delete"])
def test_links_to_drafts(
    verb: str,
    live: Any,
    artist: Any,
    editor: Any,
    partner: Any,
    post: Any,
    typed: Any,
    approve: Any,
    make_workshop: Any,
    nothing_changes: Any,
) -> None:
    draft = make_workshop(partner, "Jatkoa")
    data = with_link(typed(**{"action-submit": "1"}), "LINK", draft.pk)
    post(artist, "wagtailadmin_pages:edit", live.pk, data=data)
    live.refresh_from_db()
    approve(editor, live)
    assert "Katso <a>tästä</a> lisää" in Client().get(live.url).content.decode()
    nothing_changes()
    if verb == "rename":
        post(artist, "wagtailadmin_pages:edit", draft.pk, data=typed(slug="kaupunki-valehtelee"))
        assert WorkshopPage.objects.get(pk=draft.pk).slug == "kaupunki-valehtelee"
    else:
        post(artist, "wagtailadmin_pages:delete", draft.pk)
        assert not WorkshopPage.objects.filter(pk=draft.pk).exists()
    cache.clear()


@door("works", "a link to a draft leads there once the draft is approved")
def test_links_to_what_is_approved(
    live: Any, artist: Any, editor: Any, partner: Any, post: Any, typed: Any, approve: Any, make_workshop: Any
) -> None:
    other = make_workshop(partner, "Jatkoa")
    post(
        artist,
        "wagtailadmin_pages:edit",
        live.pk,
        data=with_link(typed(**{"action-submit": "1"}), "LINK", other.pk),
    )
    live.refresh_from_db()
    approve(editor, live)
    assert "<a>tästä</a>" in Client().get(live.url).content.decode()
    post(artist, "wagtailadmin_pages:edit", other.pk, data=typed(title="Jatkoa", **{"action-submit": "1"}))
    other.refresh_from_db()
    approve(editor, other)
    other.refresh_from_db()
    assert f'<a href="{other.url}">tästä</a>' in Client().get(live.url).content.decode()


# Files


@door("new", "put another partner's private picture or file on a page, by its number")
@pytest.mark.parametrize("kind", ["picture", "link", "block"])
def test_files_of_others(
    kind: str,
    partner: Any,
    artist: Any,
    picture: Any,
    other_artist: Any,
    other_partner: Any,
    post: Any,
    typed: Any,
) -> None:
    file = Attachment.objects.create(
        title="Salainen",
        file=SimpleUploadedFile("kaava.pdf", b"%PDF-1.4"),
        collection=partner.collection,
        uploaded_by_user=artist,
        rights_confirmed=True,
    )
    section = other_partner.sections.get(locale__language_code="fi")
    submit = {"action-submit": "1"}
    form = {
        "picture": typed(main_image=str(picture.pk), main_image_decorative="on", **submit),
        "link": with_link(typed(**submit), "DOCUMENT", file.pk),
        "block": typed(**submit) | body_of("file", {"document": str(file.pk), "label": "Kaava"}),
    }[kind]
    post(other_artist, "wagtailadmin_pages:add", "catalogue", "workshoppage", section.pk, data=form)
    del form["action-submit"]
    post(other_artist, "wagtailadmin_pages:add", "catalogue", "workshoppage", section.pk, data=form)
    # Neither waits with it, which would freeze the file under its owner, nor is it kept in a draft.
    assert not FileUse.objects.exists()
    assert not WorkshopPage.objects.exists()


@door("works", "an editor mends a page that shows a partner's picture, and chooses another one of the partner's")
def test_files_chosen_by_editors(
    submitted: Any, picture: Any, partner: Any, artist: Any, editor: Any, post: Any, typed: Any
) -> None:
    other = Picture.objects.create(title="Toinen", file=png("toinen.png"), collection=partner.collection)
    for chosen in (picture, other):
        data = typed(main_image=str(chosen.pk), main_image_decorative="on")
        post(editor, "wagtailadmin_pages:edit", submitted.pk, data=data)
        submitted.refresh_from_db()
        assert submitted.get_latest_revision_as_object().main_image == chosen


@door("new", "read the titles of other partners' drafts and files where Wagtail asks for no permission")
def test_titles_of_others(draft: Any, picture: Any, partner: Any, artist: Any, other_artist: Any) -> None:
    Attachment.objects.create(
        title="Savikaava", file=SimpleUploadedFile("kaava.pdf", b"%PDF-1.4"), collection=partner.collection
    )
    section = draft.get_parent()
    bulk = {
        name: reverse("wagtail_bulk_action", args=[*name.split("."), "delete"])
        for name in ("wagtailcore.page", "media.picture", "media.attachment")
    }
    addresses = [
        "/admin/api/main/images/",
        f"/admin/api/main/images/{picture.pk}/",
        "/admin/api/main/documents/",
        reverse("wagtailadmin_pages:move_confirm", args=[draft.pk, section.pk]),
        f"{bulk['wagtailcore.page']}?id={draft.pk}",
        f"{bulk['wagtailcore.page']}?id=all&childOf={section.pk}",
        f"{bulk['wagtailcore.page']}?id=all",
        f"{bulk['media.picture']}?id={picture.pk}",
        f"{bulk['media.picture']}?id=all",
        f"{bulk['media.attachment']}?id=all",
    ]
    client = Client()
    client.force_login(other_artist)
    shown = {address: client.get(address, follow=True).content.decode() for address in addresses}
    assert [address for address, text in shown.items() if "pöydälle" in text or "Savik" in text] == []
    client.force_login(artist)
    assert "pöydälle" in client.get(f"{bulk['wagtailcore.page']}?id=all&childOf={section.pk}").content.decode()
    assert "Savikettu" in client.get(f"{bulk['media.picture']}?id={picture.pk}").content.decode()


@door("new", "replace a picture slowly, while the page that shows it is submitted and approved")
def test_replacing_a_picture_slowly(
    draft: Any, picture: Any, artist: Any, editor: Any, post: Any, typed: Any, approve: Any, monkeypatch: Any
) -> None:
    """The view has asked already, and looks through the new file; everything else happens meanwhile."""
    clean = media.fields.clean_picture

    def slowly(file: Any, name: Any) -> Any:
        if not draft.live:
            data = typed(main_image=str(picture.pk), main_image_decorative="on", **{"action-submit": "1"})
            post(artist, "wagtailadmin_pages:edit", draft.pk, data=data)
            draft.refresh_from_db()
            approve(editor, draft)
            draft.refresh_from_db()
        return clean(file, name)

    monkeypatch.setattr(media.fields, "clean_picture", slowly)
    before = picture.file.name
    data = {"title": "Toinen", "collection": picture.collection_id, "licence": "cc0", "file": png("toinen.png")}
    post(artist, "wagtailimages:edit", picture.pk, data=data)
    assert draft.live
    picture.refresh_from_db()
    assert (picture.title, picture.file.name) == ("Savikettu", before)
