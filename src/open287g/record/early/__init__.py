"""The years before the lists of 2021: what ICE's earlier lists, auditors and memoranda say, and what lies between."""
