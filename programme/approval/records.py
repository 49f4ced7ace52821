"""What a list or a page of approval records shows beside the columns."""

from typing import Any

from django.db.models import Q
from wagtail.models import Page, Revision

from programme.partners.models import PartnerPage

from .checklist import RULES
from .forms import ApprovalForm
from .models import ApprovalRecord
from .models.records import ApprovalRecordQuerySet


def with_words(records: ApprovalRecordQuerySet, words: str) -> ApprovalRecordQuerySet:
    """Return those whose title, or whose partner's name, contains *words*.

    A record keeps the page's address, not its partner, so the partner is found by where its sections are.
    """
    found = Q(title__icontains=words)
    for url_path in PartnerPage.objects.filter(partner__name__icontains=words).values_list("url_path", flat=True):
        found |= Q(url_path__startswith=url_path)
    return records.filter(found)


def facts_of(record: ApprovalRecord) -> dict[str, Any]:
    """Return what a record's own page takes: the checklist in words, and what still exists of what it names."""
    texts = {rule.key: str(rule.text) for rule in RULES}
    texts |= {name: str(field.label) for name, field in ApprovalForm.base_fields.items()}
    page = Page.objects.filter(pk=record.page_pk).first()
    revisions = Revision.objects.filter(pk__in=[record.revision_pk, record.submitted_revision_pk or 0])
    existing = set(revisions.values_list("pk", flat=True))
    return {
        "points": [(texts.get(key, key), is_met) for key, is_met in record.checklist.items()],
        "files": [(key, *print_.partition("#")[::2]) for key, print_ in record.files.items()],
        "page": page,
        "together": list(ApprovalRecord.objects.decided_with(record)),
        "can_compare": bool(
            page and record.was_mended and {record.revision_pk, record.submitted_revision_pk} <= existing
        ),
    }
