"""What the Settings page shows, gathered through the doors that ``wiring`` built. Secrets come as "set" or "not set" alone."""

from __future__ import annotations

from dataclasses import dataclass

from evidence import verdicts
from evidence.judges import figures
from evidence.judges.figures import About, Measured, Published
from evidence.judges.pair.network import NEEDED, installed
from evidence.rules.policies import Policy
from pages.parts import wiring

# The worst level that supports, as a sentence needs it: kinds of claims that PubMed cannot settle are left out.
_SETTLED = {"regulatory", "authority/promotional", "testimonial"}


@dataclass(frozen=True, slots=True)
class Judge:
    """One judge: ``state`` "in use", "ready", "absent" (its packages are) or "fault"; ``fault`` says in words what is missing."""

    name: str
    state: str
    about: About
    measured: tuple[Measured, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Judges:
    judges: tuple[Judge, ...]
    references: tuple[Published, ...]
    folder: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """``notice``: what a person must know first, "" while no endpoint is set; ``allowed``: ISO 8601 UTC, "" until accepted."""

    notice: str
    allowed: str
    model: str
    key: bool


@dataclass(frozen=True, slots=True)
class Source:
    """``state``: "works", "asked" (over the network, when an audit wants it), "absent" or "fault"; ``facts``: (name, words)."""

    name: str
    state: str
    about: str
    facts: tuple[tuple[str, str], ...]


def judges() -> Judges:
    """Those that can be asked for, the one in use first, then the folders that want to be one and cannot."""
    house, known = wiring.installation(), figures.shipped()
    in_use, *others = [name for name in house.judge_names() if name != "endpoint"]
    cards = {name: folder.card for folder in house.judge_folders() for name in (folder.name, folder.stacked_name) if folder.card and name}

    def about(name: str) -> About:
        held, card = known.is_about(name), cards.get(name)
        if held.what or card is None:
            return held
        stacked = card.stacking is not None and name.startswith(card.stacking.name)
        what = "A network of this installation, beside the linear judge." if stacked else "A network of this installation, alone."
        return About(name, what, card.trained_on, card.licence)

    ready = [
        Judge(name, "absent", about(name), known.of(name), NEEDED)
        if name in cards and not installed()
        else Judge(name, "ready", about(name), known.of(name))
        for name in others
    ]
    faulty = [Judge(folder.path.name, "fault", About("", ""), (), folder.fault) for folder in house.judge_folders() if folder.fault]
    first = Judge(in_use, "in use", about(in_use), known.of(in_use))
    return Judges((first, *ready, *faulty), known.references, str(house.settings.pair_folder))


def endpoint() -> Endpoint:
    house = wiring.installation()
    held = house.settings
    key = bool(held.endpoint_key.get_secret_value())
    if not held.endpoint_url or not held.endpoint_model:
        return Endpoint("", "", held.endpoint_model, key)
    return Endpoint(house.endpoint_notice(), house.endpoint_allowed(), held.endpoint_model, key)


def allow_endpoint() -> None:
    wiring.installation().allow_endpoint()


def sources() -> tuple[Source, ...]:
    """The library, PubMed, and every list of notices with the day up to which it speaks."""
    house = wiring.installation()
    state, files = house.library.state(), house.store.imports()
    held = house.settings
    newest = files[-1] if files else None
    found = [
        Source(
            "Local library",
            "works",
            "PubMed records on this machine; audits search here unless told otherwise.",
            (
                ("Records", f"{state.records:,}"),
                ("Last file read", f"{newest.name}, {newest.at[:10]}, {newest.records:,} records" if newest else "none yet"),
                ("Digest", state.digest),
            ),
        ),
        Source(
            "PubMed",
            "asked",
            "Live search over the network, when an audit asks for it.",
            (
                ("Asked at", held.eutils_url),
                ("Contact", held.ncbi_email or "not set: NCBI asks for EVIDENCE_NCBI_EMAIL"),
                ("Key", "set: 10 requests a second" if held.ncbi_api_key.get_secret_value() else "not set: 3 requests a second"),
            ),
        ),
    ]
    lists = house.store.notice_sources()
    for one in lists:
        found.append(
            Source(
                one.name,
                "fault" if one.failed else "works",
                "A list of retractions and concerns, asked beside PubMed.",
                (
                    ("Notices", f"{one.notices:,}"),
                    ("Speaks up to", one.as_of or "a day that is not stated"),
                    ("Read", f"{one.file}, {one.imported_at[:10]}"),
                    *((("Fault", one.failed),) if one.failed else ()),
                ),
            )
        )
    if not lists:
        found.append(
            Source(
                "Retraction Watch",
                "absent",
                "No list of retractions has been read: PubMed's own records speak alone.",
                (("To read one", "evidence notices import FILE"),),
            )
        )
    return tuple(found)


def policy() -> tuple[Policy, tuple[tuple[str, int], ...]]:
    """The policy in use, and kind of claim -> worst level that still supports it."""
    held = verdicts.CLINICAL_1
    return held, tuple((kind.value, level) for kind, level in held.needed if kind.value not in _SETTLED)


def environment() -> tuple[tuple[str, str], ...]:
    """Every setting by its name; a secret only as set or not set."""
    return tuple(wiring.installation().settings.describe().items())
