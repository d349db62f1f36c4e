"""A process beside a worker of a cluster, in which all that we ask of the worker is done.

A worker of a cluster has threads, so it cannot be copied, and the one that watches over it may have forbidden
it children. A plain program is neither: it may fork, its main thread keeps time limits, and as many of them
as the worker has threads use as many cores.

Messages are a length and that many bytes. A question is a name for the work, the work, which is sent once,
and what is to be worked on; the answer is a word and a value. The program ends when nobody can ask any more.
"""

from __future__ import annotations

import gc
import os
import struct
import subprocess
import sys
import threading
import traceback
from collections import OrderedDict
from typing import IO, Any, Final

from callboard.isolation.portable import packed, unpacked

_LENGTH: Final = struct.Struct(">Q")
_WORKS: Final = 2
"""Works that a room remembers: a whole catalog may be in one."""

_DONE: Final = "done"
_FAILED: Final = "failed"


class RoomLostError(RuntimeError):
    """Raised when the process ended over its work; somebody may try again."""


class Room:
    """The outside: asks one question after the other."""

    def __init__(self) -> None:
        self.lock: Final = threading.Lock()
        self._known: Final[OrderedDict[str, None]] = OrderedDict()
        path = os.pathsep.join(folder or os.getcwd() for folder in sys.path)  # noqa: PTH109  # as Python means it
        self._process: Final = subprocess.Popen(
            [sys.executable, "-m", "callboard.isolation.room"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )

    def ask(self, name: str, work: bytes, question: bytes) -> bytes:
        """What the work, a packed function, makes of a packed question; packed, too.

        Raises:
            RoomLostError: the process ended.
        """
        with self.lock:
            stdin, stdout = self._process.stdin, self._process.stdout
            assert stdin is not None  # noqa: S101  # for the type checker
            assert stdout is not None  # noqa: S101  # likewise
            try:
                _send(stdin, name.encode(), b"" if name in self._known else work, question)
                _remember(self._known, name, None)
                word, answer = _receive(stdout, 2)
                if word.decode() == _FAILED:
                    self._known.pop(name, None)
            except (OSError, EOFError) as error:
                self._end()
                raise RoomLostError(f"the process beside the worker ended: {error}") from error
        if word.decode() == _FAILED:
            raise unpacked(answer)
        return answer

    @property
    def open(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the process, unless it is at work."""
        if self.lock.acquire(blocking=False):
            try:
                self._end()
            finally:
                self.lock.release()

    def _end(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:
                    # What could not be sent any more is nobody's loss.
                    continue
        self._process.wait()


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """The inside: answer until nobody asks."""
    works: OrderedDict[str, Any] = OrderedDict()
    while True:
        try:
            name, work, question = _receive(questions, 3)
        except EOFError:
            return
        try:
            if work:
                _remember(works, name.decode(), _lasting(work))
            answer = _DONE, packed(works[name.decode()](unpacked(question)))
        except Exception as error:  # noqa: BLE001  # whoever asked decides what to do about it
            # The other end thinks no more than this one that the work is known.
            works.pop(name.decode(), None)
            answer = _FAILED, _told(error)
        try:
            _send(answers, answer[0].encode(), answer[1])
        except BrokenPipeError:
            return


def _lasting(work: bytes) -> Any:
    """A work, unpacked; it may be a whole catalog, in which nobody has to look for garbage."""
    gc.disable()
    try:
        return unpacked(work)
    finally:
        gc.freeze()
        gc.enable()


def _told(error: Exception) -> bytes:
    """The error, or its text where it cannot travel."""
    try:
        data = packed(error)
        unpacked(data)
    except Exception:  # noqa: BLE001  # anything may be wrong with an exception of somebody else's
        return packed(RuntimeError("".join(traceback.format_exception(error))))
    return data


def _remember(known: OrderedDict[str, Any], name: str, value: object) -> None:
    """Both ends forget the same: what was first heard of longest ago."""
    known.setdefault(name, value)
    while len(known) > _WORKS:
        known.popitem(last=False)


def _send(pipe: IO[bytes], *parts: bytes) -> None:
    for part in parts:
        pipe.write(_LENGTH.pack(len(part)))
        pipe.write(part)
    pipe.flush()


def _receive(pipe: IO[bytes], count: int) -> list[bytes]:
    return [_exactly(pipe, _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0]) for _ in range(count)]


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) != length:
        raise EOFError("nobody is at the other end")
    return data


def main() -> None:
    """Answer what comes in; whatever a library prints goes to the worker's log."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
