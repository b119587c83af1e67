"""Commands of the office for how accounts are reached: tokens of programs, identities of an organization's provider."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from open287g.cli.lines import put, tell
from open287g.cli.office_options import As, Database, opened
from open287g.cli.options import Fmt, Home
from open287g.cli.show import Format, show_facts, show_rows

commands = typer.Typer(no_args_is_help=True, help="Tokens by which a program acts for an account, within scopes.")

Token = Annotated[str, typer.Argument(help="The token's id, as `open287g office tokens list` tells it.")]


@commands.command()
def issue(
    account: As,
    scope: Annotated[
        list[str], typer.Option("--scope", help="What it may do: an action of the account's role. Repeat it.")
    ],
    days: Annotated[int, typer.Option("--days", min=1, max=366, help="For how many days it is good.")] = 90,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Make a token, and print it this once: no copy is kept. The event stands in the ledger.

    Example: open287g office tokens issue --as manager-1 --scope read --scope act.entered --days 30
    """
    from open287g.office.login.tokens import issue as make

    office = opened(database, home)
    until = office.clock().date() + timedelta(days=days)
    token = make(office, account, scope, until)
    if format is Format.table:
        put(token)
        tell(f"Good to the end of {until}, UTC. It is not shown again.")
    else:
        show_facts({"token": token, "scopes": scope, "expires_on": until}, format)


@commands.command("list")
def list_all(
    account: Annotated[str | None, typer.Option("--account", help="Only of this account.")] = None,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """List tokens: whose they are, what they may do, and whether they still stand. No secret is known.

    Example: open287g office tokens list --account manager-1
    """
    from open287g.office.ledger.database import read
    from open287g.office.login.tokens import list_tokens

    office = opened(database, home)
    rows = read(office.engine, lambda connection: list_tokens(connection, office.clock(), account))
    show_rows(rows, format, ["token_id", "account", "scopes", "expires_on", "state"], "Tokens")


@commands.command()
def revoke(
    token: Token,
    account: As,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Take back a token of one's own, at once.

    Example: open287g office tokens revoke 0123456789abcdef --as manager-1
    """
    _end("token.revoked", token, account, "", database, home, format)


@commands.command()
def cut(
    token: Token,
    account: As,
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the ledger.")],
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Take back the token of another account, as an administrator.

    Example: open287g office tokens cut 0123456789abcdef --as admin --reason "it leaked"
    """
    _end("token.cut", token, account, reason, database, home, format)


def _end(kind: str, token: str, account: str, reason: str, database: str | None, home: Home, format: Format) -> None:
    from open287g.office.record import record

    office = opened(database, home)
    told = {"kind": kind, "on": office.clock().date().isoformat(), "token_id": token}
    receipt = record(office, account, {**told, "reason": reason} if reason else told)
    show_facts({"token_id": token, "state": receipt.after, "entry": receipt.number}, format, "Token")


def link(
    named: Annotated[str, typer.Argument(help="The account that the identity opens.", metavar="ACCOUNT")],
    account: As,
    issuer: Annotated[str, typer.Option("--issuer", help="The provider's issuer, such as https://id.example.gov.")],
    subject: Annotated[str, typer.Option("--subject", help="Who it is there: the `sub` that the provider tells.")],
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Let somebody of your organization's provider (OpenID Connect) into an account. The ledger holds a hash alone.

    Example: open287g office link manager-1 --as admin --issuer https://id.example.gov --subject 8f14e45f
    """
    from open287g.office.login.openid import identity_of

    _link(account, {"kind": "account.linked", "account": named, "identity": identity_of(issuer, subject)}, database,
          home, format)  # fmt: skip


def unlink(
    named: Annotated[str, typer.Argument(help="The account.", metavar="ACCOUNT")],
    account: As,
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the ledger.")],
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Let nobody of the provider into an account any more.

    Example: open287g office unlink manager-1 --as admin --reason "left the organization"
    """
    _link(account, {"kind": "account.unlinked", "account": named, "reason": reason}, database, home, format)


def _link(account: str, told: dict[str, str], database: str | None, home: Home, format: Format) -> None:
    from open287g.office.entering.today import today_for
    from open287g.office.ledger.database import read
    from open287g.office.record import record

    office = opened(database, home)
    subject = f"account:{told['account']}"
    day = read(office.engine, lambda connection: today_for(connection, subject, office.clock()))
    receipt = record(office, account, {**told, "on": day.isoformat()})
    show_facts({"account": told["account"], "entry": receipt.number}, format, "Account")
