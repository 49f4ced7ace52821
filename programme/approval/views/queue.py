"""The queue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from home.accounts.decorators import only_if
from programme.approval.people import user_can_see_queue
from programme.approval.queue import queue_context
from programme.participation.hosts.access import unread_by


@only_if(user_can_see_queue)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first; requests to take a page down come on top."""
    context = queue_context(request.user) | {"unread": unread_by(request.user).count()}
    return render(request, "approval/admin/queue.html", context)
