"""One clause taken apart: verbs that share a subject, verbs that share an object, subjects and objects in lists."""

from __future__ import annotations

from dataclasses import replace

from evidence.claims import coordination
from evidence.claims.atoms import Atom, Part, Piece
from evidence.claims.grammar import Word, finite, plural, words
from evidence.model import Span
from evidence.rules import joints, verbs

_MOST = 12


def within(text: str, part: Part) -> list[Atom]:
    """The statements of one clause: each verb phrase with each subject and each object; the clause itself where nothing comes apart."""
    tokens = words(text, part.start, part.end)
    whole = Span(part.start, part.end)
    verbs_at = [0] if part.subject else finite(tokens)
    if not tokens or not verbs_at or part.tail == "cause":
        predicate = tokens[verbs_at[0]].start if tokens and verbs_at else -1
        return [Atom((*part.subject, whole), whole, part.tail, predicate)]
    verb = verbs_at[0]
    twin = _twin_verbs(tokens, verb)
    if twin is not None:
        # "prevents or reduces jet lag": two verbs, one object.
        subject: tuple[Piece, ...] = part.subject or ((Span(tokens[0].start, tokens[twin - 2].end),) if twin > 1 else ())
        rest = Span(tokens[twin + 2].start, part.end)
        one, other = tokens[twin - 1], tokens[twin + 1]
        return [
            Atom((*subject, Span(one.start, one.end), rest), Span(one.start, one.end), predicate=tokens[verb].start),
            Atom((*subject, Span(other.start, part.end)), Span(other.start, part.end), predicate=tokens[verb].start),
        ]
    found: list[Atom] = []
    phrases = _predicates(tokens, verb)
    than = next((span for _, begin, end in phrases if (span := _than(tokens[begin:end])) is not None), None) if len(phrases) > 1 else None
    for shared, begin, end in phrases:
        subject_words = tokens[:verb]
        stop = part.end if end == len(tokens) else tokens[end - 1].end
        borrows = than is not None and _than(tokens[begin:end]) is None and any(w.low in joints.COMPARATIVES for w in tokens[begin:end])
        made = _spread(text, part, subject_words, tokens, verb, shared, begin, end, tokens[end - 1].end if borrows else stop)
        # "has fewer side effects than tablets and works faster": what it is compared with belongs to both.
        found += [replace(atom, pieces=(*atom.pieces, than)) for atom in made] if borrows and than is not None else made
        if len(found) >= _MOST:
            return found[:_MOST]
    return found


def _than(phrase: list[Word]) -> Span | None:
    """The words of a phrase that say what is compared with: "than tablets", "compared with placebo"; None where none stand at its end."""
    for i, word in enumerate(phrase):
        if word.low == "than" or (word.low == "compared" and i + 1 < len(phrase) and phrase[i + 1].low in ("with", "to")):
            rest = phrase[i:]
            return Span(rest[0].start, rest[-1].end) if 2 <= len(rest) <= 8 and not any(w.low == "," for w in rest) else None
    return None


def _twin_verbs(tokens: list[Word], verb: int) -> int | None:
    """The index of "and"/"or" right between two verbs of one form that share an object."""
    for i in range(max(1, verb + 1), min(len(tokens) - 2, verb + 5)):
        if tokens[i].low not in ("and", "or"):
            continue
        one, other, after = tokens[i - 1], tokens[i + 1], tokens[i + 2]
        same = one.sort == other.sort and one.sort in ("verb", "base", "past", "participle")
        begun = i - 1 == verb or (i > 1 and tokens[i - 2].sort in ("modal", "be", "have", "do", "adv"))
        if same and begun and after.sort in ("noun", "det", "number", "pron", "base", "verb"):
            return i
    return None


