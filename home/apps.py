from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Site")

    def ready(self) -> None:
        from . import content_version, localize, publication, redirects, words_of_others

        content_version.raise_on_wagtail_signals()
        publication.guard_every_publication()
        publication.guard_every_unpublication()
        redirects.redirect_for_public_pages_alone()
        localize.mend()
        words_of_others.say_in_words()
