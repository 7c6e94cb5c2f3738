"""Markup that cannot carry anybody's text unescaped: every child is escaped unless ``tag`` itself made it."""

from __future__ import annotations

from html import escape


class Markup(str):
    """Text that is already safe HTML; only ``tag`` and ``join`` make it."""

    __slots__ = ()


NOTHING = Markup("")


def text(value: object) -> Markup:
    return value if isinstance(value, Markup) else Markup(escape(str(value)))


def join(*children: object) -> Markup:
    """Children side by side; None and "" are left out."""
    return Markup("".join(text(child) for child in children if child is not None and child != ""))


def tag(name: str, *children: object, **attributes: object) -> Markup:
    """``tag("p", "a < b", cls="lead")``. ``cls`` is class, ``_`` in a name becomes ``-``; None leaves an attribute out.

    ``href`` must be http(s): anything else (javascript:, data:) is dropped.
    """
    parts = []
    for key, value in attributes.items():
        if value is None or (key == "href" and not str(value).startswith(("https://", "http://"))):
            continue
        parts.append(f' {"class" if key == "cls" else key.replace("_", "-")}="{escape(str(value))}"')
    return Markup(f"<{name}{''.join(parts)}>{join(*children)}</{name}>")
