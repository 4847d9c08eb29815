"""Pairs made by rule from published names: what a supplier list does to a name, and what makes it another company.

No chance and no seed: a rule that has a choice takes it from the name's own hash, so the same names give the same pairs.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from pypinyin import lazy_pinyin

FORMS = re.compile(
    r"[\s,]*\(?\b(?:co\.?\s*,?\s*ltd\.?|company limited|co\.?,? limited|pvt\.?\s*\)?\s*ltd\.?|\(pvt\.?\) ltd\.?|private limited|pte\.?\s*ltd\.?|sdn\.?\s*bhd\.?|"
    r"limited|ltd\.?|inc\.?|corp\.?|corporation|llc|l\.l\.c\.?|gmbh(?: & co\.? kg)?|s\.?p\.?a\.?|s\.?r\.?l\.?|"
    r"s\.?a\.? de c\.?v\.?|s\.a\.s?\.?|sa|sas|sarl|b\.?v\.?|n\.v\.?|ag|a\.?ş\.?|a\.s\.?|aps|a/s|ab|oy|ltda\.?|"
    r"sp\.? z o\.?\s?o\.?|d\.o\.o\.?|s\.r\.o\.?|kft\.?|plc|jsc|tbk\.?)\)?[\s.,]*$",
    re.IGNORECASE,
)
"""A legal form at the end of a Latin name: our own short list, apart from the matcher's."""
SPELLED_OUT = {
    "ltd": "Limited", "ltd.": "Limited", "co": "Company", "co.": "Company", "pvt": "Private", "pvt.": "Private", "inc": "Incorporated", "inc.": "Incorporated",
    "corp": "Corporation", "corp.": "Corporation", "llc": "Limited Liability Company", "gmbh": "Gesellschaft mit beschränkter Haftung",
    "s.p.a.": "Società per Azioni", "spa": "Società per Azioni", "s.r.l.": "Società a responsabilità limitata", "a.ş.": "Anonim Şirketi",
    "ag": "Aktiengesellschaft", "b.v.": "Besloten Vennootschap", "ltda": "Limitada", "ltda.": "Limitada", "limited": "Ltd.", "company": "Co.",
    "private": "Pvt.", "incorporated": "Inc.", "corporation": "Corp.",
}  # fmt: skip
TRANSLATED = (
    (re.compile(r"co\.?\s*,?\s*(?:ltd|limited)\.?$", re.IGNORECASE), {"CHN": "Youxian Gongsi", "VNM": "Cong ty TNHH", "THA": "Chamkad"}),
    (re.compile(r"sdn\.?\s*bhd\.?$", re.IGNORECASE), {"MYS": "Private Limited"}),
    (re.compile(r"(?:pvt|private)\.?\s*(?:ltd|limited)\.?$", re.IGNORECASE), {"IND": "P Ltd", "PAK": "SMC-Pvt Ltd"}),
    (re.compile(r"gmbh$", re.IGNORECASE), {"DEU": "Gesellschaft m.b.H.", "AUT": "Ges.m.b.H."}),
)  # fmt: skip
SHORTENED = {
    "international": "Int'l", "manufacturing": "Mfg.", "industries": "Inds.", "industrial": "Indl.", "technology": "Tech.", "technologies": "Techs.",
    "and": "&", "&": "and", "garments": "Gmts.", "garment": "Gmt.", "textiles": "Tex.", "textile": "Tex.", "engineering": "Engg.", "trading": "Trdg.",
    "electronics": "Elec.", "electronic": "Elec.", "enterprise": "Ent.", "enterprises": "Ents.", "products": "Prod.", "services": "Svcs.",
}  # fmt: skip
PLACES = {
    "CHN": ("Shanghai", "Suzhou", "Shenzhen", "Dongguan", "Guangzhou", "Nanjing", "Wuxi", "Tianjin", "Qingdao", "Ningbo", "Hangzhou", "Xiamen", "Kunshan", "Chengdu", "Guangdong", "Jiangsu", "Zhejiang", "Fujian"),
    "VNM": ("Hanoi", "Saigon", "Vietnam"),
    "IND": ("Mumbai", "Delhi", "Chennai", "Bangalore", "Tirupur"),
    "DEU": ("Berlin", "Hamburg", "München", "Frankfurt"),
}  # fmt: skip
CYRILLIC_BGN = dict(
    zip("абвгдежзийклмнопрстуфхцчшщъыьэюя", ["a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"], strict=True)
)  # fmt: skip
CYRILLIC_GOST = CYRILLIC_BGN | {
    "й": "j",
    "х": "x",
    "ц": "c",
    "щ": "shh",
    "ы": "y'",
    "ь": "'",
    "ъ": "''",
    "э": "e'",
}
HAN_WORDS = {
    "纺织": "Textile", "服装": "Garment", "贸易": "Trading", "商贸": "Trade", "科技": "Technology", "电子": "Electronics", "化工": "Chemical", "机械": "Machinery",
    "食品": "Food", "进出口": "Import and Export", "信息技术": "Information Technology", "生物科技": "Biotechnology", "供应链": "Supply Chain",
    "电子商务": "E-Commerce", "建设": "Construction", "发动机": "Engine", "零部件": "Components", "投资": "Investment", "开发": "Development", "集团": "Group",
    "国际": "International", "煤业": "Coal Industry", "经济": "Economic", "服务": "Services", "设备": "Equipment", "制造": "Manufacturing", "精密": "Precision",
    "玻璃": "Glass", "皮革制品": "Leather Products", "渔具": "Fishing Tackle", "五金制品": "Hardware", "汽车配件": "Auto Parts", "车业": "Vehicle Industry", "农业": "Agriculture",
    "实业": "Industrial", "實業": "Industrial", "國際": "International", "貿易": "Trading", "工程": "Engineering",
}  # fmt: skip

