"""Words that cells are filled with: nothing known, yes and no, steps of the ladder, in four languages."""

from collections.abc import Mapping


def _listed(words: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in words.split("|"))


PLACEHOLDERS: frozenset[str] = _listed(
    """
    -|--|---|–|—|_|?|??|???|.|..|...|…|/|*|n/a|n.a.|n.a|na|n. a.|#n/a|#na|#ref!|#value!|#name?|#null!|#div/0!|nan|null
    |nil|none|unknown|not known|not available|not provided|not disclosed|not stated|no data|no information|tbd|tbc|tba
    |to be confirmed|to be determined|pending|xxx|k.a.|k. a.|k.a|keine angabe|keine angaben|unbekannt|nicht bekannt|nicht
    angegeben|keine daten|offen|inconnu|inconnue|non connu|non communiqué|non renseigné|non précisé|nc|n.c.|nd|n.d.|s.o.|à
    compléter|pas de données|desconocido|desconocida|no disponible|sin datos|sin información|no informado|s/d|s.d.|no
    consta|por definir|pendiente
    """
)
"""Cells that say that nothing is known, in lower case."""

_YES = "yes|y|ja|j|oui|o|sí|si|s|true|wahr|vrai|verdadero|cierto|1|1.0|x|✓|✔|✅|☑|yes (1)"
_NO = "no|n|nein|non|false|falsch|faux|falso|0|0.0|✗|✘|❌|no (0)"
_NOT_APPLICABLE = (
    "not applicable|not_applicable|does not apply|nicht zutreffend|trifft nicht zu|entfällt|non applicable|sans objet"
    "|no aplica|no procede|no aplicable"
)

ANSWERS: Mapping[str, str] = {
    **dict.fromkeys(_YES.split("|"), "yes"),
    **dict.fromkeys(_NO.split("|"), "no"),
    **dict.fromkeys(_NOT_APPLICABLE.split("|"), "not_applicable"),
}
"""Answer in lower case -> yes, no or not_applicable."""

_STEPS = {
    "none": "none|no|nothing|kein|keine|keines|nichts|nein|aucun|aucune|rien|non|ninguno|ninguna|nada|0|0.0",
    "discussed": "discussed|in discussion|planned|besprochen|diskutiert|in diskussion|discuté|discutée|en discussion|évoqué"
    "|discutido|discutida|en discusión|hablado|1|1.0",
    "written": "written|in writing|policy|written policy|documented|schriftlich|richtlinie|dokumentiert|écrit|écrite"
    "|par écrit|documenté|politique écrite|escrito|escrita|por escrito|documentado|política escrita|2|2.0",
    "acted": "acted|acted on|implemented|in place|in practice|practised|umgesetzt|angewandt|in kraft|mis en œuvre|mise en œuvre"
    "|mis en oeuvre|appliqué|appliquée|en place|en pratique|implementado|implementada|aplicado|aplicada|en práctica|3|3.0",
    "verified": "verified|independently verified|geprüft|überprüft|verifiziert|unabhängig geprüft|vérifié|vérifiée|contrôlé"
    "|verificado|verificada|comprobado|4|4.0",
}

STEPS: Mapping[str, str] = {word: step for step, words in _STEPS.items() for word in words.split("|")}
"""Step in lower case, or its number 0 to 4 -> step of the ladder."""

DIRECT = r"^(direct|direkt|directe|directo|directa|first|erste|premier|primero)( supplier| tier)?$"
"""A tier in words that means 1."""

REGIONS_NOT_COUNTRIES: frozenset[str] = _listed(
    """
    africa|afrika|afrique|áfrica|asia|asien|asie|europe|europa|eu|e.u.|european union|europäische union|union européenne|unión
    europea|north america|nordamerika|amérique du nord|américa del norte|south america|südamerika|amérique du
    sud|américa del sur|latin america|lateinamerika|amérique latine|américa latina|middle east|naher osten|moyen-orient|oriente
    medio|south asia|südasien|asie du sud|southeast asia|south east asia|south-east asia|südostasien|asie du sud-est|sudeste
    asiático|east asia|ostasien|far east|apac|emea|latam|mena|asean|west africa|westafrika|east africa|ostafrika|central
    asia|zentralasien|global|worldwide|world|weltweit|mondial|monde|mundial|international|overseas|eastern europe|osteuropa
    """
)
"""Cells of a country column that name a part of the world: real words, and no country."""
