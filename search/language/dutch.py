"""What Dutch does to words, by rule: endings go, spelling that only follows from an ending goes too.

The result is a key, not always a word: ``zalen`` and ``zaal`` both give ``zal``, ``brieven`` and ``brief`` give ``brief``. What
the rules get wrong of the known words is kept in the packaged list (``lexicon``), which ``scripts/build_lexicon.py`` makes.
"""

import re

VOWELS = "aeiouy"
_DOUBLE_VOWEL = re.compile(r"([aeou])\1(?=[^aeiou]*$)")
_DOUBLE_END = re.compile(r"([bdfgklmnprst])\1$")
_PLURAL_S = re.compile(r"(?:e[lmnr]|[^aeou]e|ie|[aiouy]|aar|oor|or|on|ub|ek|ep)s$")
_HAS_VOWEL = re.compile(r"[aeiouy]")
_SMALL_DOUBLE = re.compile(r"([bdgklmnprt])\1$")

# Parts of verbs that stand apart in a sentence: "vraag … aan".
PARTICLES = (
    "aan", "achter", "af", "bij", "binnen", "door", "in", "langs", "los", "mee", "na", "neer", "om", "onder", "op", "over",
    "rond", "samen", "tegen", "terug", "toe", "uit", "vast", "voor", "voort", "weg", "af", "goed", "deel", "plaats", "thuis",
)  # fmt: skip
PREFIXES = ("be", "ver", "ont", "her", "ge", "onder", "over", "voor", "om", "door")

# Infinitive, past, participle. Only verbs that change more than their ending.
_STRONG = """
bederven bedierf bedorven|beginnen begon begonnen|bergen borg geborgen|bieden bood geboden|bijten beet gebeten|
binden bond gebonden|blazen blies geblazen|blijken bleek gebleken|blijven bleef gebleven|breken brak gebroken|
brengen bracht gebracht|buigen boog gebogen|denken dacht gedacht|doen deed gedaan|dragen droeg gedragen|
drijven dreef gedreven|dringen drong gedrongen|drinken dronk gedronken|duiken dook gedoken|dwingen dwong gedwongen|
eten at gegeten|gaan ging gegaan|gelden gold gegolden|genezen genas genezen|genieten genoot genoten|geven gaf gegeven|
gieten goot gegoten|glijden gleed gegleden|graven groef gegraven|grijpen greep gegrepen|hangen hing gehangen|
helpen hielp geholpen|houden hield gehouden|jagen joeg gejaagd|kiezen koos gekozen|kijken keek gekeken|
klimmen klom geklommen|klinken klonk geklonken|komen kwam gekomen|kopen kocht gekocht|krijgen kreeg gekregen|
krimpen kromp gekrompen|kruipen kroop gekropen|laden laadde geladen|laten liet gelaten|lezen las gelezen|
liegen loog gelogen|liggen lag gelegen|lijden leed geleden|lijken leek geleken|lopen liep gelopen|meten mat gemeten|
mijden meed gemeden|nemen nam genomen|plegen placht gepleegd|prijzen prees geprezen|raden ried geraden|
rijden reed gereden|rijzen rees gerezen|roepen riep geroepen|ruiken rook geroken|scheiden scheidde gescheiden|
schelden schold gescholden|schenken schonk geschonken|scheppen schiep geschapen|scheren schoor geschoren|
schieten schoot geschoten|schijnen scheen geschenen|schrijden schreed geschreden|schrijven schreef geschreven|
schrikken schrok geschrokken|schuiven schoof geschoven|slaan sloeg geslagen|slapen sliep geslapen|
slijten sleet gesleten|sluipen sloop geslopen|sluiten sloot gesloten|smelten smolt gesmolten|smijten smeet gesmeten|
snijden sneed gesneden|spinnen spon gesponnen|spreken sprak gesproken|springen sprong gesprongen|
spuiten spoot gespoten|staan stond gestaan|steken stak gestoken|stelen stal gestolen|sterven stierf gestorven|
stijgen steeg gestegen|stinken stonk gestonken|strijden streed gestreden|strijken streek gestreken|
treden trad getreden|treffen trof getroffen|trekken trok getrokken|vallen viel gevallen|vangen ving gevangen|
varen voer gevaren|vechten vocht gevochten|verdwijnen verdween verdwenen|vergeten vergat vergeten|
verliezen verloor verloren|vinden vond gevonden|vliegen vloog gevlogen|vouwen vouwde gevouwen|vragen vroeg gevraagd|
vriezen vroor gevroren|wassen waste gewassen|wegen woog gewogen|werpen wierp geworpen|werven wierf geworven|
wijken week geweken|wijzen wees gewezen|winden wond gewonden|winnen won gewonnen|wrijven wreef gewreven|
zenden zond gezonden|zien zag gezien|zingen zong gezongen|zinken zonk gezonken|zitten zat gezeten|zoeken zocht gezocht|
zuigen zoog gezogen|zwaaien zwaaide gezwaaid|zwellen zwol gezwollen|zwemmen zwom gezwommen|zweren zwoer gezworen|
zwijgen zweeg gezwegen
"""
STRONG = [tuple(row.split()) for row in _STRONG.replace("\n", "").split("|")]