HAN_PLACES = [
    "上海",
    "深圳",
    "南京",
    "北京",
    "青岛",
    "浙江",
    "江苏",
    "山东",
    "广东",
    "安徽",
    "武汉",
    "泰安",
    "湘潭",
    "滨州市",
    "成都",
    "新疆",
    "阳泉",
    "洪泽",
    "遂昌",
    "沂源",
    "台山",
    "云浮",
    "吴川",
    "庐江",
    "无锡市",
    "无锡",
    "九江市",
    "烟台",
    "常州",
    "扬州",
    "佛山",
    "龙口市",
    "文登市",
    "南通",
    "唐山",
    "威海",
    "潍坊",
    "东台",
    "香港",
    "杭州",
    "深圳市",
]


@dataclass(frozen=True, slots=True)
class Made:
    """One pair: the published name, what the rule made of it, and what a matcher should say of the two."""

    rule: str
    expected: str
    """same, different or question."""
    left: str
    country: str
    right: str


Rule = Callable[[str, str], str | None]


def choice(name: str, options: int, salt: str = "") -> int:
    """A number below `options` that only the name decides."""
    return int(sha256(f"{salt}:{name}".encode()).hexdigest()[:8], 16) % options


def core_and_form(name: str) -> tuple[list[str], str]:
    """Words before the legal form, and the legal form as written."""
    found = FORMS.search(name)
    head = name[: found.start()] if found else name
    return head.split(), name[len(head) :].strip(" ,") if found else ""


def with_form(words: list[str], form: str) -> str:
    return " ".join([*words, form]).strip()


def form_dropped(name: str, country: str) -> str | None:
    words, form = core_and_form(name)
    return " ".join(words).rstrip(",") if form and len(words) > 1 else None


def form_spelled_out(name: str, country: str) -> str | None:
    words, form = core_and_form(name)
    changed = [SPELLED_OUT.get(word.casefold(), word) for word in form.replace(",", " ").split()]
    return with_form(words, " ".join(changed)) if form and changed != form.replace(",", " ").split() else None


