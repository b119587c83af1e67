"""The scorecard of management controls that auditors asked for: met, partly, not or unknown, each with its evidence.

`register` names the controls, `checks` has one function a control, `score` asks them of an agency, a state or all.
"""
