"""The same 300 messy suppliers in four files. `python -m tests.ingest.messy` writes tests/cases/messy anew."""

import csv
import io
import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import xlsxwriter

FOLDER = Path(__file__).resolve().parents[1] / "cases" / "messy"

COUNTRIES: tuple[tuple[str, str], ...] = (
    ("Germany", "DEU"), ("DE", "DEU"), ("Deutschland", "DEU"), ("Allemagne", "DEU"), ("Alemania", "DEU"),
    ("China", "CHN"), ("PRC", "CHN"), ("P.R. China", "CHN"), ("People's Republic of China", "CHN"), ("Chine", "CHN"),
    ("Viet Nam", "VNM"), ("Vietnam", "VNM"), ("VN", "VNM"), ("Türkiye", "TUR"), ("Turkey", "TUR"), ("Turquie", "TUR"),
    ("Türkei", "TUR"), ("Turquía", "TUR"), ("Ivory Coast", "CIV"), ("Côte d’Ivoire", "CIV"), ("Elfenbeinküste", "CIV"),
    ("Burma", "MMR"), ("Myanmar", "MMR"), ("Birmanie", "MMR"), ("South Korea", "KOR"), ("Korea, Republic of", "KOR"),
    ("U.S.A.", "USA"), ("United States of America", "USA"), ("Vereinigte Staaten", "USA"), ("États-Unis", "USA"),
    ("Estados Unidos", "USA"), ("UK", "GBR"), ("United Kingdom", "GBR"), ("Great Britain", "GBR"), ("Royaume-Uni", "GBR"),
    ("Vereinigtes Königreich", "GBR"), ("Czechia", "CZE"), ("Czech Republic", "CZE"), ("Tschechien", "CZE"),
    ("Bangladesh", "BGD"), ("BANGLADESH", "BGD"), ("bangladesh", "BGD"), ("Bangladesch", "BGD"), ("BGD", "BGD"),
    ("India", "IND"), ("Indien", "IND"), ("Inde", "IND"), ("Cambodia", "KHM"), ("Cambodge", "KHM"), ("Kambodscha", "KHM"),
    ("Brazil", "BRA"), ("Brasil", "BRA"), ("Brésil", "BRA"), ("Brasilien", "BRA"), ("Mexico", "MEX"), ("México", "MEX"),
    ("Mexique", "MEX"), ("UAE", "ARE"), ("Emiratos Árabes Unidos", "ARE"), ("Saudi Arabia", "SAU"), ("Pakistan", "PAK"),
    ("Saudi-Arabien", "SAU"), ("Sri Lanka", "LKA"), ("Philippines", "PHL"), ("Filipinas", "PHL"), ("Indonesia", "IDN"),
    ("Indonesien", "IDN"), ("Indonésie", "IDN"), ("Thailand", "THA"), ("Thaïlande", "THA"), ("Taiwan", "TWN"),
    ("Hong Kong", "HKG"), ("DR Congo", "COD"), ("Democratic Republic of the Congo", "COD"), ("Ethiopia", "ETH"),
    ("Äthiopien", "ETH"), ("Nepal", "NPL"), ("Uzbekistan", "UZB"), ("Ouzbékistan", "UZB"), ("Turkmenistan", "TKM"),
    ("Portugal", "PRT"), ("Spain", "ESP"), ("España", "ESP"), ("Spanien", "ESP"), ("Italy", "ITA"), ("Italien", "ITA"),
    ("France", "FRA"), ("Frankreich", "FRA"), ("Maroc", "MAR"), ("Morocco", "MAR"), ("Marokko", "MAR"), ("Egypt", "EGY"),
    ("Ägypten", "EGY"), ("Malaysia", "MYS"), ("Malaisie", "MYS"), ("Peru", "PER"), ("Pérou", "PER"), ("Madagascar", "MDG"),
    ("Madagaskar", "MDG"),
)  # fmt: skip
"""Country as people write it -> ISO 3166-1 alpha-3."""

