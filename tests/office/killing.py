"""Writers that are killed at random moments, and what they had been told was taken in."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from open287g.office.office import open_office
from open287g.office.record import record

LONGEST = 0.25
"""Seconds after its first answer within which a writer is killed."""


def opened(account: str) -> dict[str, str]:
    """An event that opens an account."""
    return {"kind": "account.opened", "on": "2026-01-01", "account": account, "role": "inspector", "person": "s"}


def killed(url: str, home: Path, times: int, chance: random.Random) -> dict[int, str]:
    """Number in the ledger -> account, of all that was acknowledged to one of `times` writers before it died."""
    acknowledged: dict[int, str] = {}
    context = multiprocessing.get_context("fork")
    for writer in range(times):
        here, there = context.Pipe(duplex=False)
        child = context.Process(target=_write, args=(url, home, f"w{writer}", there))
        child.start()
        there.close()
        if here.poll(60):
            time.sleep(chance.random() * LONGEST)
        os.kill(int(child.pid or 0), signal.SIGKILL)
        child.join()
        acknowledged |= _told(here)
    return acknowledged


def _write(url: str, home: Path, name: str, out: Connection) -> None:
    office = open_office(url, home)
    for number in range(100_000):
        account = f"{name}-{number}"
        out.send((record(office, "root", opened(account)).number, account))


def _told(here: Connection) -> dict[int, str]:
    told: dict[int, str] = {}
    try:
        while here.poll():
            number, account = here.recv()
            told[number] = account
    except EOFError:
        pass
    return told
