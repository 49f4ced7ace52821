"""Every address of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from home import views
from home.accounts.views import SetUpSecondFactorView, admin_sign_in, second_factor_needed
from home.sitemaps import PageSitemap
from media.gate import serve_upload
from programme.approval.views.take_down import ask_as_reader

handler404 = "home.views.page_not_found"
# Asked for by allauth, not by Django.
handler429 = "home.views.too_many_requests"
handler500 = "home.views.server_error"

admin_patterns = [path("login/", admin_sign_in, name="admin_sign_in"), path("", include(wagtailadmin_urls))]

urlpatterns = [
    path("", views.to_default_language),
    path("admin/", include(decorate_urlpatterns(admin_patterns, csp_override(settings.ADMIN_CSP)))),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:name>", serve_upload, name="serve_upload"),
    path("sitemap.xml", sitemap_view, {"sitemaps": {"pages": PageSitemap}}, name="sitemap"),
    *i18n_patterns(
        path("tili/", include("allauth.account.urls")),
        path("tili/2fa/tarvitaan/", second_factor_needed, name="second_factor_needed"),
        # In the place of allauth's own, which comes after it.
        path("tili/2fa/totp/activate/", SetUpSecondFactorView.as_view(), name="mfa_activate_totp"),
        path("tili/2fa/", include("allauth.mfa.urls")),
        # In Finnish ilmoita/<int:pk>/.
        path(_("report/<int:pk>/"), ask_as_reader, name="report_page"),
        path("", include("programme.participation.residents.urls")),
        re_path(wagtail_urls.serve_pattern, views.serve_page, name="wagtail_serve"),
    ),
]
