"""Messages to the indexer and its answers, as the packages around it talk to it."""

from __future__ import annotations

import base64
import json
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, Final, cast

from callboard.errors import FullTextError

_LONGEST_REASON: Final = 300
_END: Final = b","
_AT_ONCE: Final = 1 << 20


class RefusedError(FullTextError):
    """The indexer does not do what it was asked for."""


class Conversation:
    """With a program that answers each message before it is sent the next: neither waits for the other.

    Who has several says something to all of them before listening to the first, so that all work at once.
    """

    def __init__(self, program: Path, *arguments: str, seconds: float) -> None:
        """Start the program, which is ended when it is not done after so many seconds.

        Raises:
            FullTextError: it cannot be started.
        """
        self._said: Final = tempfile.TemporaryFile()  # noqa: SIM115  # closed with all else
        try:
            # A list of arguments, nothing of the environment, and no address of ours to write to.
            self._process: Final = subprocess.Popen(  # noqa: S603
                [program, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                env={},
            )
        except OSError as error:
            self._said.close()
            raise FullTextError(f"the indexer cannot be started: {error.strerror or error}") from error
        self._messages: Final = cast("IO[bytes]", self._process.stdin)
        self._answers: Final = cast("BufferedReader", self._process.stdout)
        self._seconds: Final = seconds
        self._count = 0
        self._late = threading.Event()
        self._watch: Final = threading.Timer(seconds, self._give_up)
        self._watch.start()

    def say(self, message: Mapping[str, object]) -> None:
        """Send a message.

        Raises:
            FullTextError: the program is gone.
        """
        self._count += 1
        text = json.dumps({"message_id": self._count, "payload": message})
        with self._told():
            self._messages.write(base64.b64encode(text.encode()) + _END)
            self._messages.flush()

    def answer(self) -> dict[str, Any]:
        """Wait for the answer to the last message.

        Raises:
            RefusedError: the program does not do it.
            FullTextError: it is gone, or what it says is no answer.
        """
        with self._told():
            answer = json.loads(base64.b64decode(self._read()))
            payload: dict[str, Any] = answer["payload"]
            if payload["type"] == "Error":
                raise RefusedError(f"the indexer refused a page: {_one_line(str(payload['message']))}")
            if answer["message_id"] != self._count:
                raise ValueError("an answer to another message")
            return payload

    def close(self) -> None:
        """End the program, for whom the end of its messages is the end."""
        self._watch.cancel()
        self._watch.join()
        self._end()
        self._said.close()

    def _read(self) -> bytes:
        """All that comes before the mark behind an answer."""
        parts: list[bytes] = []
        while not parts or not parts[-1].endswith(_END):
            part = self._answers.read1(_AT_ONCE)
            if not part:
                raise EOFError("no more answers")
            parts.append(part)
        return b"".join(parts).removesuffix(_END)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say why a program did not answer."""
        try:
            yield
        except (OSError, EOFError, ValueError, LookupError, TypeError) as error:
            self._end()
            if self._late.is_set():
                raise FullTextError(f"the indexer took longer than {self._seconds:g} s") from error
            self._said.seek(0)
            reason = _one_line(self._said.read(_AT_ONCE).decode("utf-8", "replace"))
            status = self._process.returncode
            raise FullTextError(f"the indexer ended with status {status}: {reason}") from error

    def _give_up(self) -> None:
        self._late.set()
        self._process.kill()

    def _end(self) -> None:
        """Close the pipes and wait for the program to end by itself, but not for long."""
        for pipe in (self._messages, self._answers):
            with suppress(OSError):
                pipe.close()
        try:
            self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_REASON]
