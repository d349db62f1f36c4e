"""YAML, the envelope and the kinds: what one document says, exactly as Backstage reads it.

The only importer of ruamel.yaml. Knows one file at a time.
"""

from __future__ import annotations
