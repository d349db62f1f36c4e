"""An organisation in which every field is an attack, and what must be true of the pages made from it."""

from __future__ import annotations

import json

MARKUP = "\"><script>window.__pwned=1</script><img src=x onerror=window.__pwned=1>'</title></textarea>{{ 7*7 }}${7*7}"
LINES = "first\n::error::second\n\u2028third\u0007"
SCRIPT_LINKS = (
    "javascript:window.__pwned=1",
    " JaVaScRiPt:window.__pwned=1",
    "java\tscript:window.__pwned=1",
    "javascript&colon;window.__pwned=1",
    "data:text/html,<script>window.__pwned=1</script>",
    "vbscript:msgbox(1)",
    'https://good.acme.example/"onmouseover="window.__pwned=1',
)

PAGE = f"""---
title: 'T"><script>window.__pwned=1</script>'
description: '"><img src=x onerror=window.__pwned=1>'
icon: ../../../etc/passwd
template: nope.html
---
# Heading <script>window.__pwned=1</script> {MARKUP}

<script>window.__pwned=1</script>
<img src=x onerror="window.__pwned=1"><svg onload="window.__pwned=1"><a href="javascript:window.__pwned=1">x</a></svg>
<iframe src="https://evil.example"></iframe><style>body{{display:none}}</style><form action="https://evil.example">
<div class="md-overlay" style="position:fixed" id="__config">x</div>

[click](javascript:window.__pwned=1) ![i](https://evil.example/pixel.png) [x](../../../../etc/passwd) [y](//evil.example/x)

`{{"base":"http://evil.example"}}`{{#__config}}

## \\_\\_config

[attr](https://ok.example){{onclick="window.__pwned=1"}}
"""


def repository() -> dict[str, str]:
    """Files of one hostile repository."""
    documents = [
        _document("Component", "hostile", {"type": MARKUP, "lifecycle": MARKUP, "owner": f"group:{MARKUP}"}),
        _document("Component", "second", {"type": "service", "lifecycle": "production", "owner": "team",
                                          "dependsOn": [f"component:{MARKUP}", "component:hostile"],
                                          "providesApis": ["hostile-api"]}),
        _document("API", "hostile-api", {"type": "openapi", "lifecycle": "production", "owner": "team",
                                         "definition": json.dumps(_openapi())}),
        _document("API", "hostile-graphql", {"type": "graphql", "lifecycle": "production", "owner": "team",
                                             "definition": f'type Query {{ "{_flat(MARKUP)}" a: Int }} </code><script>'}),
        _document("Group", "team", {"type": MARKUP, "children": [],
                                    "profile": {"displayName": MARKUP, "email": MARKUP, "picture": SCRIPT_LINKS[0]}}),
        _document("System", "sys", {"owner": "team", "domain": MARKUP}),
    ]  # fmt: skip
    return {
        "catalog-info.yaml": "\n---\n".join(documents),
        "mkdocs.yml": f"site_name: {json.dumps(MARKUP)}\nhooks: [hook.py]\nnav:\n- {json.dumps(MARKUP)}: index.md\n"
        f"- {json.dumps(MARKUP)}: javascript:window.__pwned=1\n- Passwd: ../../../etc/passwd\n",
        "hook.py": "raise SystemExit('a hook ran')\n",
        "docs/index.md": PAGE,
        "docs/evil.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>window.__pwned=1</script></svg>',
        "docs/evil.html": "<script>window.__pwned=1</script>",
    }


def _document(kind: str, name: str, spec: dict[str, object]) -> str:
    metadata = {
        "name": name,
        "title": MARKUP,
        "description": f"{MARKUP} {LINES}",
        "labels": {"callboard.dev/tier": "1"},
        "annotations": {
            "github.com/project-slug": MARKUP,
            "backstage.io/edit-url": SCRIPT_LINKS[0],
            "backstage.io/view-url": SCRIPT_LINKS[4],
            "pagerduty.com/integration-key": "SECRET-KEY-CANARY",
            "acme.example/note": MARKUP,
        },
        "links": [
            {"url": link, "title": MARKUP, "icon": MARKUP, "type": "runbook"}
            for link in SCRIPT_LINKS
            if "&colon" not in link
        ],
    }
    return json.dumps(
        {"apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": metadata, "spec": spec}
    )


def _openapi() -> dict[str, object]:
    operation = {"summary": MARKUP, "operationId": MARKUP, "tags": [MARKUP], "deprecated": True}
    return {"openapi": MARKUP, "info": {"title": MARKUP, "version": MARKUP, "description": MARKUP},
            "servers": [{"url": SCRIPT_LINKS[0]}], "paths": {f"/{MARKUP}": {"get": operation}}}  # fmt: skip


def _flat(text: str) -> str:
    return text.replace('"', "'")
