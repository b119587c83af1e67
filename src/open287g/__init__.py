"""open287g: the record, the rules and the audit of 287(g) agreements."""

__version__ = "0.1.0"
