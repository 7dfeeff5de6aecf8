#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/guest.sh [--idle=SECONDS] [--frames=SECONDS] [--only=tls|plain] [--json]
#
# What the two classes cost a game besides their calls, each in a Godot process of its own: threads,
# processor time and wake-ups with 0, 1 and 1,000 idle clients, and the longest frame of 64 downloads
# at 60 frames a second. Needs the staged addon (make build).
#
# --idle=SECONDS    how long each number of idle clients is watched (10; 0: not at all)
# --frames=SECONDS  how long the downloads run, plain and then TLS (60; 600 finds what is rare)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=5400 # seconds

main() {
	local godot class
	godot=$("$root/scripts/find_godot.sh")
	session_open "$godot"
	session_import "$root/demo_project"
	ulimit -n "$(ulimit -H -n)" 2>/dev/null || true # a thousand clients want more than some shells give
	session_serve
	for class in HTTPClient HTTPClientGo; do
		printf '%s\n' "--- $class"
		session_godot "$LIMIT" --path "$root/demo_project" -s res://bench/guest.gd -- --server="$server" --class="$class" "$@"
	done
}

main "$@"
