"""A folder of results that appears whole or not at all, and the sums by which it is checked."""

from __future__ import annotations

import glob
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import lock_descriptor

from open287g.core import lock
from open287g.core.errors import InputError, Open287gError
from open287g.core.files import sha256_of, told_of

SUMS = "SHA256SUMS"


@contextmanager
def replacing_folder(target: Path, *, replace: bool = False) -> Iterator[Path]:
    """A scratch folder beside `target` that takes its place when the block ends well and is removed otherwise.

    One run at a time: a second one waits PATIENCE for the first. What a killed run left beside `target` is removed; if
    it was killed between the two renames, what stood at `target` stands there again. Raises InputError when `target`
    holds something and `replace` is not said, Open287gError while another run writes it.
    """
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    _require_free(target, replace)
    scratch = target.with_name(f".{target.name}.part")
    with told_of(target, scratch), _alone(target, scratch):
        _restore(target)
        _require_free(target, replace)
        yield scratch
        _require_free(target, replace)  # Somebody else may have written there.
        _put_in_place(scratch, target)


@contextmanager
def rewriting_folder(target: Path, own: Collection[str]) -> Iterator[Path]:
    """The same where some of what stands at `target` is to stay: the scratch folder begins as a copy of it.

    Raises InputError where `target` holds anything but files and folders of the names `own`.
    """
    strange = sorted({path.name for path in target.iterdir()} - set(own)) if target.is_dir() else []
    if strange:
        raise InputError(f"holds what is of another kind, such as {strange[0]}", str(target), "Name a new folder.")
    with replacing_folder(target, replace=True) as scratch:
        if target.is_dir():
            shutil.copytree(target, scratch, dirs_exist_ok=True)
        yield scratch


@contextmanager
def _alone(target: Path, scratch: Path) -> Iterator[None]:
    """Make `scratch` an empty folder and hold it while the block runs; where it still is, it is removed at the end.

    The system lets go of what a killed run held.
    """
    until = time.monotonic() + lock.PATIENCE
    while (handle := _taken(scratch)) is None:
        if time.monotonic() > until:
            raise Open287gError("another run is writing it", str(target), "Wait for it to end, then try again.")
        time.sleep(lock.LOOK_AGAIN)
    try:
        yield
    finally:
        if _is_at(scratch, handle):  # What stands there after it was put in place is another run's.
            shutil.rmtree(scratch, ignore_errors=True)
        os.close(handle)


def _taken(scratch: Path) -> int | None:
    """The handle by which `scratch`, now an empty folder, is held; None while another run holds it."""
    scratch.mkdir(exist_ok=True)
    try:
        handle = os.open(scratch, os.O_RDONLY)
    except FileNotFoundError:
        return None  # Another run has just put it in its place.
    try:
        if not (lock_descriptor(handle, blocking=False) and _is_at(scratch, handle)):
            os.close(handle)
            return None
        for left in scratch.iterdir():
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
    except BaseException:
        os.close(handle)
        raise
    return handle


def _is_at(path: Path, handle: int) -> bool:
    """Whether what `handle` opened stands at `path`: only who holds it moves it."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


class ScratchFolder:
    """A folder of `place`, the system's temporary one by default, for as long as a process runs: `path`, and `close`.

    What killed processes left under the same `prefix` is removed when one is made; the lock on a folder tells it from
    one in use. Where none can be made, the system's refusal is of `told`, the result for which it is (by default of
    `place`): nobody gave its own name.
    """

    def __init__(self, prefix: str, place: Path | None = None, told: Path | None = None) -> None:
        self._place = place or Path(tempfile.gettempdir())
        self._told = told or self._place
        for left in self._place.glob(f"{glob.escape(prefix)}*"):
            if left.is_dir() and os.access(left, os.W_OK):
                _clear(left)
        while not self._make(prefix):
            pass  # Another process took it, before it was locked, for one that was left.

    def _make(self, prefix: str) -> bool:
        try:
            self._made = tempfile.TemporaryDirectory(prefix=prefix, dir=self._place, ignore_cleanup_errors=True)
        except OSError as error:
            error.filename = str(self._told)
            raise
        self.path = Path(self._made.name)
        try:
            self._handle = os.open(self.path, os.O_RDONLY)
        except FileNotFoundError:
            return False
        lock_descriptor(self._handle, blocking=False)
        return self.path.exists()

    def close(self) -> None:
        """Remove it; a second time does nothing."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
        self._made.cleanup()


@contextmanager
def scratch_folder(prefix: str, place: Path | None = None, told: Path | None = None) -> Iterator[Path]:
    """A scratch folder while the block runs; those that killed runs left under this `prefix` are removed first."""
    folder = ScratchFolder(prefix, place, told)
    try:
        yield folder.path
    finally:
        folder.close()


def _restore(target: Path) -> None:
    """Put back what a killed run had moved out of the way, and remove what it had replaced already."""
    found = target.parent.glob(f".{glob.escape(target.name)}.*.old")
    for former in [path for path in found if path.is_dir()]:
        if target.exists():
            _clear(former)
            continue
        with _held(former) as free:
            if free:
                former.rename(target)


def _require_free(target: Path, replace: bool) -> None:
    if target.is_file() or (target.is_dir() and any(target.iterdir()) and not replace):
        raise InputError("already exists", where=str(target), remedy="Name a new folder, or pass --replace.")


def _put_in_place(scratch: Path, target: Path) -> None:
    """`scratch` becomes `target`; whatever fails, one of both stands there."""
    if not target.exists():
        scratch.rename(target)
        return
    former = target.with_name(f".{target.name}.{secrets.token_hex(4)}.old")
    with _held(target):  # The lock goes with the folder: no other run takes it for one that was left.
        target.rename(former)
        try:
            scratch.rename(target)
        except OSError:
            former.rename(target)
            raise
        shutil.rmtree(former, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """Whether the lock of `folder` itself is ours while the block runs."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield lock_descriptor(handle, blocking=False)
    finally:
        os.close(handle)


def _clear(left: Path) -> None:
    """Remove a scratch folder unless a run that still goes on holds it."""
    with _held(left) as free:
        if free:
            shutil.rmtree(left, ignore_errors=True)


def files_in(folder: Path) -> list[Path]:
    """Every file below `folder`, by name; links to folders are not followed.

    Raises PermissionError where this account may not look: what it may not see is not left out in silence.
    """
    found = os.walk(folder, onerror=_not_looked_into)
    return sorted(path for base, _, names in found for name in names if (path := Path(base, name)).is_file())


def _not_looked_into(error: OSError) -> None:
    raise error


def write_sums(folder: Path) -> None:
    """Write into `folder` the hash of every other file below it, as `sha256sum --check` reads them."""
    files = [path for path in files_in(folder) if path != folder / SUMS]
    told = [f"{sha256_of(path.read_bytes())}  {path.relative_to(folder).as_posix()}\n" for path in files]
    (folder / SUMS).write_text("".join(told), encoding="utf-8")
