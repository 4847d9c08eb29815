"""Ids that the same fact always gets."""

import uuid

_NAMESPACE = uuid.UUID("6f1f3f4e-1834-5a4b-9c1d-746f6c707564")


def event_id(*parts: str | int) -> str:
    """One id for one fact: the same parts give the same id, everywhere and for ever.

    Parts are joined with their lengths, so that ("ab", "c") and ("a", "bc") differ.
    """
    texts = [str(part) for part in parts]
    return str(uuid.uuid5(_NAMESPACE, "".join(f"{len(text)}:{text}" for text in texts)))
