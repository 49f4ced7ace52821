"""The queue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from home.accounts.decorators import only_if
from programme.approval.people import user_can_see_queue
from programme.approval.queue import queue_context


@only_if(user_can_see_queue)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first; requests to take a page down come on top."""
    return render(request, "approval/admin/queue.html", queue_context(request.user))
