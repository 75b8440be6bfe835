"""Other forms of a word that people may type: plurals, verb forms, common slips of spelling.

Search compares beginnings, so a longer form finds nothing unless it stands in the index.
A form that does not exist in English does no harm: nobody types it.
"""

import re
from collections.abc import Container, Iterator
from functools import lru_cache

_IRREGULAR = (
    "bite bit bitten",
    "bleed bled",
    "break broke broken",
    "bring brought",
    "buy bought",
    "child children",
    "choose chose chosen",
    "come came",
    "fall fell fallen",
    "feel felt",
    "find found",
    "fight fought",
    "forget forgot forgotten",
    "freeze froze frozen",
    "give gave given",
    "hear heard",
    "hold held",
    "keep kept",
    "leave left leaving",
    "lose lost losing",
    "man men",
    "meet met meeting",
    "pay paid",
    "person people",
    "ring rang rung",
    "run ran",
    "see saw seen",
    "send sent",
    "shake shook",
    "speak spoke spoken",
    "spill spilt",
    "steal stole stolen",
    "stick stuck",
    "swear swore sworn",
    "take took taken",
    "teach taught",
    "tell told",
    "throw threw thrown",
    "wear wore worn",
    "woman women",
    "write wrote written",
)
_VERB = re.compile(
    r"\b(?:not|will|you|we|they|may|can|must|I) ([a-z]{3,})\b"
    r"|<li>([A-Z][a-z]{2,}) (?:the|an?|your|each|every|it|out|up|at|in|on|for|to|with|what|who)\b"
)
_ENDING = re.compile(r"\b[A-Za-z]{3,}(?:ing|ed)\b")
_NOUN = (
    *("er", "or", "tion", "sion", "ment", "ness", "ance", "ence", "ist", "ian", "ity", "ship"),
    *("age", "ture", "ism", "logy", "sis"),
)
_FAMILY = {word: line.split() for line in _IRREGULAR for word in line.split()}
_SLIPS = (
    (r"([b-df-hj-np-tv-z])\1", r"\1"),
    (r"ie", "ei"),
    (r"ei", "ie"),
    (r"an(ce|cy|t)\b", r"en\1"),
    (r"en(ce|cy|t)\b", r"an\1"),
    (r"able\b", "ible"),
    (r"ible\b", "able"),
    (r"dge", "ge"),
    (r"(?<=i)ge", "dge"),
    (r"[oa]r\b", "er"),
    (r"er\b", "or"),
)
_SHORTEST_SLIP = 6


def forms(word: str, nouns: Container[str] = (), known: Container[str] = ()) -> set[str]:
    """A word with its plural, and with its verb forms unless it is one of the nouns.

    Where it may come from two words, the one that is known is taken: keeping is no form of keepe.
    """
    guesses = [word] if word in _FAMILY else origins(word, known)
    family = next((_FAMILY[guess] for guess in guesses if guess in _FAMILY), [])
    bases = family[:1] or guesses or [word]
    every = {word, *family, *bases, *(_plural(base) for base in bases)}
    if word.endswith("ing") and word in nouns:
        every.add(_plural(word))
    made = {form for base in bases if base not in nouns for form in _verb_forms(base)}
    return every | {form for form in made if not family or form.endswith("ing")}


def origins(word: str, known: Container[str] = ()) -> list[str]:
    """What an inflected word may come from: what is known of it, or else every guess."""
    every = list(_bases(word))
    return [base for base in every if base in known] or every


def is_noun(word: str) -> bool:
    """Whether a word has the ending of a noun; some verbs have it too: answer, order."""
    return word.endswith(_NOUN)


def verbs_in(text: str) -> frozenset[str]:
    """The verbs that a text uses: what stands after "you may" or opens an instruction."""
    used = {(asked or told).lower() for asked, told in _VERB.findall(text)}
    ending = {base for word in set(_ENDING.findall(text)) for base in _bases(word.lower())}
    return frozenset({*used, *ending, *(line.split()[0] for line in _IRREGULAR)})


@lru_cache(maxsize=20_000)
def slips(word: str) -> frozenset[str]:
    """A long word as it is often misspelled, one slip at a time."""
    if len(word) < _SHORTEST_SLIP:
        return frozenset()
    return frozenset(re.sub(old, new, word) for old, new in _SLIPS) - {word}


def _bases(word: str) -> Iterator[str]:
    """What an inflected word may come from; nothing when it looks like a plain one."""
    if re.search(r"[^s]{2}ies$", word):
        yield f"{word[:-3]}y"
    elif re.search(r"(?:s|x|z|ch|sh)es$", word):
        yield from (word[:-2], word[:-1])
    elif re.search(r"[a-z]{2}[^siu]s$", word):
        yield word[:-1]
    elif found := re.search(r"^(.*[aeiouy].*)(?:ing|ed)$", word):
        stem = found[1]
        if stem.endswith("i"):
            yield f"{stem[:-1]}y"
        elif re.search(r"([^aeioulsz])\1$", stem):
            yield stem[:-1]
        else:
            yield from (stem, f"{stem}e")


@lru_cache(maxsize=20_000)
def _plural(base: str) -> str:
    if not base.isalpha():
        return base
    if re.search(r"[^aeiou]y$", base):
        return f"{base[:-1]}ies"
    return f"{base}es" if re.search(r"(?:s|x|z|ch|sh)$", base) else f"{base}s"


@lru_cache(maxsize=20_000)
def _verb_forms(base: str) -> frozenset[str]:
    if not base.isalpha():
        return frozenset()
    if re.search(r"[^aeiou]y$", base):
        return frozenset({f"{base[:-1]}ied", f"{base}ing"})
    if base.endswith("e"):
        return frozenset({f"{base}d", f"{base if base.endswith('ee') else base[:-1]}ing"})
    # A short word doubles its last letter: drop, dropping.
    short = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", base)
    stem = base + base[-1] if short else base
    return frozenset({f"{stem}ed", f"{stem}ing"})
