"""The git program, run with a configuration of our own and none of anybody else's."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from callboard.errors import SourceError
from callboard.store import write_atomically

FETCH_SECONDS: Final = 300

# For a command that has all it needs: an object that is missing is a fault, and no reason to connect.
_NO_PROTOCOL: Final = "none"
_REMOTE: Final = "callboard"
_PROTOCOLS: Final = "file:git:http:https:ssh"
_CREDENTIALS: Final = re.compile(r"[^:/]+://([^/?#]+)@")
_PASSED_ON: Final = (
    "HOME", "PATH", "SSH_AUTH_SOCK", "SSL_CERT_DIR", "SSL_CERT_FILE", "SYSTEMROOT", "TMPDIR",
    "http_proxy", "https_proxy", "no_proxy",
)  # fmt: skip
# What these find is dangerous in a work tree with submodules (CVE-2018-17456). Neither ever exists here, so
# it is no reason to lose the repository's pages.
_HARMLESS_HERE: Final = (
    "gitmodulesBlob", "gitmodulesLarge", "gitmodulesMissing", "gitmodulesName", "gitmodulesParse",
    "gitmodulesPath", "gitmodulesSymlink", "gitmodulesUpdate", "gitmodulesUrl",
)  # fmt: skip
# `allowFilter` is for remotes that are paths of this machine: their side of a fetch reads this file, too.
_CONFIGURATION: Final = b"""[safe]
\tdirectory = *
[http]
\tlowSpeedLimit = 1000
\tlowSpeedTime = 60
[transfer]
\tfsckObjects = true
[uploadpack]
\tallowFilter = true
[gc]
\tauto = 0
[fetch "fsck"]
""" + "".join(f"\t{problem} = ignore\n" for problem in _HARMLESS_HERE).encode()


@dataclass(frozen=True, slots=True)
class Remote:
    """Where to fetch from: an address or path as git takes it; `folder`: it is the `.git` of a local folder.

    Git is told of it in its environment, so that neither a list of processes nor the mirror's configuration
    ever shows the credentials an address may carry.
    """

    url: str
    folder: bool = False

    name = _REMOTE

    @property
    def settings(self) -> Mapping[str, str]:
        """The configuration that gives the remote its name."""
        settings = {f"remote.{_REMOTE}.url": self.url}
        # Without it git would also try `.git/.git`, which the folder's owner may have made lead elsewhere.
        return settings | (
            {f"remote.{_REMOTE}.uploadpack": "git-upload-pack --strict"} if self.folder else {}
        )


class GitProgram:
    """Runs git; `root` is the folder of all mirrors, and holds git's configuration."""

    def __init__(self, root: Path) -> None:
        self.root: Final = root

    def run(
        self,
        arguments: Sequence[str],
        *,
        mirror: Path | None = None,
        remote: str | Remote = "",
        seconds: int = FETCH_SECONDS,
    ) -> bytes:
        """What git printed; `remote` is what it talks to; without one it connects to nobody.

        Raises:
            SourceError: git is missing, failed or took too long; no credentials of the remote are told.
        """
        settings = remote.settings if isinstance(remote, Remote) else {}
        url = remote.url if isinstance(remote, Remote) else remote
        try:
            done = subprocess.run(  # noqa: S603 (a fixed program; data stands behind `--`)
                _command(arguments, mirror),
                env=self._environment(_allowed(url), settings),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=seconds,
                check=False,
            )
        except FileNotFoundError as error:
            raise _missing() from error
        except subprocess.TimeoutExpired as error:
            raise SourceError(f"git {arguments[0]} gave no answer for {seconds} seconds") from error
        if done.returncode:
            raise SourceError(_reason(arguments[0], done.stderr, url))
        return done.stdout

    def start(self, arguments: Sequence[str], *, mirror: Path) -> subprocess.Popen[bytes]:
        """A running git that reads a mirror and connects to nobody.

        Raises:
            SourceError: git is missing.
        """
        try:
            return subprocess.Popen(  # noqa: S603 (a fixed program and our own path)
                _command(arguments, mirror),
                env=self._environment(_NO_PROTOCOL, {}),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except FileNotFoundError as error:
            raise _missing() from error

    def make_mirror(self, mirror: Path) -> None:
        """Make an empty bare repository, unless there is one."""
        if not (mirror / "HEAD").is_file():
            self.run(["init", "--quiet", "--bare", "--template=", "--", str(mirror)])

    def _environment(self, protocols: str, settings: Mapping[str, str]) -> dict[str, str]:
        configuration = self.root / "gitconfig"
        if not configuration.is_file() or configuration.read_bytes() != _CONFIGURATION:
            write_atomically(configuration, _CONFIGURATION)
        passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        keys = {f"GIT_CONFIG_KEY_{number}": key for number, key in enumerate(settings)}
        values = {f"GIT_CONFIG_VALUE_{number}": value for number, value in enumerate(settings.values())}
        return passed_on | {
            "GIT_ALLOW_PROTOCOL": protocols,
            "GIT_CONFIG_COUNT": str(len(settings)),
            "GIT_CONFIG_GLOBAL": str(configuration),
            "GIT_CONFIG_NOSYSTEM": "1",
            # Whether a ref is there is seen by its file.
            "GIT_DEFAULT_REF_FORMAT": "files",
            "GIT_LFS_SKIP_SMUDGE": "1",
            # A repository on this machine may name a remote for what it lacks, and how to reach it
            # (CVE-2024-32004): neither side of a fetch goes there.
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "LC_ALL": "C.UTF-8",
            **keys,
            **values,
        }


def without_credentials(text: str, url: str) -> str:
    """A text about a remote, without the credentials its address may carry."""
    if credentials := _CREDENTIALS.match(url):
        text = text.replace(f"{credentials[1]}@", "").replace(credentials[1], "***")
    return text


def _command(arguments: Sequence[str], mirror: Path | None) -> list[str]:
    return ["git", *([f"--git-dir={mirror}"] if mirror else []), *arguments]


def _allowed(url: str) -> str:
    if not url:
        return _NO_PROTOCOL
    return "file" if Path(url).is_absolute() or url.startswith("file://") else _PROTOCOLS


def _missing() -> SourceError:
    return SourceError("the git program is not installed; install git, or use a directory source")


def _reason(verb: str, errors: bytes, url: str) -> str:
    """The last word of git."""
    lines = [line.strip() for line in errors.decode("utf-8", "replace").splitlines() if line.strip()]
    told = next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[-1] if lines else "")
    return f"git {verb} failed: {without_credentials(told, url).removeprefix('fatal: ')}"
