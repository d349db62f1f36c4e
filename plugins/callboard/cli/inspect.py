"""`callboard inspect`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from callboard.cli.terminal import printable
from callboard.errors import ConfigurationError


@click.command("inspect")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True,
    help="A table for people, or one JSON object for each document.",
)  # fmt: skip
@click.option(
    "--base-url", default=None, metavar="URL",
    help="Where the folder is taken to live; default: https://github.com/acme/repo/blob/main/",
)  # fmt: skip
def inspect(*, path: Path, form: str, base_url: str | None) -> None:
    """Say of each document of a folder or file what Backstage makes of it, and whether the portal keeps it.

    Example: callboard inspect . --format jsonl
    """
    records = _records(path, base_url)
    if form == "jsonl":
        for record in records:
            click.echo(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
    else:
        _show_table(records)


def _records(path: Path, base_url: str | None) -> Iterable[Mapping[str, Any]]:
    from callboard.ingest.inspection import DEFAULT_BASE_URL, inspect_folder
    from callboard.sources import open_directory

    if not path.exists():
        raise ConfigurationError(f"{path} does not exist")
    folder = path if path.is_dir() else path.parent
    tree, _ = open_directory(folder)
    records = inspect_folder(tree, base_url or DEFAULT_BASE_URL)
    return records if path.is_dir() else (record for record in records if record["file"] == path.name)


def _show_table(records: Iterable[Mapping[str, Any]]) -> None:
    for record in records:
        place = f"{record['file']}#{record['doc']}"
        kept = "kept" if record["kept"] else "not kept"
        what = record["ref"] or record["stage"] or ""
        click.echo(printable(f"{record['verdict']:<9} {kept:<9} {place}  {what}"))
        if record["error"]:
            click.echo(printable(f"{'':20}{record['error']}"))
