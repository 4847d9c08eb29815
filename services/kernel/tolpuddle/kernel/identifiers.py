"""Country, customs code, supplier, tenant: parsed once, then trusted; and ids that the same fact always gets."""

import re
import unicodedata
import uuid
from dataclasses import dataclass

from tolpuddle.kernel.errors import IdentifierError

_NAMESPACE = uuid.UUID("6f1f3f4e-1834-5a4b-9c1d-746f6c707564")
_COUNTRY = re.compile(r"[A-Z]{3}")
_TENANT = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_HS_SEPARATORS = re.compile(r"[\s.\-\u00a0]+")
_HS_PREFIX = re.compile(r"^(?:HTSUS|HTS|HS|CN|TARIC)(?:\s*code)?[\s:#.]*", re.IGNORECASE)
_HS_AS_NUMBER = re.compile(r"(\d{1,10})\.(\d{1,2})")
_HS_LENGTHS = (2, 4, 6, 8, 10)
_MAX_SUPPLIER_ID = 200


def event_id(*parts: str | int) -> str:
    """One id for one fact: the same parts give the same id, everywhere and for ever.

    Parts are joined with their lengths, so that ("ab", "c") and ("a", "bc") differ.
    """
    texts = [str(part) for part in parts]
    return str(uuid.uuid5(_NAMESPACE, "".join(f"{len(text)}:{text}" for text in texts)))


@dataclass(frozen=True, slots=True, order=True)
class Country:
    """A country by ISO 3166-1 alpha-3. The shape is checked here; whether it exists is the edition's to say."""

    iso3: str

    @classmethod
    def parse(cls, text: str) -> "Country":
        """Raises: IdentifierError when the text is not three Latin letters."""
        word = text.strip().upper()
        if not _COUNTRY.fullmatch(word):
            raise IdentifierError(f"'{text[:40]}' is not a three-letter country code.", value=text[:40])
        return cls(word)

    def __str__(self) -> str:
        return self.iso3


@dataclass(frozen=True, slots=True, order=True)
class HsCode:
    """A customs code of the Harmonized System: 2, 4 or 6 digits, or 8 or 10 with national digits."""

    digits: str

    @classmethod
    def parse(cls, text: str) -> "HsCode":
        """The one plain reading of a code.

        Raises: IdentifierError when there is none, or more than one because a leading zero may have been lost.
        """
        readings = hs_candidates(text)
        if len(readings) != 1:
            raise IdentifierError(f"'{text[:40]}' is not one plain customs code.", value=text[:40])
        return readings[0]

    @property
    def chapter(self) -> str:
        """The first two digits."""
        return self.digits[:2]

    @property
    def heading(self) -> str | None:
        """The first four digits; None: the code is only a chapter."""
        return self.digits[:4] if len(self.digits) >= 4 else None

    @property
    def subheading(self) -> str | None:
        """The first six digits, the last that are the same in every country; None: the code is shorter."""
        return self.digits[:6] if len(self.digits) >= 6 else None

    def __str__(self) -> str:
        return self.digits


def hs_candidates(text: str) -> tuple[HsCode, ...]:
    """Everything a written customs code may mean, likeliest first; empty when it can be none.

    Dots, spaces and hyphens separate groups; full-width digits are read. Spreadsheets take codes for numbers: they drop
    the leading zero of chapters 01 to 09 (0901 becomes 901), the last zero of a dotted code (6109.10 becomes 6109.1),
    or add a decimal part (901.0). An odd number of digits lost one of these zeros. Chapters 00 and 77 do not exist.
    """
    word = _HS_PREFIX.sub("", unicodedata.normalize("NFKC", text).strip())
    readings: list[str] = []
    decimal = _HS_AS_NUMBER.fullmatch(word)
    if decimal and decimal[2] == "0":
        word = decimal[1]
    elif decimal and len(decimal[1]) <= 4:
        readings.append(_even(decimal[1]) + decimal[2].ljust(2, "0"))
    readings.append(_even(_HS_SEPARATORS.sub("", word)))
    return tuple(
        HsCode(digits)
        for digits in dict.fromkeys(readings)
        if digits.isascii()
        and digits.isdigit()
        and len(digits) in _HS_LENGTHS
        and digits[:2] not in ("00", "77")
    )


def _even(digits: str) -> str:
    return "0" + digits if len(digits) % 2 else digits


@dataclass(frozen=True, slots=True, order=True)
class SupplierId:
    """A supplier's id as its owner writes it: any text of one line, up to 200 characters."""

    text: str

    @classmethod
    def parse(cls, text: str) -> "SupplierId":
        """Raises: IdentifierError when empty, too long, or holding control characters."""
        word = text.strip()
        if not word:
            raise IdentifierError("The supplier id is empty.")
        if len(word) > _MAX_SUPPLIER_ID:
            raise IdentifierError(f"The supplier id is longer than {_MAX_SUPPLIER_ID} characters.")
        if any(unicodedata.category(character) == "Cc" for character in word):
            raise IdentifierError("The supplier id holds a control character.")
        return cls(word)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, order=True)
class TenantId:
    """Whose data it is: lower-case letters, digits, hyphen and underscore, up to 63."""

    text: str

    @classmethod
    def parse(cls, text: str) -> "TenantId":
        """Raises: IdentifierError when the text has another shape."""
        word = text.strip()
        if not _TENANT.fullmatch(word):
            raise IdentifierError(
                f"'{text[:40]}' is no tenant id: use lower-case letters, digits, - and _.", value=text[:40]
            )
        return cls(word)

    def __str__(self) -> str:
        return self.text
