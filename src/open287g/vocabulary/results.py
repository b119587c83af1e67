"""The four results of a provision as digits, which every engine packs and unpacks alike."""

from __future__ import annotations

NOT_APPLICABLE, FAIL, PASS, UNKNOWN = 0, 1, 2, 3
