#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/soak.sh [ARGS for soak.gd, such as --requests=1000]
#
# Load and faults in one Godot process, and what stays of them. Minutes long and not part of make test.
# Runs in a copy of the demo project, on a library that takes stock of itself; the staged addon is not
# touched. One line a figure; those that are not as they should be begin with FAILED, and then the
# exit code is 1.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=1200       # seconds for the whole
readonly DESCRIPTORS=160  # open files where they are to run out; Godot itself has a few dozen
readonly QUIT_LIMIT=1000  # milliseconds to quit with requests in flight

soak() {
	session_godot "$LIMIT" --path "$session/project" -s res://bench/soak.gd -- --server="$server" --testserver="$session/testserver" "$@"
}

# What the log of a good run never holds.
check_log() {
	local found
	found=$(grep -m 1 -E 'SCRIPT ERROR|Parse Error|ObjectDB instances leaked|resources still in use at exit|panic: |fatal error: |internal error' "$1") || return 0
	echo "FAILED the log of $2 holds: $found"
	failed=1
}

quit_in_flight() {
	local log=$session/quit.log status=0 line from='' took
	{ soak --part=quit 2>&1 || echo "EXIT CODE $?"; } | while IFS= read -r line; do
		printf '%s %s\n' "${EPOCHREALTIME/./}" "$line"
	done >"$log"
	took=${EPOCHREALTIME/./}
	from=$(sed -n 's/^\([0-9]*\) QUITS NOW$/\1/p' "$log")
	if [[ -z "$from" ]] || grep -q 'EXIT CODE' "$log"; then
		cat "$log"
		echo "FAILED it did not end well with requests in flight"
		failed=1
		return
	fi
	sed -n 's/^[0-9]* \(.*goroutines with.*\)/\1/p' "$log"
	! grep -q ' FAILED ' "$log" || failed=1
	took=$(((took - from) / 1000))
	((took < QUIT_LIMIT)) || status=1
	printf '%s%-52s %s\n' "$( ((status == 0)) || echo 'FAILED ')" "quit with 300 clients in flight" "$took ms"
	((status == 0)) || failed=1
	check_log "$log" "the quit"
}

main() {
	local godot
	failed=0
	godot=$("$root/scripts/find_godot.sh")
	session_open "$godot"
	mkdir "$session/project"
	cp -r "$root"/demo_project/{project.godot,tests,bench} "$session/project/"
	GOFLAGS="${GOFLAGS:-} -tags=takestock" ADDON_DIR="$session/project/addons" "$root/scripts/build.sh" >/dev/null
	session_import "$session/project"
	ulimit -n "$(ulimit -H -n)" 2>/dev/null || true
	session_serve

	soak "$@" 2>&1 | tee "$session/all.log" || failed=1
	check_log "$session/all.log" "the load"
	(
		ulimit -n "$DESCRIPTORS"
		soak --part=descriptors
	) 2>&1 | tee "$session/descriptors.log" || failed=1
	check_log "$session/descriptors.log" "few descriptors"
	quit_in_flight
	exit "$failed"
}

main "$@"
