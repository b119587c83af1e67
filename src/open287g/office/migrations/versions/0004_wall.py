"""PostgreSQL: a second wall behind the program's own checks. SQLite has no roles, and only the first wall.

Every transaction of the program becomes the role open287g_office, which owns nothing and bypasses no policy: it adds to
the ledger and cannot change or remove what stands there, and who reads for an account is shown the rows of that account
alone, whatever the program asks for. Without a word of who asks, no row is shown.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

ROLE = """
do $$ begin
  if not exists (select from pg_roles where rolname = 'open287g_office') then
    create role open287g_office nologin nosuperuser nobypassrls;
  end if;
exception when duplicate_object or unique_violation then null;
end $$
"""
SCHEMA = """
do $$ begin
  begin
    execute 'grant open287g_office to ' || quote_ident(current_user);
  exception when insufficient_privilege then
    if not pg_has_role(current_user, 'open287g_office', 'member') then raise; end if;
  end;
  execute 'grant usage on schema ' || quote_ident(current_schema()) || ' to open287g_office';
end $$
"""

GRANTS = {
    "select, insert": ("entries", "checkpoints", "texts"),
    "select, insert, update": ("head",),
    "select, insert, delete": ("keys", "subjects", "answers", "signins"),
    "select, insert, update, delete": ("logins", "sessions"),
    "select": ("alembic_version",),
}
"""What the program does with each table, and no more: nothing updates or deletes an entry, a checkpoint, a text."""

SECRET = ("texts", "keys", "logins", "sessions", "answers", "signins")
"""Tables of which no account reads a row; the program reads them for it."""

AREA = """
create function office_area(agency text) returns text
language sql stable security definer set search_path from current as $$
  select (facts::jsonb) ->> 'area' from subjects where subject = 'agency:' || agency
$$
"""

SEES = """
create function office_sees(kind text, agency text, named text, facts text) returns boolean
language sql stable as $$
  select case
    when current_setting('office.role', true) in ('program', 'inspector') then true
    when coalesce(current_setting('office.role', true), '') = '' then false
    when kind = 'agency' then true
    when kind = 'account' then current_setting('office.role', true) = 'administrator'
      or named = 'account:' || current_setting('office.account', true)
    when kind = 'token' then current_setting('office.role', true) = 'administrator'
      or (facts::jsonb) ->> 'account' = current_setting('office.account', true)
    when current_setting('office.role', true) = 'headquarters' then true
    when current_setting('office.role', true) = 'supervisor'
      then office_area(agency) = nullif(current_setting('office.area', true), '')
    when current_setting('office.role', true) = 'manager'
      then agency = nullif(current_setting('office.agency', true), '')
    when current_setting('office.role', true) = 'officer'
      then kind in ('officer', 'grant', 'act') and agency = nullif(current_setting('office.agency', true), '')
        and nullif(current_setting('office.officer', true), '')
          = case kind when 'officer' then split_part(named, ':', 2) else (facts::jsonb) ->> 'officer_id' end
    else false
  end
$$
"""

PROGRAM = "current_setting('office.role', true) = 'program'"


def upgrade() -> None:
    """The role, what it may do, and which rows it is shown."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(ROLE)
    op.execute(SCHEMA)
    for rights, tables in GRANTS.items():
        op.execute(f"grant {rights} on {', '.join(tables)} to open287g_office")
    op.execute(AREA)
    op.execute("revoke all on function office_area(text) from public")
    op.execute("grant execute on function office_area(text) to open287g_office")
    op.execute(SEES)
    _policy("subjects", "office_sees(kind, agency_id, subject, facts)")
    _policy("entries", f"{PROGRAM} or exists (select from subjects s where s.subject = entries.subject)")
    for table in SECRET:
        _policy(table, PROGRAM)


def _policy(table: str, shown: str) -> None:
    """Rows that are shown; only the program itself adds, changes or removes any."""
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"create policy office_shown on {table} for select to open287g_office using ({shown})")
    op.execute(f"create policy office_added on {table} for insert to open287g_office with check ({PROGRAM})")
    op.execute(f"create policy office_changed on {table} for update to open287g_office using ({PROGRAM})")
    op.execute(f"create policy office_removed on {table} for delete to open287g_office using ({PROGRAM})")
