"""The addresses of approval below /admin/hyvaksynnat/."""

from django.urls import path

from .views import announcements, languages, queue, records, review, take_down

app_name = "approval"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("<int:pk>/", review.show_review, name="review"),
    path("kielet/", languages.behind, name="behind"),
    path("kielet/<int:page_pk>/<slug:language_code>/", languages.start_language, name="start_language"),
    path("paatokset/", records.record_list, name="records"),
    path("paatokset/<int:pk>/", records.record_detail, name="record"),
    path("paatokset/<int:pk>/sivu/", records.record_page, name="record_page"),
    path("ilmoita/<int:page_pk>/", take_down.ask_as_artist, name="ask_take_down"),
    path("ilmoitukset/<int:pk>/kunnossa/", take_down.close, name="close_request"),
    path("ilmoitukset/<int:pk>/poista-julkaisusta/", take_down.unpublish, name="unpublish"),
    path("viestit/<int:pk>/laheta/", announcements.release, name="release_announcement"),
    path("viestit/<int:pk>/hylkaa/", announcements.refuse, name="refuse_announcement"),
]
