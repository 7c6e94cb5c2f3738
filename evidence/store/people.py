"""Who may write what: the roles of people, asked inside every writing transaction, so that no face can go round them.

As long as nobody holds a role, one person works here under a typed name and may do everything; the log says so. The first
administrator, named on the command line, ends that: from then on (and always where people sign in) every act needs its role.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from evidence import review
from evidence.errors import Conflict, Locked, NotAllowed, NotStored
from evidence.model import Event
from evidence.review import Act, Role
from evidence.store import codec, log
from evidence.store.database import Database, now
from evidence.store.schema import roles, signings

GIVEN, TAKEN = "role_given", "role_taken"
TYPED, SIGNED_IN = "typed name", "signed in"
# What may be written to an article that is signed off: nothing of it changes by these.
_PAST_LOCKS = frozenset({Act.UNLOCK, Act.SEE, Act.EXPORT, Act.PEOPLE})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with roles, in the order of ``Role``; ``since`` the first was given."""

    name: str
    roles: tuple[Role, ...]
    since: str


def allow(database: Database, connection: Connection, by: str, act: Act, article: str = "") -> str:
    """Refuses what this person may not do, or not to a signed article (NotAllowed, Locked); gives how he was known, for the log.

    First of all waits for every other writer of the log, so that what it finds still holds when the event is written.
    """
    database.wait(connection, "log")
    if not by.strip():
        raise NotAllowed("Nobody is named who does this.", advice="Type your name or sign in: it stands in the log beside the act.")
    if enforced(database, connection):
        why = review.refusal(by, held(connection, by), act)
        if why:
            raise NotAllowed(why)
    if article and act not in _PAST_LOCKS:
        row = connection.execute(select(signings).where(signings.c.article == article, signings.c.locked)).one_or_none()
        if row is not None:
            raise Locked(f"{row.by} has signed off this article ({row.at[:10]}); it is locked.")
    return SIGNED_IN if database.signed_in else TYPED


def enforced(database: Database, connection: Connection) -> bool:
    """Whether roles are asked for at all."""
    return database.signed_in or connection.execute(select(roles.c.person).limit(1)).scalar_one_or_none() is not None


def held(connection: Connection, name: str) -> frozenset[Role]:
    return frozenset(Role(role) for role in connection.execute(select(roles.c.role).where(roles.c.person == name)).scalars())


class People:
    """Giving and taking roles."""

    database: Database

    def people(self) -> tuple[Person, ...]:
        """Everybody who holds a role, by name."""
        with self.database.reading() as connection:
            rows = connection.execute(select(roles)).all()
        order = list(Role)
        found: dict[str, list[tuple[Role, str]]] = {}
        for row in rows:
            found.setdefault(row.person, []).append((Role(row.role), row.given_at))
        return tuple(
            Person(name, tuple(sorted((role for role, _ in given), key=order.index)), min(at for _, at in given))
            for name, given in sorted(found.items(), key=lambda one: (one[0].casefold(), one[0]))
        )

    def roles_of(self, name: str) -> frozenset[Role] | None:
        """The roles of this person; None where nobody asks for roles yet (one person works here under a typed name)."""
        with self.database.reading() as connection:
            return held(connection, name) if enforced(self.database, connection) else None

    def may(self, name: str, act: Act) -> bool:
        """Whether a write of this kind would be let through: for faces that hide what is refused anyway."""
        known = self.roles_of(name)
        return bool(name.strip()) and (known is None or review.may(known, act))

    def ask(self, name: str, act: Act) -> None:
        """For what is no write, as taking files out: NotAllowed where roles are held and this person has none for it."""
        known = self.roles_of(name)
        why = review.refusal(name or "Nobody", known, act) if known is not None else ""
        if why:
            raise NotAllowed(why)

    def give_role(self, name: str, role: Role, *, by: str, first: bool = False, reason: str = "") -> None:
        """Gives a role. ``first``: the first administrator, named by whoever runs the command line on this machine.

        Conflict where the person has it already, or where ``first`` is asked for a second time.
        """
        name = name.strip()
        if not name:
            raise NotAllowed("A role is given to somebody.", advice="Say to whom: a name, or the e-mail address used to sign in.")
        with self.database.writing("log") as connection:
            if first:
                how = "first administrator, by the command line"
                if role != Role.ADMINISTRATOR:
                    raise NotAllowed("The first role given is that of an administrator.", advice="Use: --role administrator")
                if connection.execute(select(roles.c.person).limit(1)).scalar_one_or_none() is not None:
                    raise Conflict("There are people with roles already.", advice="An administrator gives roles: --by NAME")
            else:
                how = allow(self.database, connection, by, Act.PEOPLE)
                if connection.execute(select(roles.c.person).limit(1)).scalar_one_or_none() is None:
                    raise NotAllowed(
                        "Nobody is an administrator yet.", advice="On the machine itself: evidence people add NAME --role administrator"
                    )
            if role in held(connection, name):
                raise Conflict(f"{name} is {role.value} already.", advice="List people and roles with: evidence people list")
            at = now()
            connection.execute(insert(roles).values(person=codec.shown(name), role=role.value, given_by=codec.shown(by), given_at=at))
            self._note(connection, GIVEN, name, role, by, reason, how, at)

    def take_role(self, name: str, role: Role | None = None, *, by: str, reason: str = "") -> None:
        """Takes one role, or (None) all of them. The last administrator stays; NotStored where there is nothing to take."""
        with self.database.writing("log") as connection:
            how = allow(self.database, connection, by, Act.PEOPLE)
            mine = held(connection, name)
            gone = mine if role is None else mine & {role}
            if not gone:
                raise NotStored(f"{name} does not hold this role.", advice="List people and roles with: evidence people list")
            if Role.ADMINISTRATOR in gone:
                others = select(roles.c.person).where(roles.c.role == Role.ADMINISTRATOR.value, roles.c.person != name).limit(1)
                if connection.execute(others).scalar_one_or_none() is None:
                    raise Conflict(f"{name} is the last administrator.", advice="Give that role to somebody else first.")
            for one in sorted(gone):
                connection.execute(delete(roles).where(roles.c.person == name, roles.c.role == one.value))
                self._note(connection, TAKEN, name, one, by, reason, how, now())

    def _note(self, connection: Connection, kind: str, name: str, role: Role, by: str, reason: str, how: str, at: str) -> None:
        said = codec.text({"person": name, "role": role.value})
        before, after = ("", said) if kind == GIVEN else (said, "")
        versions = codec.text({"people": how})
        log.write(self.database, connection, Event(kind, by, at, f"person:{name}", before, after, reason, versions=versions))
