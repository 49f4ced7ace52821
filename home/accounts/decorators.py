"""Who may open a page, asked before the view."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


def only_if(user_can: Callable[[Any], bool]) -> Callable[[Any], Any]:
    """Let the decorated view answer only those of whom *user_can* is true."""

    def decorate(view: Any) -> Any:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not user_can(request.user):
                raise PermissionDenied
            response: HttpResponse = view(request, *args, **kwargs)
            return response

        return checked

    return decorate
