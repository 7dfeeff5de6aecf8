#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/run_godot_tests.sh [--counts=FILE] [--show-log] [--torture] [--project=FOLDER] [ARGS for run_tests.gd, such as --filter=chunked]
#
# Runs demo_project/tests/run_tests.gd in a headless Godot against the loopback test server. Needs the
# staged addon (make build). The log shows only on failure.
#
# --counts=FILE  append "passed failed skipped" to FILE
# --show-log     show the log as it grows
# --project      a project with a copy of demo_project/tests and an addon of its own (demo_project)
# --torture      collect garbage as often as Go can, fill what it frees, and check each pointer that
#                crosses the boundary; slow
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
LIMIT=300 # seconds for the whole run

# What the log of a good run never holds, whatever the exit code says.
readonly BAD='SCRIPT ERROR|Parse Error|Can.t open dynamic library|Error loading extension|ObjectDB instances leaked|resources still in use at exit|panic: |fatal error: '

main() {
	local counts=/dev/null show_log=0 project=$root/demo_project args=() arg godot log sentinel failures=0 tests=0 skipped=0 status=0 why=()
	for arg; do
		case "$arg" in
		--counts=*) counts=${arg#*=} ;;
		--show-log) show_log=1 ;;
		--project=*) project=${arg#*=} ;;
		--torture)
			export GOGC=1 GODEBUG=cgocheck=1,invalidptr=1,clobberfree=1
			LIMIT=1800
			;;
		*) args+=("$arg") ;;
		esac
	done

	godot=$("$root/scripts/find_godot.sh")
	session_open "$godot"
	session_import "$project"
	session_serve
	log=$session/godot.log

	if ((show_log)); then
		run_tests "${args[@]}" 2>&1 | tee "$log" || status=${PIPESTATUS[0]}
	else
		run_tests "${args[@]}" >"$log" 2>&1 || status=$?
	fi

	sentinel=$(grep -m 1 -oE '^GODOT-TESTS-FINISHED failures=[0-9]+ tests=[0-9]+' "$log") || true
	if [[ -n "$sentinel" ]]; then
		failures=$(field failures "$sentinel")
		tests=$(field tests "$sentinel")
		skipped=$(sed -nE 's/^[0-9]+ passed, [0-9]+ failed, ([0-9]+) skipped$/\1/p' "$log" | tail -n 1)
		skipped=${skipped:-0}
		((tests > 0)) || why+=("no test ran")
	else
		why+=("the run did not reach its end")
	fi
	((status != 124 && status != 137)) || why+=("it took longer than $LIMIT s")
	((status == 0)) || why+=("exit code $status")
	if grep -qE "$BAD" "$log"; then
		why+=("the log holds: $(grep -m 1 -E "$BAD" "$log")")
	fi
	if ((failures == 0 && ${#why[@]} > 0)); then
		failures=1 tests=$((tests + 1))
	fi
	printf '%d %d %d\n' $((tests - failures - skipped)) "$failures" "$skipped" >>"$counts"

	if ((failures > 0)); then
		((show_log)) || cat "$log"
		cat "$session/server.log"
		printf 'in Godot: %s\n' "$failures failed" "${why[@]}"
		exit 1
	fi
	if [[ "$counts" == /dev/null ]]; then
		printf '%d passed, 0 failed\n' $((tests - skipped))
	fi
}

run_tests() {
	session_godot "$LIMIT" --path "$project" -s res://tests/run_tests.gd -- --server="$server" --godot="$(command -v "$godot")" "$@"
}

field() {
	local value
	value=$(grep -oE "$1=[0-9]+" <<<"$2")
	printf '%s\n' "${value#*=}"
}

main "$@"
