"""AgreementDocument many files in processes of their own, so that a hostile one harms nothing but its own document."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from open287g.core.errors import InputError, Open287gError
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.read import ReadOptions, read_document, spare_collections

_CONTEXT = multiprocessing.get_context("spawn")
_POLL_SECONDS = 1.0


@dataclass(frozen=True)
class ReadResult:
    """What came of one file: a document or the reason why there is none."""

    path: Path
    document: AgreementDocument | None
    error: InputError | None = None


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    path: Path | None = None
    deadline: float = 0.0


def read_many(paths: Sequence[Path], options: ReadOptions = ReadOptions(), jobs: int = 0) -> Iterator[ReadResult]:
    """Read `paths` in `jobs` processes (0: one for each processor), in the order in which they finish.

    Each process has bounded memory, each file bounded time; a process that dies or hangs costs that file only.
    """
    waiting = deque(paths)
    count = min(jobs or os.cpu_count() or 1, len(waiting))
    options = replace(options, threads=max(options.threads, (os.cpu_count() or 1) // max(1, count)))
    workers = [_started(options) for _ in range(count)]
    try:
        for worker in workers:
            _give(worker, waiting, options)
        while any(worker.path for worker in workers):
            busy = [worker for worker in workers if worker.path]
            patience = min(worker.deadline for worker in busy) - time.monotonic()
            ready = wait([worker.pipe for worker in busy], timeout=min(_POLL_SECONDS, max(0.0, patience)))
            for worker in busy:
                result = _answer(worker) if worker.pipe in ready else _overdue(worker, options)
                if result is None:
                    continue
                if not worker.process.is_alive() or worker.pipe.closed:
                    fresh = _started(options)
                    worker.process, worker.pipe = fresh.process, fresh.pipe
                _give(worker, waiting, options)
                yield result
    finally:
        for worker in workers:
            _stop(worker)


def _started(options: ReadOptions) -> _Worker:
    here, there = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=_serve, args=(there, options), daemon=True)
    process.start()
    there.close()
    return _Worker(process, here)


def _give(worker: _Worker, waiting: deque[Path], options: ReadOptions) -> None:
    worker.path = waiting.popleft() if waiting else None
    if worker.path:
        worker.deadline = time.monotonic() + options.limits.seconds
        worker.pipe.send(worker.path)


def _answer(worker: _Worker) -> ReadResult:
    path = worker.path or Path()
    try:
        answer = worker.pipe.recv()
    except (EOFError, ConnectionError):
        _stop(worker)
        code = worker.process.exitcode
        return ReadResult(path, None, InputError(f"reading it ended the reader (exit {code})", str(path), _REMEDY))
    if isinstance(answer, AgreementDocument):
        return ReadResult(path, answer)
    what, where, remedy = answer
    return ReadResult(path, None, InputError(what, where or str(path), remedy))


_REMEDY = "The file may be damaged or hostile; fetch it again from its source."


def _overdue(worker: _Worker, options: ReadOptions) -> ReadResult | None:
    if time.monotonic() < worker.deadline:
        return None
    _stop(worker)
    limit = f"{options.limits.seconds:.0f} seconds"
    return ReadResult(
        worker.path or Path(), None, InputError(f"reading it took more than {limit}", str(worker.path), _REMEDY)
    )


def _stop(worker: _Worker) -> None:
    worker.pipe.close()
    if worker.process.is_alive():
        worker.process.kill()
    worker.process.join(timeout=10)


def _serve(pipe: Connection, options: ReadOptions) -> None:
    """The life of a worker: a path comes, a document or a reason goes back."""
    _bound_memory(options.limits.memory)
    spare_collections()
    while True:
        try:
            path = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(read_document(path, options))
        except Open287gError as error:
            pipe.send((error.what, error.where, error.remedy))
        except MemoryError:
            pipe.send(("reading it takes more memory than is allowed", str(path), _REMEDY))
        except (OSError, ValueError, ArithmeticError, LookupError, TypeError, RuntimeError, AssertionError) as error:
            pipe.send((f"it cannot be read: {type(error).__name__}: {error}", str(path), _REMEDY))


def _bound_memory(limit: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
