"""Words that say nothing about what is sought. They are indexed, so that "De Kern" and "to be" can be found by name."""

from functools import cache

from .stems import stem

STOP_WORDS = {
    "nl": frozenset(
        """de het een en of van voor in op te ten ter met aan bij door uit naar om over is zijn was waren wordt worden er
        die dat deze dit als ook maar niet geen je jij jouw u uw we wij ons onze ik mij me mijn hij zij ze hun hen haar
        hem hoe wat waar wie wanneer waarom welke welk hoeveel kan kun kunt kunnen moet moeten mag mogen wil willen
        hebben heeft heb had hadden zal zullen zou zouden tot dan nog wel meer per via tussen onder tegen zonder iets
        iemand worden geworden doe doen doet ga gaan gaat krijg krijgt krijgen nodig graag zo al dus toch s t
        """.split()  # noqa: SIM905 -- a text is easier to read and to add to
    ),
    "en": frozenset(
        """the a an and or of to in for on at by with from is are was were be been am i you we they he she it our your
        my their his her its this that these those how what where who when why which can could may must shall should
        will would do does did have has had not no if as into about any some need s t
        """.split()  # noqa: SIM905 -- a text is easier to read and to add to
    ),
}

# Words that go with any subject: they are sought, but what else was asked weighs more.
LIGHT_WORDS = {
    "nl": frozenset(
        """vinden zoeken maken regelen opzetten oprichten beginnen starten organiseren gebruiken helpen geven nemen zetten
        houden laten komen weten kiezen werken vragen hulp tips uitleg informatie voorbeeld voorbeelden manier manieren
        stappen stappenplan samen zelf goed goede beter beste nieuw nieuwe eerste groot grote klein kleine leuk leuke
        mensen iedereen""".split()  # noqa: SIM905 -- a text is easier to read and to add to
    ),
    "en": frozenset(
        """find search make making arrange start starting organise organize use using help give take keep let come know
        choose work working ask tips explanation information example examples way ways steps together good better best
        new first big small people everyone""".split()  # noqa: SIM905 -- a text is easier to read and to add to
    ),
}


@cache
def light_stems(language: str) -> frozenset[str]:
    """The stems of the words that go with any subject, in whatever form they are asked."""
    return frozenset(stem(word, language) for word in LIGHT_WORDS.get(language, ()))