def form_translated(name: str, country: str) -> str | None:
    words, form = core_and_form(name)
    for pattern, into in TRANSLATED:
        if country in into and pattern.fullmatch(form):
            return with_form(words, into[country])
    return None


def words_turned(name: str, country: str) -> str | None:
    """The first word, often a place, goes behind the others."""
    words, form = core_and_form(name)
    return with_form([*words[1:], words[0]], form) if len(words) > 2 else None


def letter_wrong(name: str, country: str) -> str | None:
    """One slip in the longest word: a letter lost, doubled, changed for its neighbour, or two letters turned."""
    words, form = core_and_form(name)
    longest = max(range(len(words)), key=lambda place: (len(words[place]), -place), default=0)
    word = words[longest] if words else ""
    if len(word) < 6 or not word.isascii() or not word.isalpha():
        return None
    at = len(word) // 2
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        word[:at] + near_letter(word[at]) + word[at + 1 :],
    )
    wrong = slips[choice(name, 4, "letter")]
    return with_form([*words[:longest], wrong, *words[longest + 1 :]], form) if wrong != word else None


def near_letter(letter: str) -> str:
    wrong = "a" if letter in "eE" else "e"
    return wrong.upper() if letter.isupper() else wrong


def words_joined(name: str, country: str) -> str | None:
    words, form = core_and_form(name)
    if len(words) < 3 or not all(word.isalpha() for word in words[:2]):
        return None
    second = words[1] if words[0].isupper() else words[1].lower()
    return with_form([words[0] + second, *words[2:]], form)


def marks_lost(name: str, country: str) -> str | None:
    """What an old export does to ö, ş and ł."""
    plain = unicodedata.normalize(
        "NFD",
        name.translate(
            str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "ı": "i", "đ": "d"})
        ),
    )
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return plain if plain != name and latin(name) else None


def word_shortened(name: str, country: str) -> str | None:
    words, form = core_and_form(name)
    for place, word in enumerate(words[1:], start=1):
        if word.casefold() in SHORTENED and place < 6:
            return with_form([*words[:place], SHORTENED[word.casefold()], *words[place + 1 :]], form)
    return None


def pinyin_apart(name: str, country: str) -> str | None:
    return (
        " ".join(lazy_pinyin(re.sub(r"[()（）\s]", "", name))).title()
        if han(name) and country == "CHN"
        else None
    )


def han_parts(name: str) -> list[str]:
    """Town, own name and industry words of a Han name without its legal form; empty where it has another form."""
    body = re.sub(r"[()（）\s]", "|", name).strip("|")
    if not han(name) or not body.endswith("有限公司"):
        return []
    body = body.removesuffix("有限公司").removesuffix("股份").removesuffix("|")
    known = sorted([*HAN_WORDS, *HAN_PLACES], key=len, reverse=True)
    parts = [part for part in re.split(f"({'|'.join(known)})|\\|", body) if part]
    return [part.removesuffix("市") if part in HAN_PLACES else part for part in parts]


def pinyin_joined(name: str, country: str) -> str | None:
    """Words by sound, the legal form in English, as exporters write it."""
    words = ["".join(lazy_pinyin(part)).title() for part in han_parts(name)]
    return f"{' '.join(words)} Co., Ltd." if words and country == "CHN" else None


def half_translated(name: str, country: str) -> str | None:
    """Industry words in English, the rest by sound."""
    parts = han_parts(name)
    if country != "CHN" or not any(part in HAN_WORDS for part in parts):
        return None
    return (
        f"{' '.join(HAN_WORDS.get(part) or ''.join(lazy_pinyin(part)).title() for part in parts)} Co., Ltd."
    )


def cyrillic_by(table: dict[str, str]) -> Rule:
    def romanised(name: str, country: str) -> str | None:
        if not re.search("[а-я]", name.casefold()):
            return None
        return "".join(table.get(letter, letter) for letter in name.casefold()).title()

    return romanised


