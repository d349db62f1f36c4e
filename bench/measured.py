"""Run a command and say what it and everything it started has cost.

    python bench/measured.py COMMAND …
    python bench/measured.py --into FILE COMMAND …

CPU seconds are user and system time of the whole tree of processes, also of those whose parent has ended:
on Linux this process adopts them. Memory is the peak of the largest single process, in MiB. FILE gets the
figures as JSON; otherwise they are printed on the error stream. It imports next to nothing, because a
process's peak begins with what its parent held when it was forked.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import time

_ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
_PATIENCE = 10.0  # seconds for what the command leaves running


def run(command: list[str]) -> dict[str, float]:
    """The figures; `code` is the command's exit status."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)
    start = time.monotonic()
    child = os.posix_spawnp(command[0], command, dict(os.environ))
    found = {"cpu": 0.0, "user": 0.0, "system": 0.0, "wall": 0.0, "memory": 0.0, "code": 0.0}
    deadline = None
    while True:
        try:
            pid, status, used = os.wait4(-1, 0 if deadline is None else os.WNOHANG)
        except ChildProcessError:
            return found
        if pid == 0:
            if time.monotonic() > deadline:
                _end_children()
            time.sleep(0.01)
            continue
        found["user"] += used.ru_utime
        found["system"] += used.ru_stime
        found["cpu"] = found["user"] + found["system"]
        found["memory"] = max(
            found["memory"], used.ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)
        )
        if pid == child:
            found["wall"] = time.monotonic() - start
            found["code"] = float(os.waitstatus_to_exitcode(status))
            deadline = time.monotonic() + _PATIENCE


def _end_children() -> None:
    """End what the command has left running, which is ours now."""
    with open(f"/proc/self/task/{os.getpid()}/children") as file:  # noqa: PTH123  # pathlib is a large import
        for pid in file.read().split():
            os.kill(int(pid), signal.SIGKILL)


def main() -> None:
    """Run what the arguments say."""
    arguments = sys.argv[1:]
    into = arguments[1] if arguments[:1] == ["--into"] else ""
    found = run(arguments[2:] if into else arguments)
    if into:
        with open(into, "w") as file:  # noqa: PTH123  # as above
            json.dump(found, file)
    else:
        print(json.dumps(found), file=sys.stderr)
    sys.exit(int(found["code"]) if found["code"] >= 0 else 1)


if __name__ == "__main__":
    main()