_NOTHING = ("n/a", "-", "unknown", "k.A.", "")
_GOODS = (
    ["Shirts", "Trousers"], ["Cotton yarn"], ["Rubber gloves"], ["Bricks"], ["Shrimp", "Fish fillets"], ["Carpets"],
    ["Coffee"], ["Cocoa beans", "Chocolate"], ["Palm oil"], ["Electronics"], ["Gold"], ["Footwear", "Leather"],
    ["Café torréfié"], ["Gürtel"], ["Sugar (cane, raw)"], ["Toys"],
)  # fmt: skip
_HS = (
    ["610510"],
    ["520511"],
    ["401519"],
    ["690410"],
    ["030617"],
    ["570110"],
    ["090111"],
    [],
    ["180100", "180632"],
)
_STEPS = ("none", "discussed", "written", "acted", "verified")


@dataclass(slots=True)
class Supplier:
    """What a row means, before it is written in one of four ways. refused: the code that is expected, if any."""

    supplier_id: str
    name: str
    country: str
    iso3: str | None
    address: str
    goods: list[str]
    hs_codes: list[str]
    inputs: list[tuple[str, str]]
    tier: int | None
    workers: int | None
    migrant_share: float | None
    women_share: float | None
    fees: str | None
    documents: str | None
    employer_pays: str | None
    refused: str | None = None
    as_written: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one file writes what the rows mean."""

    headers: dict[str, str]
    number: Callable[[int], str | int]
    share: Callable[[float], str | float]
    answers: dict[str, str]
    steps: dict[str, str]
    tier: Callable[[int], str | int]
    separator: str
    inputs: Callable[[list[tuple[str, str]]], str]
    decompose: bool = False
    """Letters with accents as two characters, as some systems write them."""
    codes_as_numbers: bool = False


def suppliers() -> list[Supplier]:
    """300 rows: 16 that nobody can use, 9 that say again what another row said."""
    draw = random.Random(20261)
    rows: list[Supplier] = []
    for number in range(275):
        country, iso3 = COUNTRIES[number % len(COUNTRIES)]
        rows.append(
            Supplier(
                supplier_id=f"V-{number:04d}",
                name=draw.choice(
                    (
                        "Example {} Mills",
                        'Example "{}" Ltd; Unit 4',
                        "Exämple {} GmbH & Co. KG",
                        "Example {} S.à r.l., Site B",
                    )
                ).format(number),
                country=country,
                iso3=iso3,
                address=draw.choice(
                    (f"{number} Long Road, Block {number % 7}", f"Hafenstraße {number}\nTor {number % 9}", "")
                ),
                goods=draw.choice(_GOODS),
                hs_codes=draw.choice(_HS),
                inputs=draw.choice(([], [("cotton", "China"), ("polyester", "")], [("leather", "India")])),
                tier=draw.choice((1, 2, 3, None)),
                workers=draw.choice((12, 480, 1234, 25000, None)),
                migrant_share=draw.choice((0.0, 0.125, 0.5, 0.07, None)),
                women_share=draw.choice((0.25, 0.8, 1.0, None)),
                fees=draw.choice(("yes", "no", None)),
                documents=draw.choice(("yes", "no", None)),
                employer_pays=draw.choice((*_STEPS, None)),
            )
        )
    for number in range(0, 275, 40):
        rows[number].country, rows[number].iso3 = draw.choice(_NOTHING), None
    rows += _unusable()
    rows += _again(rows)
    draw.shuffle(rows)
    return rows


def _plain(number: int) -> Supplier:
    return Supplier(
        f"V-{number}",
        f"Example {number} Works",
        "India",
        "IND",
        "",
        ["Bricks"],
        [],
        [],
        1,
        100,
        0.5,
        0.25,
        None,
        None,
        None,
    )


def _unusable() -> list[Supplier]:
    rows = [_plain(9000 + number) for number in range(16)]
    for row, name in zip(rows[:5], ("", "  ", "n/a", "-", "unbekannt"), strict=True):
        row.name, row.refused = name, "name_missing"
    for row, country in zip(
        rows[5:10], ("Atlantis", "Wakanda", "12345", "see contract", "Ruritania"), strict=True
    ):
        row.country, row.iso3, row.refused = country, None, "country_unknown"
    for row, workers in zip(rows[10:13], (-5, -1200, -1), strict=True):
        row.workers, row.refused = workers, "number_negative"
    for row in rows[13:15]:
        row.workers, row.refused = 7_000_000, "number_absurd"
    rows[15].migrant_share, rows[15].refused = 1.75, "number_absurd"
    return rows


def _again(rows: list[Supplier]) -> list[Supplier]:
    again: list[Supplier] = []
    for number in range(3, 75, 8):
        first = rows[number]
        again.append(
            Supplier(
                first.supplier_id, first.name.upper(), first.country, first.iso3, first.address, ["Buttons"], [],
                [], first.tier, first.workers, first.migrant_share, first.women_share, None, None, None,
            )
        )  # fmt: skip
    return again


_COLUMNS = {
    "supplier_id": "Supplier ID", "name": "Supplier name", "country": "Country", "address": "Address", "goods": "Products",
    "hs_codes": "HS code", "inputs": "Raw materials and origin", "tier": "Tier", "workers": "Number of workers",
    "migrant_share": "Share of migrant workers", "women_share": "Women (%)", "fees": "Workers pay recruitment fees",
    "documents": "Passports held", "employer_pays": "Employer pays principle", "worker": "Worker name", "buyer": "Buyer's own code",
}  # fmt: skip
_GERMAN = {
    "supplier_id": "Lieferanten-Nr.", "name": "Lieferant", "country": "Land", "address": "Anschrift", "goods": "Waren",
    "hs_codes": "Zolltarifnummer", "inputs": "Rohstoffe und Herkunft", "tier": "Stufe", "workers": "Anzahl Beschäftigte",
    "migrant_share": "Anteil Migranten in %", "women_share": "Frauenanteil (%)", "fees": "Beschäftigte zahlen Vermittlungsgebühren",
    "documents": "Pässe einbehalten", "employer_pays": "Arbeitgeber zahlt Vermittlung", "worker": "Vorname", "buyer": "Einkäufercode",
}  # fmt: skip
_FRENCH = {
    "supplier_id": "N° fournisseur", "name": "Raison sociale", "country": "Pays", "address": "Adresse", "goods": "Produits",
    "hs_codes": "Code SH", "inputs": "Matières premières et origine", "tier": "Rang", "workers": "Nombre de travailleurs",
    "migrant_share": "Part de travailleurs migrants", "women_share": "Part de femmes (en %)",
    "fees": "Les travailleurs paient des frais de recrutement", "documents": "Passeports confisqués",
    "employer_pays": "Principe de l’employeur payeur", "worker": "N° de passeport", "buyer": "Code acheteur",
}  # fmt: skip


def _comma(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _at(inputs: list[tuple[str, str]]) -> str:
    return "|".join(f"{good}@{origin}" for good, origin in inputs)


def _brackets(inputs: list[tuple[str, str]]) -> str:
    return "; ".join(f"{good} ({origin})" if origin else good for good, origin in inputs)


ENGLISH = Dialect(
    _COLUMNS, lambda n: f"{n:,}", lambda s: f"{s * 100:g}%", {"yes": "Yes", "no": "no"}, {s: s.title() for s in _STEPS},
    lambda t: f"Tier {t}", "; ", _brackets, decompose=True,
)  # fmt: skip
WORKBOOK = Dialect(
    _COLUMNS, lambda n: n, lambda s: s, {"yes": "x", "no": "0"}, {step: str(at) for at, step in enumerate(_STEPS)},
    lambda t: t, "\n", _brackets, codes_as_numbers=True,
)  # fmt: skip
GERMAN = Dialect(
    _GERMAN, lambda n: f"{n:,}".replace(",", ".") + ",00", lambda s: _comma(s * 100), {"yes": "ja", "no": "NEIN"},
    dict(zip(_STEPS, ("keine", "besprochen", "schriftlich", "umgesetzt", "geprüft"), strict=True)),
    lambda t: f"Stufe {t}", ", ", _brackets,
)  # fmt: skip
FRENCH = Dialect(
    _FRENCH, lambda n: f"{n:,}".replace(",", "\u202f"), lambda s: f"{_comma(s * 100)} %", {"yes": "Oui", "no": "non"},
    dict(zip(_STEPS, ("aucun", "discuté", "par écrit", "mis en œuvre", "vérifié"), strict=True)),
    lambda t: f"rang {t}", " / ", _at,
)  # fmt: skip


def cells(row: Supplier, dialect: Dialect) -> list[str | int | float]:
    """One row as a file writes it."""
    made: dict[str, str | int | float] = {
        "supplier_id": row.supplier_id,
        "name": f" {row.name} " if row.supplier_id.endswith("7") else row.name,
        "country": f"{row.country}\u00a0" if row.supplier_id.endswith("3") else row.country,
        "address": row.address,
        "goods": dialect.separator.join(row.goods),
        "hs_codes": ";".join(row.hs_codes),
        "inputs": dialect.inputs(row.inputs),
        "tier": "" if row.tier is None else dialect.tier(row.tier),
        "workers": "n/a" if row.workers is None else dialect.number(row.workers),
        "migrant_share": "" if row.migrant_share is None else dialect.share(row.migrant_share),
        "women_share": "" if row.women_share is None else dialect.share(row.women_share),
        "fees": "" if row.fees is None else dialect.answers[row.fees],
        "documents": "?" if row.documents is None else dialect.answers[row.documents],
        "employer_pays": "" if row.employer_pays is None else dialect.steps[row.employer_pays],
        "worker": "somebody",
        "buyer": "B7",
    }
    if dialect.codes_as_numbers and len(row.hs_codes) == 1:
        made["hs_codes"] = int(row.hs_codes[0])
    if dialect.decompose:
        made = {
            key: unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell
            for key, cell in made.items()
        }
    return [made[column] for column in dialect.headers]


def separated(dialect: Dialect, delimiter: str) -> str:
    """A separated text with two blank lines and the header once more in the middle, as printouts have it."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(dialect.headers.values())
    for number, row in enumerate(suppliers()):
        if number in (50, 200):
            stream.write("\r\n")
        if number == 150:
            writer.writerow(dialect.headers.values())
        writer.writerow(cells(row, dialect))
    return stream.getvalue()


