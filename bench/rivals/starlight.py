"""The same text as a project of Astro Starlight, without Pagefind, sidebar and work on pictures."""

from __future__ import annotations

import shutil
from pathlib import Path

from acme.plan import Plan
from measuring import Contestant, emptied
from peers import PEERS, program

from rivals.texts import write, write_pages

_CONFIGURATION = """import { defineConfig, passthroughImageService } from "astro/config";
import starlight from "@astrojs/starlight";
export default defineConfig({
  site: "https://portal.acme.example/",
  cacheDir: "./cache",
  image: { service: passthroughImageService() },
  integrations: [starlight({ title: "Acme", pagefind: false, sidebar: [] })],
});
"""
_COLLECTIONS = """import { defineCollection } from "astro:content";
import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
"""


# Astro finds its packages only above the project, and not through links.
FOLDER = PEERS / "starlight" / "project"


def make_project(plan: Plan) -> Path:
    """Write the pages and the configuration, and give the folder, which is the same every time."""
    folder = FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    write_pages(plan, folder / "src" / "content" / "docs", "starlight")
    write(folder / "src" / "content" / "docs" / "index.md", "---\ntitle: Acme\n---\n")
    write(folder / "src" / "content.config.ts", _COLLECTIONS)
    write(folder / "astro.config.mjs", _CONFIGURATION)
    write(folder / "package.json", '{"name": "bench", "private": true, "type": "module"}\n')
    return folder


def contestant(folder: Path) -> Contestant:
    """Starlight, cold."""
    output, cache = folder / "dist", folder / ".astro"
    command = [str(program("starlight")), "build", "--silent"]
    return Contestant("starlight", command, folder, output, emptied(output, cache, folder / "cache"))
