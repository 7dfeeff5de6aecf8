#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/test_demo_window.sh [--counts=FILE] [--images] [ARGS for run_tests.gd, such as --filter=upload]
#
# Drives the demo's window in a Godot on a screen that nobody sees (Xvfb, installed or fetched by
# fetch.sh; OpenGL by the processor): clicks its buttons and holds what its labels say against
# what the loopback server does. Needs the staged addon (make build). Counts as one skipped test where
# there is no Xvfb or no OpenGL.
#
# --counts=FILE  append "passed failed skipped" to FILE
# --images       test nothing, but make docs/images/demo_*.png anew; on a machine with nothing else to
#                do, since they show figures
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=600       # seconds for the whole run
readonly PROBE_LIMIT=40  # seconds
readonly MOST_IMAGE=200000 # bytes, so that the README stays quick to load

# What the log of a good run never holds, whatever the exit code says.
readonly BAD='SCRIPT ERROR|Parse Error|Can.t open dynamic library|Error loading extension|ObjectDB instances leaked|resources still in use at exit|panic: |fatal error: '

# Godot without OpenGL asks what to do in a message box, and waits for the answer.
draws() {
	local probe=$session/probe
	mkdir "$probe"
	printf 'config_version=5\n[rendering]\nrenderer/rendering_method="gl_compatibility"\n' >"$probe/project.godot"
	printf 'extends SceneTree\n\nfunc _process(_delta: float) -> bool:\n\treturn true\n' >"$probe/quit.gd"
	session_window "$PROBE_LIMIT" --path "$probe" -s res://quit.gd >"$session/probe.log" 2>&1
}

# The window has to come up where the class does not exist. Needs no screen.
test_without_library() {
	local bare=$session/bare log=$session/bare.log title
	cp -r "$root/demo_project" "$bare"
	rm -rf "$bare/addons" "$bare/.godot"
	session_godot "$LIMIT" --path "$bare" -s res://tests/window/library_missing.gd >"$log" 2>&1 || true
	title=$(sed -n 's/^LIBRARY-MISSING //p' "$log")
	if [[ "$title" == 'The library of HTTPClientGo is not loaded / make build' ]]; then
		echo "1 0 0" >>"$counts"
		return
	fi
	echo "0 1 0" >>"$counts"
	cat "$log"
	echo "demo window: without the library it says: $title"
	return 1
}

skip() {
	echo "demo window: skipped: $1" >&2
	((!images)) || exit 1
	echo "0 0 1" >>"$counts"
	exit "$status"
}

run_tests() {
	local log=$session/godot.log status=0 why='' failures=0 tests=0
	session_window "$LIMIT" --path "$project" -s res://tests/run_tests.gd -- \
		--folder=res://tests/window --server="$server" "$@" >"$log" 2>&1 || status=$?
	if [[ "$(tail -n 5 "$log")" =~ GODOT-TESTS-FINISHED\ failures=([0-9]+)\ tests=([0-9]+) ]]; then
		failures=${BASH_REMATCH[1]} tests=${BASH_REMATCH[2]}
		((tests > 0)) || why='no test ran'
	else
		why="the run did not reach its end (exit code $status, 124: after $LIMIT s)"
	fi
	((failures > 0 || status == 0)) || why=${why:-exit code $status}
	! grep -qE "$BAD" "$log" || why="the log holds: $(grep -m 1 -E "$BAD" "$log")"
	if [[ -n "$why" && $failures == 0 ]]; then
		failures=1 tests=$((tests + 1))
	fi
	echo "$((tests - failures)) $failures 0" >>"$counts"
	if ((failures > 0)); then
		cat "$log" "$session/server.log"
		printf 'demo window: %s failed%s\n' "$failures" "${why:+; $why}"
		exit 1
	fi
	[[ "$counts" != /dev/null ]] || echo "$tests passed, 0 failed"
}

make_images() {
	local log=$session/godot.log image
	mkdir -p "$root/docs/images"
	if ! session_window "$LIMIT" --path "$project" -s res://tests/window/pictures.gd -- \
		--server="$server" --folder="$session" >"$log" 2>&1; then
		cat "$log"
		exit 1
	fi
	for image in "$session"/demo_*.png; do
		if (($(stat -c %s "$image") > MOST_IMAGE)); then
			echo "demo window: ${image##*/} has more than $MOST_IMAGE bytes" >&2
			exit 1
		fi
		mv "$image" "$root/docs/images/"
		echo "docs/images/${image##*/}"
	done
}

main() {
	local images=0 args=() arg godot status=0
	counts=/dev/null
	for arg; do
		case "$arg" in
		--counts=*) counts=${arg#*=} ;;
		--images) images=1 ;;
		*) args+=("$arg") ;;
		esac
	done
	godot=$("$root/scripts/find_godot.sh")
	session_open "$godot"
	if ((!images && ${#args[@]} == 0)); then
		test_without_library || status=1
	fi
	session_screen || skip "no Xvfb to be had; install one (Debian package xvfb)"
	draws || skip "$godot draws no window with OpenGL: $(grep -m 1 'ERROR' "$session/probe.log" || echo 'no reason given')"
	project=$session/project
	cp -r "$root/demo_project" "$project"
	session_import "$project"
	session_serve
	if ((images)); then
		make_images
	else
		run_tests "${args[@]}"
	fi
	return "$status"
}

main "$@"