def workbook(path: Path) -> None:
    """A workbook with a cover sheet, a title above the header, an empty first column and an empty row."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001  xlsxwriter wants it without a zone
    book.add_worksheet("Cover").write(1, 1, "Supplier list, all sites. Country: see next sheet")
    sheet = book.add_worksheet("Data")
    sheet.write(0, 1, "Supplier list 2026: all sites")
    for place, header in enumerate(WORKBOOK.headers.values(), start=1):
        sheet.write(3, place, header)
    below = 4
    for number, row in enumerate(suppliers()):
        if number in (50, 200):
            below += 1
        if number == 150:
            for place, header in enumerate(WORKBOOK.headers.values(), start=1):
                sheet.write(below, place, header)
            below += 1
        for place, cell in enumerate(cells(row, WORKBOOK), start=1):
            if cell != "":
                sheet.write(below, place, cell)
        below += 1
    book.close()


FILES: dict[str, Callable[[Path], object]] = {
    "english-utf8.csv": lambda path: path.write_bytes(separated(ENGLISH, ",").encode("utf-8-sig")),
    "english-title.xlsx": workbook,
    "german-cp1252.csv": lambda path: path.write_bytes(separated(GERMAN, ";").encode("cp1252")),
    "french-utf16.csv": lambda path: path.write_bytes(separated(FRENCH, "\t").encode("utf-16")),
}


def write_all(folder: Path) -> None:
    """Write the four files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, write in FILES.items():
        write(folder / name)


if __name__ == "__main__":
    write_all(FOLDER)
