"""``evidence people``: who holds which role; the first administrator is named here, on the machine itself."""

from __future__ import annotations

import getpass

import click
from rich.table import Table

from evidence.cli.desk import Desk, plain
from evidence.errors import SettingsError
from evidence.review import Role

ROLE = click.Choice([role.value for role in Role])
BY = click.option("--by", default="", metavar="NAME", help="Who does this; the user of this machine if left out.")


def acting(by: str) -> str:
    """The name given, else that of the machine's user."""
    if by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise SettingsError("Nobody is signed in on this machine.", advice="Say who you are: --by NAME") from None


@click.group()
def people() -> None:
    """People and their roles. As long as nobody holds one, one person works here under a typed name and may do everything."""


@people.command("list")
@click.option("--json", "place", metavar="FILE|-", help="Write them as JSON.")
@click.pass_obj
def list_people(desk: Desk, place: str | None) -> None:
    """Everybody who holds a role."""
    found = desk.store.people()
    if place is not None:
        kept = [{"name": one.name, "roles": [role.value for role in one.roles], "since": one.since} for one in found]
        desk.write_json(place, {"schema": "evidence-people/1", "people": kept})
    if place == "-":
        return
    if not found:
        desk.say(
            "Nobody holds a role: whoever types a name may do everything. End that with: evidence people add NAME --role administrator"
        )
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bright_black")
    for name in ("name", "roles", "since"):
        table.add_column(name, overflow="fold")
    for one in found:
        table.add_row(plain(one.name), ", ".join(role.value for role in one.roles), one.since[:10])
    desk.out.print(table)


@people.command()
@click.argument("name")
@click.option("--role", type=ROLE, required=True)
@click.option("--reason", default="", help="Why, for the log.")
@BY
@click.pass_obj
def add(desk: Desk, name: str, role: str, reason: str, by: str) -> None:
    """Gives a role. The very first one must be an administrator; afterwards an administrator gives roles: --by NAME."""
    first = not desk.store.people()
    desk.store.give_role(name, Role(role), by=acting(by), first=first, reason=reason)
    desk.say(f"{name} is {role}." + (" From now on every act needs its role." if first else ""))


@people.command("role")
@click.argument("name")
@click.argument("role", type=ROLE)
@click.option("--reason", default="", help="Why, for the log.")
@BY
@click.pass_obj
def give(desk: Desk, name: str, role: str, reason: str, by: str) -> None:
    """Gives somebody one more role."""
    desk.store.give_role(name, Role(role), by=acting(by), reason=reason)
    desk.say(f"{name} is {role}.")


@people.command()
@click.argument("name")
@click.option("--role", type=ROLE, help="Only this role; all of them if left out.")
@click.option("--reason", default="", help="Why, for the log.")
@BY
@click.pass_obj
def remove(desk: Desk, name: str, role: str | None, reason: str, by: str) -> None:
    """Takes a role, or all roles, from somebody. What that person wrote stays."""
    desk.store.take_role(name, Role(role) if role else None, by=acting(by), reason=reason)
    desk.say(f"{name} is {role} no more." if role else f"{name} holds no role any more.")
