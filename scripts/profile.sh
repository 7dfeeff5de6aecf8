#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/profile.sh [KEY [SECONDS]]
#
# Where the time of one row of the benchmark goes (rows.gd has the keys; download_tls without one), for
# SECONDS (5) inside a headless Godot. Writes dist/profile/KEY.pprof, of Go's profiler, and prints its top;
# where perf is installed and allowed, also KEY.perf with the shares of engine, library, C and kernel.
#
# The library is one of its own, built with the tag "profile" and with symbols; the staged addon is not
# touched and has no way in for a profiler.
#
#   go tool pprof -http=: dist/profile/KEY.pprof     looks closer
#   perf report -i dist/profile/KEY.perf             likewise
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=300 # seconds
readonly TOP=25    # lines of each table

# perf's word on the process that runs in the background, for as long as it runs.
record_perf() {
	local process=$1 file=$2
	if ! command -v perf >/dev/null; then
		echo "no perf here (Debian package linux-perf): the kernel's share stays in Syscall6 and cgocall"
		return 1
	fi
	perf record -q -g -F 999 -p "$process" -o "$file" >"$session/perf.log" 2>&1 || {
		echo "perf is not allowed here: $(tail -n 1 "$session/perf.log")"
		return 1
	}
}

# The process that has the library mapped, while job $1 runs: timeout and Godot's launcher stand between.
find_process() {
	local job=$1 found
	while kill -0 "$job" 2>/dev/null; do
		found=$(grep -lsF "$session/project/addons/http_client_go/bin/" /proc/[0-9]*/maps | head -n 1) || true
		if [[ -n "$found" ]]; then
			found=${found#/proc/}
			printf '%s\n' "${found%/maps}"
			return
		fi
		sleep 0.05
	done
	return 1
}

main() {
	local key=${1:-download_tls} seconds=${2:-5} godot out="$root/dist/profile" godot_job process
	godot=$("$root/scripts/find_godot.sh")
	session_open "$godot"
	mkdir -p "$session/project" "$out"
	cp -r "$root"/demo_project/{project.godot,bench,tests} "$session/project/"
	GOFLAGS="${GOFLAGS:-} -tags=profile" KEEP_SYMBOLS=1 ADDON_DIR="$session/project/addons" "$root/scripts/build.sh" >/dev/null
	session_import "$session/project"
	session_serve
	rm -f "$out/$key".{pprof,perf}
	session_godot "$LIMIT" --path "$session/project" -s res://bench/profile.gd -- "$server" "$key" "$out/$key.pprof" "$seconds" \
		>"$session/profile.log" 2>&1 &
	godot_job=$!
	if process=$(find_process "$godot_job"); then
		record_perf "$process" "$out/$key.perf" || true
	fi
	if ! wait "$godot_job" || [[ ! -s "$out/$key.pprof" ]]; then
		cat "$session/profile.log"
		echo "profile: Godot did not come to the end; its words are above" >&2
		exit 1
	fi
	grep '^PROFILE ENDS' "$session/profile.log"
	echo "--- Go's profiler: dist/profile/$key.pprof"
	go tool pprof -top -nodecount="$TOP" "$session"/project/addons/http_client_go/bin/*.so "$out/$key.pprof" 2>/dev/null | tail -n +3
	if [[ -s "$out/$key.perf" ]]; then
		echo "--- perf, by where the code lies: dist/profile/$key.perf"
		perf report -i "$out/$key.perf" --no-children -g none -s dso 2>/dev/null | grep -vE '^(#|$)' | head -n 8
		echo "--- perf, by thread and function"
		perf report -i "$out/$key.perf" --no-children -g none -s comm,dso,sym 2>/dev/null | grep -vE '^(#|$)' | head -n "$TOP"
	fi
}

main "$@"
