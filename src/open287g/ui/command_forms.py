"""The forms of what commands say beside the record: of a decision, of a home, of documents held against the record,
of the files of an audit.
"""

from __future__ import annotations

from open287g.vocabulary.messages import N_

_DECISIONS = (
    N_("Only the day of the act is known: every clock that needs its hour is open."),
    N_("The day of the act is not told: only what the law of any day bars is not authorized."),
    N_("The edition is not told: every text of the model written by then is judged, and they agree or are open."),
    N_("From %(day)s on ICE's list does not show the agreement; that may be its end, which is not known."),
    N_("ICE's list of %(day)s shows the agreement; of later days its end is not known."),
    N_(
        "ICE's list states one day of signing, %(day)s, and not whose; it is read for the signature of the agency,"
        " which is not known."
    ),
    N_(
        "ICE's list states one day of signing, %(day)s, and not whose; it is read for the signature of ICE, which is"
        " not known."
    ),
    N_(
        "ICE's list states one day of signing, %(day)s, and not whose; it is read for the signature of the agency and"
        " of ICE, which is not known."
    ),
    N_(
        "The person is a juvenile: beside two duties nothing is judged of what 8 CFR 236.3, 8 U.S.C. 1232 and the"
        " Flores settlement ask of custody and release."
    ),
    N_("A local hour comes twice that day: both are decided, and what they agree on is said."),
)
_CONTRADICTIONS = (
    N_("%(fact)s is earlier than %(other)s"),
    N_("%(fact)s is written with another offset than that of act.time_zone"),
    N_("an ICE supervisor was contacted for the act, and nobody of ICE supervised it"),
    N_("the act is later than the closing instant of the log"),
    N_("what is told to have come is later than the closing instant of the log"),
    N_("the act is told under another model than the officer's row"),
    N_("the officer's row describes other days than that of the act, and is not read"),
    N_("a claim of citizenship was reported, and none was made"),
    N_("questions about the right to be here were put, and did not concern it"),
    N_("the times told for the hold lead to different answers"),
    N_("the times told for the end of custody after the transfer lead to different answers"),
    N_("agreement.edition is no text of agreement.model"),
    N_("the agreement was signed before its edition was written"),
    N_("agreement.body is not what the agency's name tells"),
    N_("days of signing are told, and no written agreement"),
    N_("what is told of a claim of citizenship and of its time do not agree"),
    N_("the roster names the agency that employs the officer, and a contractor"),
    N_("a warrant was served at the release from criminal custody, on a person who was not in custody"),
    N_("what is told of a service at the scheduled release and of the time of that release do not agree"),
    N_("a person was held past release, and was not in custody"),
    N_("the act took place in the jail, and a home or a farm was entered for it"),
    N_("what is told of a complaint and of its time do not agree"),
    N_("the act took place in the jail, and the person was entering the country in the officer's view"),
    N_("the register of state law says otherwise of the agreement's state"),
)
_HOMES = (
    N_("there is no folder %(path)s"),
    N_("Name the folder with --home DIR or OPEN287G_HOME, or begin one: open287g build"),
    N_("this account may not write here: it can ask and serve, and neither build nor update"),
    N_("Run what writes under the account that owns the home."),
    N_("other accounts may write here, and so replace the record"),
    N_("only its owner writes here"),
    N_("%(room)s GiB free"),
    N_("Make room: a build needs three times the record, and the archive only grows."),
    N_("none yet: the record is that of the bundled lists"),
    N_("%(count)s objects are damaged or missing"),
    N_("every object matches its hash"),
    N_("See them: open287g archive verify. Add the original files again, or restore a backup."),
    N_("there is none"),
    N_("it cannot be read (%(why)s)"),
    N_("it cannot be looked at (%(why)s)"),
    N_("Look again under the account that owns the home."),
    N_("%(count)s scratch files of stopped runs, such as %(path)s"),
    N_("no scratch files of stopped runs"),
    N_("open287g build clears those of builds."),
    N_("%(when)s %(time)s UTC, after all that was written here"),
    N_("the clock says %(when)s %(time)s UTC, and the newest file was written %(ahead)s after that"),
    N_("Set the clock: ages of lists and days of captures are told by it."),
    N_("its newest list is of a day after %(day)s, which it is by the clock"),
    N_("Set the clock; if it is right, see what dates the list: open287g snapshots"),
)
_DOCUMENTS = (
    N_("The document names another agency."),
    N_("The document is of another state."),
    N_("The document is of another model."),
    N_("SIGNED is none of the document's days."),
    N_("One name, several files: replaced."),
    N_("The file's name has another model."),
    N_("The day in the file's name is none of the document's."),
    N_("ICE signs last, and its day stands before the agency's: days or columns may be swapped."),
    N_("It ended after %(n)s days without ever showing an MOA."),
    N_("It has been listed for %(n)s days without an MOA."),
    N_("byte for byte a file that an agreement links under another name"),
    N_("no agreement links this file"),
    N_("the file is no agreement that was read: %(kind)s"),
    N_("the document's agency was not read surely enough"),
    N_("the document does not say its state"),
    N_("the record has no model"),
    N_("the record has no SIGNED"),
    N_("not every day was read surely enough"),
)
_SIGNALS_OF_AUDITS = (
    N_("unknown officer"),
    N_("other agency"),
    N_("overlapping officer rows"),
    N_("unknown agency"),
    N_("agreements of one day"),
    N_("column not read"),
    N_("file not read"),
    N_("contradiction"),
    N_("no time zone"),
    N_("no hour"),
    N_("claims of ICE's list"),
    N_("not in the roster; every fact about the officer is unknown"),
    N_("the roster has the officer at another agency only"),
    N_("rows of one officer overlap; where they disagree the act has several answers and the most favorable is shown"),
    N_("no agreement of this agency is given; every fact about it is unknown"),
    N_("two agreements of one agency and model cannot be told apart by day"),
    N_("not a column of %(table)s"),
    N_("%(table)s: no log by its name"),
    N_("no time zone: the local day is unknown, and with it what was in force; pass --time-zone"),
    N_("the day is known and not the hour; every clock that needs the hour is open"),
    N_(
        "ICE's list states one day of signing and not whose: it is read for both signatures, which are not known; of"
        " days after the newest list the end of an agreement is unknown, and one that left the list is read as ended"
    ),
)
_BAD_CELLS = (
    N_("not true or false"),
    N_("not a whole number"),
    N_("not a number"),
    N_("not the name of a time zone of the United States, such as America/Chicago"),
    N_("looks like a name or number of a person"),
    N_("not one of %(names)s"),
    N_("outside %(first)s to %(last)s"),
    N_("another day than %(column)s"),
    N_("not a day written YYYY-MM-DD"),
    N_("not a time such as 2025-04-24T13:05:00-04:00"),
    N_("a day without an hour"),
    N_("a local time without an offset, and no time zone is given"),
    N_("an hour that daylight saving skips in this zone"),
    N_("an hour that daylight saving repeats in this zone; write the offset"),
    N_("empty, and the row needs it"),
    N_("stands %(n)s times; none of the rows is used"),
)
OF_COMMANDS = (*_DECISIONS, *_CONTRADICTIONS, *_HOMES, *_DOCUMENTS, *_SIGNALS_OF_AUDITS, *_BAD_CELLS)
