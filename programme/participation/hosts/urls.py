"""The organiser's addresses, below /admin/osallistujat/."""

from django.urls import path

from .views import announcements, dates, join_links, people_data, signups

app_name = "hosts"
urlpatterns = [
    path("", dates.date_list, name="dates"),
    path("menneet/", dates.past_dates, name="past_dates"),
    path("<int:pk>/", dates.who_comes, name="who_comes"),
    path("<int:pk>/paikalla/", dates.attendance, name="attendance"),
    path("<int:pk>/lista/", dates.paper_list, name="paper_list"),
    path("<int:pk>/vienti/", dates.export, name="export"),
    path("<int:pk>/palaute/", dates.said, name="said"),
    path("<int:pk>/lisaa/", signups.add, name="add"),
    path("<int:pk>/ilmoittautumiset/<int:signup_pk>/peru/", signups.cancel_for, name="cancel"),
    path("<int:pk>/ilmoittautumiset/<int:signup_pk>/paikka/", signups.take_for, name="take"),
    path("<int:pk>/soitot/<int:message_pk>/", signups.called, name="called"),
    path("<int:pk>/kirjoita/", announcements.write, name="write"),
    path("sivut/<int:page_pk>/", dates.dates_of_page, name="dates_of_page"),
    path("sivut/<int:page_pk>/linkki/", join_links.overview, name="join_links"),
    path("sivut/<int:page_pk>/linkki/kaikki/", join_links.edit, name="join_link"),
    path("sivut/<int:page_pk>/linkki/kaikki/poista/", join_links.remove, name="remove_join_link"),
    path("sivut/<int:page_pk>/linkki/<int:occurrence_pk>/", join_links.edit, name="join_link_of_date"),
    path("sivut/<int:page_pk>/linkki/<int:occurrence_pk>/poista/", join_links.remove, name="remove_join_link_of_date"),
    path("tiedot/", people_data.look_up, name="look_up"),
    path("tiedot/vienti/", people_data.export, name="export_contact"),
    path("tiedot/poisto/", people_data.erase, name="erase_contact"),
    path("tiedot/tapahtumat/", people_data.acts, name="acts"),
]