def unit_added(name: str, country: str) -> str | None:
    """A second site of a company, or another company: a person has to look."""
    if re.search(r"\d|unit", name, re.IGNORECASE) or not latin(name):
        return None
    return f"{name} {('Unit-2', 'Unit 3', '(Unit-2)', 'U-2')[choice(name, 4, 'unit')]}"


def number_changed(name: str, country: str) -> str | None:
    found = re.search(r"(?<![\d.])[1-9](?![\d.])", name)
    return (
        name[: found.start()] + str(int(found[0]) % 9 + 1) + name[found.end() :]
        if found and latin(name)
        else None
    )


def place_changed(name: str, country: str) -> str | None:
    """The sister company, or a stranger, in the next town."""
    places = PLACES.get(country, ())
    for word in re.findall(r"[^\W\d]+", name):
        if word.title() in places:
            others = [place for place in places if place != word.title()]
            return name.replace(word, others[choice(name, len(others), "place")], 1)
    return None


def latin(name: str) -> bool:
    return all("LATIN" in unicodedata.name(letter, "") for letter in name if letter.isalpha())


def han(name: str) -> bool:
    return any("CJK UNIFIED" in unicodedata.name(letter, "") for letter in name)


SAME: dict[str, Rule] = {
    "legal form left out": form_dropped,
    "legal form spelled out or shortened": form_spelled_out,
    "legal form translated": form_translated,
    "words turned": words_turned,
    "a letter wrong": letter_wrong,
    "two words joined": words_joined,
    "accents lost": marks_lost,
    "a common word shortened": word_shortened,
    "Han by sound, syllables apart": pinyin_apart,
    "Han by sound, joined, English form": pinyin_joined,
    "Han, industry words translated": half_translated,
    "Cyrillic by sound (BGN)": cyrillic_by(CYRILLIC_BGN),
    "Cyrillic by sound (GOST)": cyrillic_by(CYRILLIC_GOST),
}
QUESTION: dict[str, Rule] = {"a unit number added": unit_added}
DIFFERENT: dict[str, Rule] = {"another number": number_changed, "another town": place_changed}
AT_MOST = 110
"""Pairs of one rule; where more names would do, those whose hash comes first."""


def made_pairs(names: list[tuple[str, str]]) -> list[Made]:
    """All pairs that the rules make of (name, ISO3 country or ""), in the order of rules and hashes."""
    made: list[Made] = []
    for expected, rules in (("same", SAME), ("question", QUESTION), ("different", DIFFERENT)):
        for rule, make in rules.items():
            ordered = sorted(names, key=lambda one: sha256(f"{rule}:{one[0]}".encode()).hexdigest())
            found = [
                Made(rule, expected, *one, right)
                for one in ordered
                if (right := make(*one)) and right != one[0]
            ]
            made += found[:AT_MOST]
    return made + neighbours(names)


def neighbours(names: list[tuple[str, str]]) -> list[Made]:
    """A company that shares place, industry and legal form with one and has another's own word: it is neither."""
    rule, found = "a neighbour's own word", []
    fit = [(name, country, own) for name, country in names if (own := own_word(name, names))]
    fit.sort(key=lambda one: (one[1], sha256(f"{rule}:{one[0]}".encode()).hexdigest()))
    for (name, country, own), (_, there, other) in pairwise(fit):
        if country == there and own.casefold() != other.casefold():
            word = other.upper() if own.isupper() else other.title()
            found.append(Made(rule, "different", name, country, name.replace(own, word, 1)))
    return sorted(found, key=lambda made: sha256(made.left.encode()).hexdigest())[:AT_MOST]


def own_word(name: str, names: list[tuple[str, str]]) -> str | None:
    """The one word, no town, that no other name has, of a name with three words or more besides its legal form."""
    words, form = core_and_form(name)
    if not form or len(words) < 3 or not latin(name):
        return None
    towns = {town for places in PLACES.values() for town in places}
    alone = [
        word
        for word in words
        if len(word) > 4
        and word.isalpha()
        and word.title() not in towns
        and sum(word.casefold() in other.casefold() for other, _ in names) == 1
    ]
    return alone[0] if len(alone) == 1 else None
