"""The addresses of residents, in each language its own."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from . import own_page, signing_up

# Without a namespace: cms.urls puts them beside the pages. In Finnish ilmoittaudu/ and osallistuminen/.
urlpatterns = [
    path(_("sign-up/<int:key>/"), signing_up.sign_up_page, name="sign_up"),
    path(_("sign-up/<uuid:key>/"), signing_up.sign_up_page, name="sign_up"),
    path(_("taking-part/confirm/<str:token>/"), own_page.confirm, name="confirm_address"),
    path(
        _("taking-part/<str:token>/"),
        include(
            [
                path("", own_page.own_page, name="own_page"),
                path(_("number/"), own_page.change_number, name="change_number"),
                path(_("cancel/"), own_page.cancel_signup, name="cancel_signup"),
                path(_("offer/"), own_page.answer_offer, name="answer_offer"),
                path(_("consents/"), own_page.consent, name="consent"),
                path(_("new-link/"), own_page.new_link, name="new_link"),
                path(_("my-data/"), own_page.download, name="download_data"),
                path(_("delete/"), own_page.delete, name="delete_signup"),
                path(_("calendar.ics"), own_page.calendar_file, name="own_calendar"),
                path(_("join/<uuid:date>/"), own_page.join, name="join"),
                path(_("feedback/<uuid:date>/"), own_page.feedback, name="feedback"),
            ]
        ),
    ),
]
