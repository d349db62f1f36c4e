"""Blocks of code in several languages, with names that change from block to block."""

from __future__ import annotations

import random
from string import Template

from acme.prose import words

_TEXTS = {
    "python": '''from ${a} import ${B}


def ${c}_${d}(value: int = ${n}) -> ${B}:
    """Make one."""
    if value < 0:
        raise ValueError(f"no ${d}: {value}")
    return ${B}(value, name="${a}")''',
    "yaml": """${a}:
  ${b}: ${n}
  ${c}:
    - name: ${d}
      enabled: true
    - name: ${a}""",
    "bash": """#!/bin/sh
set -eu
for each in ${a} ${b} ${c}; do
  kubectl -n "$$each" get pods | grep ${d} || exit ${n}
done""",
    "json": """{
  "${a}": ${n},
  "${b}": ["${c}", "${d}"],
  "valid": true
}""",
    "go": """func ${B}(ctx context.Context, ${a} string) error {
\tif ${a} == "" {
\t\treturn fmt.Errorf("${c} %d", ${n})
\t}
\treturn nil
}""",
    "sql": """SELECT ${a}, count(*) AS n
FROM ${b}_${c}
WHERE ${d} > ${n}
GROUP BY ${a}
ORDER BY n DESC;""",
}
LANGUAGES = {language: Template(text) for language, text in _TEXTS.items()}


def code(chance: random.Random) -> tuple[str, str]:
    """A language and some lines of it."""
    a, b, c, d = (found.strip("s") or "x" for found in words(chance, 4))
    language = chance.choice(list(LANGUAGES))
    names = {"a": a, "b": b, "B": b.title(), "c": c, "d": d, "n": str(chance.randrange(10_000))}
    return language, LANGUAGES[language].substitute(names)
