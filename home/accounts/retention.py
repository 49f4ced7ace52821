"""How long accounts are kept."""

_ACCOUNT = "until an administrator removes the account: when the person's work for the programme ends"

KEPT = {
    "User": _ACCOUNT,
    "User_groups": _ACCOUNT,
    "User_user_permissions": _ACCOUNT,
}
NOT_PERSONAL: dict[str, str] = {}
