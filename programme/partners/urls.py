"""The coordinator's addresses, below /admin/kumppanit/."""

from django.urls import path

from . import views

app_name = "partners"
urlpatterns = [
    path("", views.partner_list, name="list"),
    path("<int:pk>/", views.partner_detail, name="detail"),
    path("<int:pk>/nimi/", views.partner_rename, name="rename"),
    path("<int:pk>/henkilot/<int:user_pk>/linkki/", views.person_new_link, name="new_link"),
    path("<int:pk>/henkilot/<int:user_pk>/poista/", views.person_remove, name="remove"),
]