# Plurals and other forms that no rule gives.
IRREGULAR = {
    "leden": "lid", "steden": "stad", "schepen": "schip", "smeden": "smid", "kinderen": "kind", "eieren": "ei",
    "bladeren": "blad", "liederen": "lied", "goederen": "goed", "volkeren": "volk", "raderen": "rad", "kalveren": "kalf",
    "lammeren": "lam", "runderen": "rund", "beenderen": "been", "gemoederen": "gemoed", "gelederen": "gelid",
    "koeien": "koe", "vlooien": "vlo", "musea": "museum", "data": "datum", "criteria": "criterium", "media": "medium",
    "centra": "centrum", "gymnasia": "gymnasium", "fora": "forum", "politici": "politicus", "technici": "technicus",
    "musici": "musicus", "academici": "academicus", "critici": "criticus", "statuten": "statuut", "beter": "goed",
    "best": "goed", "wegen": "weg", "raden": "raad", "meisje": "meid", "meisjes": "meid", "zeeen": "zee",
    "kooplieden": "koopman", "vaklui": "vakman", "mogelijkheden": "mogelijkheid",
    "kledij": "kleding", "ideeen": "idee", "categorieen": "categorie", "financien": "financie", "begroot": "begroten",
}  # fmt: skip


def key_of(base: str) -> str:
    """A base form without what spelling does at the end of a word: double letters, f for v, s for z."""
    if base.endswith("v"):
        base = base[:-1] + "f"
    elif base.endswith("z"):
        base = base[:-1] + "s"
    base = _DOUBLE_END.sub(r"\1", base)
    return _DOUBLE_VOWEL.sub(r"\1", base)


def key_by_rule(word: str) -> str:
    """The key of a word about which nothing is known."""
    base = word
    for _ in range(3):
        shorter = _stripped(base)
        if shorter == base:
            break
        base = shorter
    return key_of(base)


def bases_of_plural(base: str) -> list[str]:
    """How a word is spelt whose plural is ``base`` + ``en``: ``briev`` → ``brief``, ``bakk`` → ``bak``, ``zal`` → ``zaal``."""
    found = [base]
    if base[-1:] == "v":
        found.append(base[:-1] + "f")
    if base[-1:] == "z":
        found.append(base[:-1] + "s")
    if len(base) > 2 and base[-1] == base[-2] and base[-1] not in VOWELS:
        found.append(base[:-1])
    if re.search(r"(?:^|[^aeiou])[aeou][^aeiouwxy]$", base):
        long = base[:-1] + base[-2] + base[-1]
        found = [long, *bases_of_plural_end(long), *found]
    return found


