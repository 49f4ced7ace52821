"""The site's addresses and a hello-world view through the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from cms.urls import urlpatterns as site_patterns


def hello(request: HttpRequest) -> HttpResponse:
    """What the stack costs when the view costs nothing. Not cached, so that it passes the whole stack."""
    return HttpResponse("hello world", headers={"Cache-Control": "no-store"})


urlpatterns = [path("hello/", hello), *site_patterns]
handler404 = "home.views.page_not_found"
