"""Hides most of a number: enough stays to recognise it, too little to use it (pure)."""


def mask_id_number(number: str | None) -> str | None:
    """110101********7758: the place and the last four stay."""
    return None if number is None else number[:6] + "*" * max(len(number) - 10, 4) + number[-4:]


def mask_phone(number: str | None) -> str | None:
    """138****1234."""
    return None if number is None else number[:3] + "****" + number[-4:]
