"""The organiser's side, in Wagtail's admin: who comes, the way in, words to participants, what stays.

Partner people hold no permission for it (approval.md, "Partner group"): each view asks `participation.rules`.
"""
