"""Folders and git repositories opened as confined trees.

The only stratum that starts a process or uses the network.
"""

from __future__ import annotations
