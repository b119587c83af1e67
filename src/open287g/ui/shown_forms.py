"""The forms of what commands say around their tables: titles, and remarks on standard error."""

from __future__ import annotations

from open287g.vocabulary.messages import N_

_TITLES = (
    N_("287(g) agreements as ICE listed them on %(day)s"),
    N_("287(g) agreements of %(state)s as ICE listed them on %(day)s"),
    N_("In force on %(day)s"),
    N_("Unknown on %(day)s"),
    N_("Changes since %(day)s"),
    N_("Changes from %(day)s to %(day2)s"),
    N_("Findings on %(count)s documents"),
    N_("Agreements"),
    N_("Events"),
    N_("Pending"),
    N_("Spellings"),
    N_("What does not fit"),
    N_("What others say"),
    N_("Before the first list: agreements"),
    N_("Before the first list: spans"),
    N_("Before the first list: events"),
    N_("Before the first list: addenda"),
    N_("Agreements of all states in ICE's list of %(day)s"),
    N_("Agreements of %(place)s in ICE's list of %(day)s"),
    N_("Ended"),
    N_("Flickers"),
    N_("Signals"),
    N_("Snapshots"),
    N_("Candidates"),
    N_("files"),
    N_("candidates"),
    N_("Facilities that held for ICE"),
    N_("Controls"),
    N_("Each control"),
    N_("Controls of %(who)s over the years"),
    N_("Provisions"),
    N_("Facts"),
    N_("Readings and decisions"),
    N_("%(first)s and %(second)s differ in"),
    N_("The law of %(day)s and of %(day2)s"),
    N_("Sums"),
    N_("Assumptions"),
    N_("Costs over one year, dollars: 5, 50 and 95 in 100 possible worlds"),
    N_("Costs over %(n)s years, dollars: 5, 50 and 95 in 100 possible worlds"),
    N_("Not in the sum: tell these with --set or --assumptions"),
    N_("What moves the sum (full basis, all years)"),
    N_("Paid back, as announced; never a saving of new money"),
    N_("What courts may order"),
    N_("Lowest that cash stands, at the end of a quarter"),
    N_("Audit"),
    N_("Broken most often"),
    N_("Compared"),
    N_("What was compared"),
)
_REMARKS = (
    N_("Written: %(path)s"),
    N_("Not read, no log by its name: %(names)s"),
    N_("%(shown)s of %(count)s rows are shown."),
    N_("No room here for: %(names)s. See them with --columns, --format csv or a wider window."),
    N_("Not shown here, since they are tables: %(names)s. See one with --part, all with -o DIR."),
    N_("A file that the record does not believe tells of no state."),
    N_("Known for %(n)s of %(n2)s; unknown is no permission and no ban."),
    N_("Rests on laws last read on %(day)s, 1 day before: what changed since is unknown."),
    N_("Rests on laws last read on %(day)s, %(count)s days before: what changed since is unknown."),
    N_("%(day)s is still to come: what legislatures and courts change until then is not known."),
    N_("The first list that is held is of %(day)s: what was new before it is unknown."),
    N_("that list is too old to tell"),
    N_("%(old)s is now %(new)s: %(note)s."),
)
_COSTS = (
    N_("%(name)s, %(model)s: in ICE's list of %(day)s: no agreement in force"),
    N_("%(name)s, %(model)s: in ICE's list of %(day)s: %(names)s"),
    N_("No line can be counted: each wants a figure that nobody has told."),
    N_("Dollars as each source tells them; --prices carries those that name their year to one month."),
    N_("Dollars that name their year stand in prices of %(month)s by CPI-U; later years are not raised."),
    N_("Most lines wait for: %(names)s"),
    N_("What is paid back is counted for every year: when it stops is not told (--set repaid_years=2)."),
    N_(
        "Less than nothing is left where more is announced than is counted as a cost: most of it pays for officers who"
        " are paid anyway, and announced is not paid. It is no gain to vote on."
    ),
    N_(
        "What is left (net) has no bound while costs are left out and more may come back: tell %(names)s, 0 where there"
        " is none."
    ),
    N_(
        "Chance in a year that courts order more than one percent of the budget: unknown: tell the budget"
        " (--set budget=...)"
    ),
    N_("Chance in a year that courts order more than one percent of the budget: %(share)s"),
    N_("With what is paid anyway, per officer all years: at least %(usd)s"),
    N_("With what is paid anyway, per officer all years: %(usd)s"),
    N_("With what is paid anyway, per resident all years: at least %(usd)s"),
    N_("With what is paid anyway, per resident all years: %(usd)s"),
)
_REFUSALS = (
    N_("%(name)s is no state or territory"),
    N_("Give a postal code or a name, for example FL."),
    N_("%(what)s %(name)s is not a day"),
    N_("%(what)s %(name)s is a month"),
    N_("Name a day of it, such as %(name)s."),
    N_("Write it as YYYY-MM-DD, for example %(name)s, today, or 7d for a week ago."),
    N_("Did you mean %(name2)s? Write it as YYYY-MM-DD, for example %(name)s, today, or 7d for a week ago."),
    N_("Did you mean %(names)s?"),
    N_("Did you mean %(names)s or %(names2)s?"),
    N_("Did you mean %(names)s or %(names2)s or %(names3)s?"),
    N_("no list that is held tells of changes from %(day)s on"),
    N_("no list that is held tells what was signed from %(day)s on"),
    N_("The newest is of %(day)s; open287g update asks ICE for a newer one."),
    N_("The lists that are held tell of %(day)s to %(day2)s."),
    N_("Ask for a day on which a list was captured."),
    N_("%(name)s could be several agencies"),
    N_("%(name)s could be several places"),
    N_("Name one of: %(names)s."),
    N_("Name one with its state: %(names)s."),
    N_("%(place)s: no agency of it is in ICE's list of %(day)s"),
    N_("What the law says there: open287g law %(state)s"),
    N_("%(name)s is %(names)s: it exists, and is in no list of ICE we hold (%(day)s to %(day2)s)"),
    N_("%(name)s could be %(names)s: they exist, and are in no list of ICE we hold (%(day)s to %(day2)s)"),
    N_(
        "%(name)s is %(names)s: it exists, and is in no list of ICE we hold (%(day)s to %(day2)s, and lists captured"
        " from %(day3)s to %(day4)s)"
    ),
    N_(
        "%(name)s could be %(names)s: they exist, and are in no list of ICE we hold (%(day)s to %(day2)s, and lists"
        " captured from %(day3)s to %(day4)s)"
    ),
    N_("%(code)s is no FIPS code, and no table of ZIP codes is held: one may lie in several counties"),
    N_("Name the city or the county, and its state."),
    N_("nothing is called %(name)s"),
    N_("Like it, and not the same: %(names)s."),
    N_("%(name)s is a place and no agency"),
    N_("%(name)s is like no agency we know"),
    N_("Name an agency, or its county or city and its state."),
    N_("The lists name in all of %(place)s: %(names)s."),
    N_("The lists name in %(place)s: %(names)s."),
    N_("The lists name no agency of all of %(place)s."),
    N_("The lists name no agency of %(place)s."),
    N_("%(fact)s is refused: %(note)s"),
    N_("the day of the act is not known"),
    N_("no act is told, and without one every provision stays open"),
)
AROUND_TABLES = (*_TITLES, *_REMARKS, *_COSTS, *_REFUSALS)
