"""The forms of what is said of words typed that make no command; the first are of the library that reads them."""

from __future__ import annotations

from open287g.vocabulary.messages import N_

LABELS = (
    N_("Usage: "),
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("Error"),
    N_("Aborted."),
    N_("[default: {}]"),
    N_("[env var: {}]"),
    N_("[required]"),
    N_("Try [blue]'{command_path} {help_option}'[/] for help."),
)
"""Of the library's frames around help and errors."""

OF_USAGE = (
    N_("No such command %(name)s."),
    N_("No such command %(name)s. Did you mean %(names)s?"),
    N_("No such option: %(name)s"),
    N_("No such option: %(name)s (Possible options: %(names)s)"),
    N_("Missing argument %(name)s."),
    N_("Missing option %(name)s."),
    N_("Missing command."),
    N_("Got unexpected extra argument(s) (%(names)s)"),
    N_("Option %(name)s requires an argument."),
    N_("Option %(name)s does not take a value."),
    N_("Invalid value for %(name)s: %(why)s"),
    N_("%(name)s is not one of %(names)s."),
    N_("Input should be a valid integer, unable to parse string as an integer"),
    N_("Input should be a valid number, unable to parse string as a number"),
    N_("Input should be greater than or equal to %(number)s"),
    N_("Input should be less than or equal to %(number)s"),
    N_("For example: %(path)s"),
    N_("Did you mean: %(path)s?"),
    N_("An option stands after its command: open287g COMMAND %(name)s"),
    N_("Use: %(names)s."),
    N_("%(name)s is no kind of change"),
    N_("The kinds are: %(names)s."),
    N_("The models are: %(names)s."),
    N_("there is no record here yet"),
    N_("Build it: open287g build"),
    N_("there is no such language"),
    N_("Choose en or es."),
    N_("Choose one: %(names)s."),
    N_("%(name)s is no time zone of the United States"),
    N_("%(name)s is like no place we know"),
    N_("Name a folder that you may write to, or ask its owner."),
    N_("Check the name, or name a folder that you may write to."),
    N_("It is a folder: name a file in it."),
    N_("Free some space, or name a folder on another disk."),
)
