"""How long the libraries' tables are kept that name people. Ours are in the rooms."""

_HISTORY = "as long as the page: its history says who wrote what; an account that goes leaves the rows without a name"
_ACCOUNT = "goes with the account"

KEPT = {
    "account.EmailAddress": _ACCOUNT,
    "mfa.Authenticator": _ACCOUNT,
    "wagtailusers.UserProfile": _ACCOUNT,
    "wagtailadmin.EditingSession": "Wagtail removes it when the tab is closed, or after an hour",
    "wagtailadmin.FormState": _ACCOUNT,
    "wagtailcore.APIToken": _ACCOUNT,
    "wagtailcore.Comment": _ACCOUNT,
    "wagtailcore.CommentReply": _ACCOUNT,
    "wagtailcore.PageSubscription": _ACCOUNT,
    "wagtailcore.Page": _HISTORY,
    "wagtailcore.Revision": _HISTORY,
    "wagtailcore.TaskState": _HISTORY,
    "wagtailcore.WorkflowState": _HISTORY,
    "wagtailcore.ModelLogEntry": "for good: the city has to show who did what; holds no words of participants",
    "wagtailcore.PageLogEntry": "for good: the city has to show who did what; holds no words of participants",
    "wagtailcore.UploadedFile": "a day (media.unfinished)",
    "wagtail_localize.SegmentOverride": _HISTORY,
    "wagtail_localize.StringTranslation": _HISTORY,
}
NOT_PERSONAL = {
    "wagtaildocs.Document": "not in use: media.Attachment is in its place",
    "wagtailimages.Image": "not in use: media.Picture is in its place",
    "wagtailmedia.Media": "not in use: media.Recording is in its place",
}
