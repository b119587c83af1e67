"""Groups of acts that provisions share."""

WARRANT_SERVICE = ("serve_arrest_warrant", "serve_removal_warrant")
ARRESTS = ("arrest_without_warrant", *WARRANT_SERVICE)
HOLDS = ("detain", "hold_past_release")
PROCESSING = ("interrogate", "process", "take_evidence")
PAPERS = ("issue_detainer", "prepare_charging_document")
TFM_2025 = ("TFM-2025-0212", "TFM-2025-0214", "TFM-2025-0307")