def bases_of_plural_end(base: str) -> list[str]:
    """The same with a hard end: ``geev`` → ``geef``."""
    return [base[:-1] + {"v": "f", "z": "s"}[base[-1]]] if base[-1] in "vz" else []


def bases_of_small(word: str) -> list[str]:
    """What a diminutive may be the small one of: ``bankje``, ``stoeltje``, ``balletje``, ``boompje``, ``koninkje``."""
    word = word.removesuffix("s")
    if not word.endswith("je") or len(word) < 5:
        return []
    found = [word[:-2]]
    if word.endswith("tje"):
        found.append(word[:-3])
    if word.endswith("etje"):
        found.append(_SMALL_DOUBLE.sub(r"\1", word[:-4]))
    if word.endswith("mpje"):
        found.append(word[:-3])
    if word.endswith("inkje"):
        found.append(word[:-3] + "g")
    return found


def stem_of_verb(infinitive: str) -> str:
    """``lenen`` → ``leen``, ``geven`` → ``geef``, ``bakken`` → ``bak``."""
    base = infinitive[:-2]
    if len(base) > 2 and base[-1] == base[-2] and base[-1] not in VOWELS:
        return base[:-1]
    if (
        re.search(r"(?:^|[^aeiou])[aou][^aeiouwxy]$", base)
        or re.search(r"(?:^|[^aeiou])e[^aeiouwxy]$", base)
        and not re.search(r"[aeiou][^aeiou]+e[lmnrg]$", base)
    ):
        base = base[:-1] + base[-2] + base[-1]
    return base[:-1] + {"v": "f", "z": "s"}.get(base[-1], base[-1])


def past_of(infinitive: str) -> str:
    """The ending of the past of a regular verb: ``te`` after a hard end, else ``de``."""
    base = infinitive[:-2]
    return "te" if base.endswith(("t", "k", "f", "s", "p", "x", "ch")) else "de"


def derived_from(word: str) -> list[str]:
    """What a word may be derived from: ``eenzaamheid`` → ``eenzaam``, ``bestuurder`` → ``bestuur``, ``ouderen`` → ``oud``."""
    found = []
    for endings, instead, least in _DERIVED:
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= least:
                found.append(word.removesuffix(ending) + instead)
                break
    return found


# Endings, what takes their place, and how much must be left.
_DERIVED = (
    (("heden", "heid"), "", 4),
    (("eren", "ere", "ers", "er"), "", 3),
    (("ders", "der"), "", 4),
    (("sters", "ster"), "", 4),
    (("lijke", "lijk"), "", 4),
    (("ieel", "iele"), "ie", 4),
    (("ische", "isch"), "ie", 4),
    (("aties", "atie", "ators", "atoren", "ator", "atieve", "atief"), "eren", 3),
    (("eringen", "ering"), "eren", 4),
    (("ionele", "ioneel", "ieren", "iering"), "ie", 3),
    (("onale", "onaal"), "o", 3),
    (("schappen", "schap"), "", 4),
)


def _stripped(word: str) -> str:
    """A word without one ending."""
    if len(word) < 5 or not word.isascii():
        return word
    if word.endswith("heden"):
        return word[:-5] + "heid"
    small = [each for each in bases_of_small(word) if len(each) > 2 and _HAS_VOWEL.search(each)]
    if small:
        # "taaltje" is a small taal, but "maatje" no small maa.
        return small[0] if small[-1][-1] in "aeiou" else small[-1]
    for ending in ("ingen", "ing", "en", "e"):
        if word.endswith(ending) and len(word) - len(ending) > 2 and _HAS_VOWEL.search(word[: -len(ending)]):
            return word[: -len(ending)]
    if word.endswith("s") and _PLURAL_S.search(word):
        return word[:-1]
    return word


IRREGULAR_KEYS = {base: key_of(base) for base in IRREGULAR.values() if not base.endswith("en")}
