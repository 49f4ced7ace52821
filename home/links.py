"""Links of rich text to pages of the site."""

from typing import Any

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler


class PublicPageLinkHandler(PageLinkHandler):
    """Wagtail's, but a page that is not public is linked to from the moment on at which it is.

    The address of a draft is what somebody typed last: printed in a public page, it would change there unapproved, and
    vanish with the draft.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        shown = [page.localized if page else None for page in cls.get_many(attrs_list)]
        return [f'<a href="{escape(page.url)}">' if page and page.live else "<a>" for page in shown]