def _predicates(tokens: list[Word], verb: int) -> list[tuple[int, int, int]]:
    """(end of what it shares, begin, end) of each verb phrase: "is worsened by X and persists", "may ease A or prevent B"."""
    cuts: list[tuple[int, int]] = []  # index of the separator, end of the shared words
    later = {verb, *finite(tokens)}
    for i in range(verb + 2, len(tokens) - 1):
        if tokens[i].low not in ("and", "or", "but", "&", ","):
            continue
        j = i + 1
        if tokens[i].low == "," and tokens[j].low in ("and", "or", "but"):
            continue
        while j < len(tokens) - 1 and (tokens[j].sort in ("adv", "not") or tokens[j].low in joints.THEN):
            j += 1
        since = cuts[-1][0] if cuts else verb
        if any(w.low in ("that", "which", "who", "whom", "what", "if", "when", "because", "whether", "(") for w in tokens[since:i]):
            continue
        shared = _shares(tokens, verb, i, j, later)
        if shared is None or (tokens[i].low == "," and not _list_goes_on(tokens, i, tokens[j].sort)):
            continue
        cuts.append((i, shared))
    phrases: list[tuple[int, int, int]] = []
    begin, shared_end = verb, verb
    for i, shared in [*cuts, (len(tokens), 0)]:
        end = i
        while end > begin and tokens[end - 1].low in (",", "and", "or", "but"):
            end -= 1
        while begin < end - 1 and begin != verb and tokens[begin].low in joints.THEN:
            begin += 1
        phrases.append((shared_end, begin, end))
        begin, shared_end = i + 1, shared
    return phrases


def _shares(tokens: list[Word], verb: int, i: int, j: int, later: set[int]) -> int | None:
    """How far the words reach that a second verb phrase shares with the first; None if none begins at ``j``."""
    word = tokens[j]
    if word.low == "to" and j + 1 < len(tokens) and tokens[j + 1].sort == "base":
        # "is thought to ease pain and to lift mood"
        return next((k for k in range(i - 1, verb, -1) if tokens[k].low == "to" and tokens[k + 1].sort == "base"), None)
    if word.sort in ("verb", "modal", "be", "have", "do"):
        return verb if j in later else None
    if word.sort not in ("base", "going", "past", "participle"):
        return None
    if j + 1 >= len(tokens) or (tokens[j + 1].sort in ("sign", "conj") and word.sort != "participle"):
        return None
    for k in range(i - 1, verb - 1, -1):
        before = tokens[k - 1] if k else None
        while before is not None and before.sort in ("adv", "not") and k > 1:
            k -= 1
            before = tokens[k - 1]
        same = tokens[k].sort == word.sort or {tokens[k].sort, word.sort} <= {"past", "participle"}
        if not same or before is None:
            continue
        if word.sort == "base" and (before.low == "to" or before.sort in ("modal", "do") or before.low in ("help", "helps")):
            return k
        if word.sort == "going" and before.sort in ("prep", "be"):
            return k
        if word.sort in ("past", "participle") and before.sort in ("be", "have"):
            return k
    return verb if j in later else None


def _list_goes_on(tokens: list[Word], i: int, sort: str) -> bool:
    """A comma parts verb phrases only in a list that is closed with "and" or "or" before a verb of the same form."""
    for j in range(i + 1, len(tokens) - 1):
        if tokens[j].low in ("and", "or"):
            following = [w for w in tokens[j + 1 : j + 4] if w.sort != "adv" and w.low not in joints.THEN]
            return bool(following) and following[0].sort == sort
    return False


def _spread(
    text: str, part: Part, subject_words: list[Word], tokens: list[Word], verb: int, shared: int, begin: int, end: int, stop: int
) -> list[Atom]:
    """The statements of one verb phrase: each subject with each object."""
    phrase = tokens[begin:end]
    if not phrase:
        return []
    subjects = _subjects(text, part, subject_words, phrase)
    borrowed = tokens[verb:shared]
    objects = _objects(text, phrase, stop)
    found = []
    for pieces, single in subjects:
        for middle, core in objects:
            helper: tuple[Piece, ...] = (Span(borrowed[0].start, borrowed[-1].end),) if borrowed else ()
            own: tuple[Piece, ...] = middle
            if single:
                helper, own = _agreeing(tokens, verb, helper, own)
            whole = core or Span(phrase[0].start, stop)
            first = subjects[0][0] is pieces
            if len(subjects) > 1 and not (first and core):
                spans = [piece for piece in pieces if isinstance(piece, Span)]
                whole = core if core and len(objects) > 1 else spans[0] if spans else whole
            found.append(Atom((*pieces, *helper, *own), whole, predicate=tokens[verb].start))
    return found


