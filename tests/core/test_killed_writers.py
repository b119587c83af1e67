"""A writer killed at any step leaves the old result or the new one, and the next writer clears what it left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from open287g.core.files import replacing, write_atomic
from open287g.core.folders import replacing_folder, scratch_folder

STEPS = ("rename", "replace", "rmtree", "unlink", "write")

KILLED = """
import os, shutil, signal, sys
from pathlib import Path

target, step, when = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
seen = 0

def deadly(real):
    def call(*given, **named):
        global seen
        seen += 1
        if seen == when:
            os.kill(os.getpid(), signal.SIGKILL)
        done = real(*given, **named)
        if seen == -when:
            os.kill(os.getpid(), signal.SIGKILL)
        return done
    return call

from open287g.core.files import replacing
from open287g.core.folders import replacing_folder

if step == "rmtree":
    shutil.rmtree = deadly(shutil.rmtree)
elif step == "write":
    Path.write_text = deadly(Path.write_text)
else:
    setattr(Path, step, deadly(getattr(Path, step)))
if target.suffix:
    with replacing(target) as scratch:
        scratch.write_text("new")
else:
    with replacing_folder(target, replace=True) as scratch:
        (scratch / "page").write_text("new")
"""


def killed(target: Path, step: str, when: int) -> bool:
    """Whether a writer of `target` was killed before (`when` > 0) or after (< 0) its call of `step` of that number."""
    run = subprocess.run([sys.executable, "-c", KILLED, str(target), step, str(when)], check=False)
    assert run.returncode in (0, -signal.SIGKILL)
    return run.returncode != 0


@pytest.mark.parametrize("step", STEPS)
def test_a_folder_is_the_old_one_or_the_new_and_the_next_run_clears(tmp_path: Path, step: str) -> None:
    target = tmp_path / "out"
    with replacing_folder(target) as scratch:
        (scratch / "page").write_text("old")
    for when in (1, -1, 2, -2):
        killed(target, step, when)
        # What the next writer finds: it is stopped before it writes anything of its own.
        with pytest.raises(RuntimeError, match="stopped"), replacing_folder(target, replace=True):
            raise RuntimeError("stopped")
        assert (target / "page").read_text() in ("old", "new")
        assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("step", STEPS)
def test_a_file_is_the_old_one_or_the_new_and_the_next_write_clears(tmp_path: Path, step: str) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    for when in (1, -1):
        killed(target, step, when)
        assert target.read_text() in ("old", "new")
        write_atomic(target, b"old")
        assert list(tmp_path.iterdir()) == [target]


def test_the_steps_do_kill(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with replacing_folder(target) as scratch:
        (scratch / "page").write_text("old")
    assert killed(target, "rename", 2)
    assert not target.exists(), "killed between the two renames"
    assert killed(tmp_path / "out.csv", "replace", 1)


def test_what_lives_or_belongs_to_another_machine_stays(tmp_path: Path) -> None:
    target = tmp_path / "record"
    elsewhere = tmp_path / f".record.ffffffff-{os.getpid()}.0123abcd.part"
    elsewhere.write_text("half")
    with replacing(target) as ours:
        ours.write_text("first")
        write_atomic(target, b"second")
        assert ours.read_text() == "first"
    assert target.read_text() == "first"
    assert elsewhere.exists()


def test_scratch_that_a_killed_run_left_goes_with_the_next_and_that_in_use_stays(tmp_path: Path) -> None:
    code = "import os, sys; from pathlib import Path; from open287g.core.folders import ScratchFolder\n"
    code += (
        "made = ScratchFolder('.working-', Path(sys.argv[1])); (made.path / 'half').touch(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    (left,) = tmp_path.iterdir()
    with scratch_folder(".working-", tmp_path) as one, scratch_folder(".working-", tmp_path) as other:
        assert not left.exists()
        assert {one, other} == set(tmp_path.iterdir())
    assert list(tmp_path.iterdir()) == []
