"""What the sections of the UFLPA Entity List say of those listed under them, in words (R25)."""

import re
from typing import Final

_SECTION: Final = re.compile(r"\((i|ii|iv|v)\)\s*$")

UFLPA: Final = "us_uflpa"

_WORDS: Final = {
    "i": "in Xinjiang, and makes goods there wholly or in part with forced labour",
    "ii": "works with the government of Xinjiang to recruit, move or receive people of persecuted groups for labour",
    "iv": "exported goods made by those listed under (i) or (ii) from China to the United States",
    "v": "sources material from Xinjiang, or from those who work with its government in labour schemes",
}
"""Public Law 117-78, section 2(d)(2)(B), in our words; what the publisher has reason to believe, not a finding of ours."""


def section_words(list_id: str, section: str) -> str | None:
    """What a listing under this section means; None where no section or one without words of ours is given."""
    found = _SECTION.search(section.strip()) if list_id == UFLPA else None
    return None if found is None else _WORDS[found[1]]
