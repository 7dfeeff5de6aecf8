#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/clean.sh
#
# Removes what build, test, demo and addon made inside the tree. The cache with Godot and the
# peers of the tests is outside of it, shared with other clones, and stays; --where makes
# scripts/fetch_godot.sh and scripts/fetch_peers.sh tell where.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
rm -rf dist demo_project/addons/http_client_go demo_project/.godot
rmdir demo_project/addons 2>/dev/null || true
