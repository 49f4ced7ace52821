"""The site's shell: pages of the city itself, its settings, the mail outbox, the content version."""

from .mail import MailStatus, OutgoingMail
from .pages import BOOKKEEPING_FIELDS, BasePage, FrontPage, StandardPage
from .settings import HelpLine, SiteSettings
from .titles import TitleLanguageMixin, title_panels
from .version import ContentVersion

__all__ = [
    "BOOKKEEPING_FIELDS",
    "BasePage",
    "ContentVersion",
    "FrontPage",
    "HelpLine",
    "MailStatus",
    "OutgoingMail",
    "SiteSettings",
    "StandardPage",
    "TitleLanguageMixin",
    "title_panels",
]
