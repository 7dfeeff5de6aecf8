#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/demo.sh [ARGS for the demo scene]
#
# Builds the addon and runs the demo project headless against the project's own loopback server. It
# ends by itself.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=120 # seconds

GODOT=$("$root/scripts/find_godot.sh")
export GODOT
"$root/scripts/build.sh"
session_open "$GODOT"
session_serve
status=0
session_godot "$LIMIT" --path "$root/demo_project" res://demo/demo.tscn -- --server="$server" "$@" || status=$?
if ((status != 0)); then
	cat "$session/server.log" >&2
	echo "demo: Godot ended with exit code $status (124: after $LIMIT s)" >&2
	exit 1
fi
