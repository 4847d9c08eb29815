"""Cuts what people write about goods into parts and tokens, and folds case, accents and plurals."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ð": "d", "þ": "th"}
)
_TRADITIONAL: Final = (
    "裝飾紡織紗線襯褲電產製機腦視陽組矽鋰離導體積膠樹蝦魚鮮凍雞豬鴨鵝餅麵麥蔥蘿蔔薑蘋檸鳳龍貝蠔鯉鱈鮭鮪鹽醬煙葉鐵銅錫鋅銀鈷鎢"
    "鉭礦鑽寶藍紅綠黃巖灑磚窯鏡傢俱櫃燈籃絲綢繭蠶繡蘭聖誕節樂髮發髪貨襪針絨氈簾單墊課書戶滌綸檔業廠務諮詢軟險許證顧問運輸遞儲"
    "倉廣營銷師審計會稅譯館維護潔顏劑鋼鋁膽條塊顆類種濕乾鹹醃燻頭漿欖堅穀穫養農園鋸鬆樺櫸複闆闊門鎖釘鍋鍊鏈環鐲墜項錶鈕釦帶夾"
    "錢裡裏內褻嬰兒動場圍縫紉經緯繩纖紙東國臺灣萬億個雙對獨專賣買貿進貸資財額設備筆記號圓錠車輪輛醫療術鉗鑷檢驗測絡網顯螢聲響"
    "頻攝錄僑話訊碼關開燒鬥廚衛臉腳憶讀寫應檯樣總彈壓縮熱氣閥馬達蟲鹼純鈉鈣鎂鉀氫礫瀝檳糧雜鰻魷鮑蔘參鰹鯖鱸羅鯛鱒鯰貓獸鳥雛綿"
)
_SIMPLIFIED: Final = (
    "装饰纺织纱线衬裤电产制机脑视阳组硅锂离导体积胶树虾鱼鲜冻鸡猪鸭鹅饼面麦葱萝卜姜苹柠凤龙贝蚝鲤鳕鲑鲔盐酱烟叶铁铜锡锌银钴钨"
    "钽矿钻宝蓝红绿黄岩洒砖窑镜家具柜灯篮丝绸茧蚕绣兰圣诞节乐发发发货袜针绒毡帘单垫课书户涤纶档业厂务咨询软险许证顾问运输递储"
    "仓广营销师审计会税译馆维护洁颜剂钢铝胆条块颗类种湿干咸腌熏头浆榄坚谷获养农园锯松桦榉复板阔门锁钉锅链链环镯坠项表钮扣带夹"
    "钱里里内亵婴儿动场围缝纫经纬绳纤纸东国台湾万亿个双对独专卖买贸进贷资财额设备笔记号圆锭车轮辆医疗术钳镊检验测络网显荧声响"
    "频摄录侨话讯码关开烧斗厨卫脸脚忆读写应台样总弹压缩热气阀马达虫碱纯钠钙镁钾氢砾沥槟粮杂鳗鱿鲍参参鲣鲭鲈罗鲷鳟鲶猫兽鸟雏绵"
)
_TO_SIMPLIFIED: Final = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
"""Characters that differ in words for goods; it is no general converter."""

_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff"
_INDIC: Final = "\u0900-\u0dff\u200c\u200d"
_TOKEN: Final = re.compile(
    rf"[a-z]{{0,4}}[{_HAN}]+(?:[a-z]{{1,4}}[{_HAN}]+)*"
    rf"|[{_INDIC}]+|(?:(?![{_HAN}{_INDIC}])[^\W_])+",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"[,;|/\n\r\t()\[\]{}•·+、;，；。：:]|\s[-–—*]\s|\s-|\.\s")
_HAN_CHARACTER: Final = re.compile(rf"[{_HAN}]")
_INDIC_CHARACTER: Final = re.compile(rf"[{_INDIC}]")
_INDIC_ENDINGS: Final = (
    "গুলোর", "গুলির", "গুলো", "গুলি", "সমূহ", "দের", "ের", "টির", "টি", "টা", "য়ের", "র", "ে",
    "ियों", "ियाँ", "ियां", "ाओं", "ों", "ें", "ी", "े",
)  # fmt: skip
_POSSESSIVE: Final = re.compile(r"['’`´]s\b")
_APOSTROPHES: Final = re.compile(r"['’`´]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in three forms: as written in lower case, without accents, and without its ending."""

    exact: str
    plain: str
    stem: str

    @property
    def is_han(self) -> bool:
        """Chinese characters are written without spaces and must be cut by known words."""
        return _HAN_CHARACTER.search(self.exact) is not None

    @property
    def is_noise(self) -> bool:
        """Single letters and anything with digits: sizes, counts, grades."""
        return len(self.exact) == 1 or any(character.isdigit() for character in self.plain)


def lower(text: str) -> str:
    """Compatibility form in lower case, accents kept; `&` is written out, possessive endings fall off."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ").translate(_TO_SIMPLIFIED)
    return _APOSTROPHES.sub(" ", _POSSESSIVE.sub("", text))


def parts(text: str) -> list[str]:
    """The pieces between commas, slashes, brackets and the like, already in lower case."""
    return [piece for piece in (part.strip() for part in _PARTS.split(text)) if piece]


def tokens(text: str) -> list[Token]:
    """Words in order; a run of Chinese characters is one token."""
    return [token(word) for word in _TOKEN.findall(text)]


@lru_cache(maxsize=65536)
def token(word: str) -> Token:
    """One word in its three forms."""
    exact = unicodedata.normalize("NFKC", word).casefold()
    plain = without_accents(exact)
    return Token(exact, plain, stem(plain))


def without_accents(word: str) -> str:
    """Latin letters without their marks; vowel signs of other scripts are letters and stay."""
    if word.isascii() or _INDIC_CHARACTER.search(word):
        return word
    letters = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def stem(word: str) -> str:
    """The word without plural and case endings, never shorter than three letters."""
    if _INDIC_CHARACTER.search(word):
        return _cut_indic(word)
    if len(word) <= 3 or not word.isascii():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "i"
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > 5 and word.endswith("en"):
        return word[:-2]
    if len(word) > 3 and word.endswith("e"):
        return word[:-1]
    if len(word) > 3 and word.endswith("y"):
        return word[:-1] + "i"
    return word


def _cut_indic(word: str) -> str:
    for ending in _INDIC_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            return word.removesuffix(ending)
    return word
