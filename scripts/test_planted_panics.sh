#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/test_planted_panics.sh [--counts=FILE]
#
# Builds a library that panics when a test asks for it and has the probe classes, into a copy of the demo
# project, and runs demo_project/tests/test_planted.gd and test_probe.gd on it. The staged addon is not
# touched; it cannot panic on demand, and has no probes.
#
# --counts=FILE  append "passed failed skipped" to FILE
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=120 # seconds

main() {
	local counts=/dev/null godot log tests failures status=0
	case "${1:-}" in
	'') ;;
	--counts=*) counts=${1#*=} ;;
	*)
		echo "test_planted_panics: unknown argument: $1" >&2
		exit 2
		;;
	esac
	godot=$("$root/scripts/find_godot.sh")
	session_open "$godot"
	log=$session/log
	mkdir "$session/project"
	cp -r "$root"/demo_project/{project.godot,tests} "$session/project/"
	GOFLAGS="${GOFLAGS:-} -tags=plantpanic,probe" ADDON_DIR="$session/project/addons" "$root/scripts/build.sh" >/dev/null
	session_import "$session/project"
	session_serve
	session_godot "$LIMIT" --path "$session/project" -s res://tests/run_tests.gd -- --server="$server" --godot="$(command -v "$godot")" --filter=planted/,probe/ >"$log" 2>&1 || status=$?

	tests=$(sed -nE 's/^GODOT-TESTS-FINISHED failures=[0-9]+ tests=([0-9]+)$/\1/p' "$log")
	failures=$(sed -nE 's/^GODOT-TESTS-FINISHED failures=([0-9]+) tests=[0-9]+$/\1/p' "$log")
	if [[ -z "$tests" || "$tests" == 0 ]]; then
		tests=1 failures=1
	fi
	if ((failures == 0 && status != 0)); then
		failures=1
	fi
	echo "$((tests - failures)) $failures 0" >>"$counts"
	if ((failures > 0)); then
		cat "$log"
		echo "planted panics: $failures failed, exit code $status"
		exit 1
	fi
	if [[ "$counts" == /dev/null ]]; then
		echo "$tests passed, 0 failed"
	fi
}

main "$@"
