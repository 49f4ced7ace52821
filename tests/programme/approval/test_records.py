"""Who let this go live?"""

from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse

from home.publication import city_act
from programme.approval.models import ApprovalRecord
from programme.approval.views.records import PAGE_SIZE
from tests.conftest import publish

from .steps import approve, make_picture, submit

LIST = "/admin/hyvaksynnat/paatokset/"


def titles(answer: Any) -> list[str]:
    return [record.title for record in answer.context["records"]]


@pytest.fixture
def record(partner: Any, artist: Any, editor: Any, make_workshop: Any) -> ApprovalRecord:
    page = make_workshop(
        partner,
        main_image=make_picture(partner, "Kettu"),
        main_image_alt="Savikettu pöydällä",
        body=[("picture", {"picture": make_picture(partner, "Toinen"), "alt_text": "Uuni", "decorative": False})],
    )
    approve(submit(page, artist), editor, "Hieno!")
    return ApprovalRecord.objects.of_page(page.pk).get()


def test_a_record_tells_everything(record: ApprovalRecord, editor: Any, client: Any) -> None:
    client.force_login(editor)
    answer = client.get(f"{LIST}{record.pk}/")
    assert answer.status_code == 200
    for words in ("editor@example.org", "artist@example.org", "Hieno!", "hyväksytty jonosta", record.content_hash):
        assert words in answer.text.lower() or words in answer.text
    assert len(answer.context["points"]) == len(record.checklist)
    assert len(answer.context["files"]) == 2
    assert f'src="{LIST}{record.pk}/sivu/"' in answer.text
    assert 'sandbox="allow-same-origin"' in answer.text


def test_newest_first_by_title_and_by_partner(
    record: ApprovalRecord, other_partner: Any, make_workshop: Any, editor: Any, client: Any
) -> None:
    publish(make_workshop(other_partner, "Lapaset"))
    client.force_login(editor)
    listed = client.get(LIST)
    assert titles(listed)[0] == "Lapaset"
    moments = [record.decided_at for record in listed.context["records"]]
    assert moments == sorted(moments, reverse=True)
    assert titles(client.get(LIST, {"q": "lapas"})) == ["Lapaset"]
    assert set(titles(client.get(LIST, {"q": "lankapiiri"}))) == {"Lankapiiri", "Lapaset"}
    assert titles(client.get(LIST, {"page": record.page_pk})) == ["Savikettu"]
    for values in ({"page": "x", "p": "x", "q": "%"}, {"page": "²", "q": "lapaset\0x"}, {"page": "9" * 40}):
        assert titles(client.get(LIST, values)) == []


def test_the_list_has_pages(partner: Any, make_workshop: Any, editor: Any, client: Any) -> None:
    page = make_workshop(partner)
    with city_act(reason="a test", by=None):
        page.get_latest_revision().publish()
    first = ApprovalRecord.objects.of_page(page.pk).get()
    for number in range(PAGE_SIZE):
        first.pk, first.title = None, f"Kopio {number}"
        first.save(force_insert=True)
    client.force_login(editor)
    answer = client.get(LIST, {"page": page.pk})
    assert len(titles(answer)) == PAGE_SIZE
    assert titles(client.get(LIST, {"page": page.pk, "p": 2})) == ["Savikettu"]


def test_the_page_as_it_was(record: ApprovalRecord, editor: Any, client: Any) -> None:
    client.force_login(editor)
    answer = client.get(f"{LIST}{record.pk}/sivu/")
    assert answer.status_code == 200
    assert "Muovaillaan yhdessä." in answer.text
    assert answer.text.count("<picture>") == 2
    assert answer.headers["Content-Security-Policy"].endswith("sandbox allow-same-origin")
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_the_page_as_it_was_when_page_and_pictures_are_gone(record: ApprovalRecord, editor: Any, client: Any) -> None:
    from media.models import Picture
    from programme.catalogue.models import WorkshopPage

    WorkshopPage.objects.get(pk=record.page_pk).delete()
    Picture.objects.all().delete()
    client.force_login(editor)
    answer = client.get(f"{LIST}{record.pk}/sivu/")
    assert answer.status_code == 200
    assert "Muovaillaan yhdessä." in answer.text
    assert "<picture>" not in answer.text
    assert "Sivu on poistettu." in client.get(f"{LIST}{record.pk}/").text


def test_a_kind_of_page_that_is_no_more_is_not_found(record: ApprovalRecord, editor: Any, client: Any) -> None:
    ApprovalRecord.objects.filter(pk=record.pk).update(model="catalogue.PuppetPage")
    client.force_login(editor)
    assert client.get(f"{LIST}{record.pk}/sivu/").status_code == 404
    assert client.get(f"{LIST}{record.pk}/").status_code == 200


def test_records_are_for_the_citys_people(record: ApprovalRecord, request: Any, client: Any) -> None:
    addresses = [LIST, f"{LIST}{record.pk}/", f"{LIST}{record.pk}/sivu/"]
    for who, status in (("artist", 302), ("other_artist", 302), ("editor", 200), ("coordinator", 200)):
        client.force_login(request.getfixturevalue(who))
        assert [client.get(address).status_code for address in addresses] == [status] * 3


def test_records_are_only_read(record: ApprovalRecord, editor: Any, client: Any) -> None:
    client.force_login(editor)
    for address in (LIST, f"{LIST}{record.pk}/", f"{LIST}{record.pk}/sivu/"):
        for method in (client.post, client.put, client.patch, client.delete):
            assert method(address).status_code == 405
    for name in ("approvalrecord:edit", "approvalrecord:delete", "wagtailsnippets_approval_approvalrecord:delete"):
        with pytest.raises(NoReverseMatch):
            reverse(name, args=[record.pk])
    assert ApprovalRecord.objects.filter(pk=record.pk).exists()


def test_the_pages_menu_leads_to_its_records(record: ApprovalRecord, editor: Any, artist: Any, client: Any) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[record.page_pk])
    address = f"{LIST}?page={record.page_pk}"
    client.force_login(editor)
    assert address in client.get(edit).text
    client.force_login(artist)
    assert address not in client.get(edit).text