def _subjects(text: str, part: Part, subject_words: list[Word], phrase: list[Word]) -> list[tuple[tuple[Piece, ...], bool]]:
    """Each subject as pieces, and whether a listed one stands alone in the singular now."""
    if part.subject:
        return [(part.subject, False)]
    if not subject_words:
        return [((), False)]
    span = Span(subject_words[0].start, subject_words[-1].end)
    bound = {w.low for w in (*subject_words, *phrase[:6])} & (verbs.COLLECTIVE - {"link", "links", "balance", "balances"})
    least = _adjunct_ends(subject_words)
    listing = None if bound else coordination.find(text, subject_words, least=least)
    if listing is None or any(w.sort == "sub" for w in subject_words[: listing.end]):
        return [((span,), False)]
    lead = subject_words[: listing.start]
    # "Both A and B": the pair word goes with the pair.
    lead = lead[:-1] if lead and lead[-1].low in ("both", "either") else lead
    tail = subject_words[listing.end :]
    tail = [] if all(w.low in ("each", "both", "all") for w in tail) else tail  # "A and B each reduce"
    found: list[tuple[tuple[Piece, ...], bool]] = []
    for i, member in enumerate(listing.members):
        pieces: tuple[Piece, ...] = (
            *((Span(lead[0].start, lead[-1].end),) if lead else ()),
            *member,
            *((Span(tail[0].start, tail[-1].end),) if tail else ()),
        )
        if i == 0 and not lead and not tail:
            pieces = member
        last = words(text, member[-1].start, member[-1].end)[-1]
        found.append((pieces, not lead and not plural(last)))
    return found


def _adjunct_ends(tokens: list[Word]) -> int:
    """Behind "In adults with gout and asthma,": what stands before the subject is taken apart by nobody."""
    if tokens[0].sort not in ("prep", "adv", "sub", "past", "participle"):
        return 0
    commas = [i for i, word in enumerate(tokens) if word.low == ","]
    return commas[0] + 1 if commas and commas[0] + 1 < len(tokens) else 0


def _objects(text: str, phrase: list[Word], stop: int) -> list[tuple[tuple[Piece, ...], Span | None]]:
    """Each object of the phrase as the pieces of the whole phrase, and the piece that is its own."""
    whole: tuple[Piece, ...] = (Span(phrase[0].start, stop),)
    listing = coordination.find(text, phrase, least=1)
    if listing is None or any(w.sort == "sub" and w.low not in ("that",) for w in phrase[: listing.start]):
        return [(whole, None)]
    start, end = listing.start, listing.end
    lead = phrase[:start]
    lead = lead[:-1] if lead and lead[-1].low in ("both", "either") else lead
    rest = phrase[end:]
    if any(w.low in ("between", "among") for w in lead[-2:]):
        return [(whole, None)]
    found: list[tuple[tuple[Piece, ...], Span | None]] = []
    for member in listing.members:
        pieces: tuple[Piece, ...] = (Span(lead[0].start, lead[-1].end), *member)
        if rest:
            tail = Span(rest[0].start, stop)
            pieces = (*pieces, tail) if rest[0].low != "," else (*pieces, Span(rest[1].start, stop)) if len(rest) > 1 else pieces
        found.append((pieces, member[0]))
    return found


_SINGULAR = {"are": "is", "were": "was", "have": "has", "do": "does", "aren't": "isn't", "don't": "doesn't", "haven't": "hasn't"}


def _agreeing(
    tokens: list[Word], verb: int, helper: tuple[Piece, ...], own: tuple[Piece, ...]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """"A and B reduce" -> "A reduces": the first verb takes the singular."""
    word = tokens[verb]
    single = _SINGULAR.get(word.low) or (verbs.forms(word.low)[1] if word.sort == "base" else "")
    if not single:
        return helper, own

    def changed(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        first = pieces[0]
        if not isinstance(first, Span) or first.start != word.start:
            return pieces
        rest: tuple[Piece, ...] = (Span(word.end, first.end),) if first.end > word.end else ()
        return (single, *rest, *pieces[1:])

    return (changed(helper), own) if helper else (helper, changed(own))
