#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/test_process.sh [--counts=FILE]
#
# The process stays the game's: a game that crashes in another extension says the same with the addon as without it, in
# the engine's backtrace and by its exit code, on whichever thread, by whichever signal, whichever extension loads first;
# and a game without file descriptors goes on. Works on copies; needs the staged addon (make build). Linux only, as the
# engine's words are compared.
#
# --counts=FILE  append "passed failed skipped" to FILE
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=60 # seconds; a run takes about one
readonly FEW=256  # file descriptors

# make_game NAME MANIFEST...: a project whose extensions load in this order
make_game() {
	local game=$session/$1
	shift
	mkdir -p "$game/.godot"
	printf '%s\n' 'config_version=5' '[application]' 'config/name="Game"' >"$game/project.godot"
	cp "$root"/scripts/process/*.gd "$session/libcrash.so" "$game/"
	printf '%s\n' '[configuration]' 'entry_symbol = "crash_init"' 'compatibility_minimum = "4.4"' \
		'[libraries]' 'linux = "res://libcrash.so"' >"$game/crash.gdextension"
	cp -r "$root/demo_project/addons" "$game/"
	printf 'res://%s\n' "$@" >"$game/.godot/extension_list.cfg"
}

build_crash() {
	local cc flags
	cc=$(go env CC) flags=$("$root/scripts/build.sh" --print-cflags)
	# As it stands: the compiler shall neither see that it crashes nor save frames.
	eval "$cc $flags -O0 -shared -fPIC -pthread '$root/scripts/process/crash.c' -o '$session/libcrash.so'"
}

# play GAME LOG [ARGUMENT of Godot...]: the exit code is in $status
play() {
	local game=$1 log=$2
	shift 2
	status=0
	(
		ulimit -c 0
		session_godot "$LIMIT" --path "$session/$game" "$@" -s res://game.gd
	) >"$log" 2>&1 || status=$?
}

# The frames of the engine's backtrace in a log, without what differs from run to run, and the exit code behind them.
report() {
	sed -nE 's,^(\[[0-9]+\]) .*/([^/]+) \[0x[0-9a-f]+\].*,\1 \2,p; s,.*(Program crashed with signal.*),\1,p' "$1"
	echo "exit code $2"
}

# same NAME GAMES [ARGUMENT of Godot...]: the game without the addon and each of GAMES with it report the same crash.
same() {
	local name=$1 games=$2 game why
	shift 2
	play without "$session/log" "$@"
	report "$session/log" "$status" >"$session/expected"
	if ((status < 128 || status == 137)); then
		verdict "$name, without" "$session/log" "it did not crash: exit code $status"
		return
	fi
	for game in $games; do
		why=''
		play "$game" "$session/log" "$@"
		report "$session/log" "$status" >"$session/reported"
		if ! diff "$session/expected" "$session/reported" >>"$session/log"; then
			why="another report than without the addon, the difference is above"
		elif grep -qE '^(goroutine |fatal error:|SIG[A-Z]+: )' "$session/log"; then
			why="the Go runtime speaks"
		elif ! grep -q 'class: HTTPClientGo' "$session/log"; then
			why="the addon was not there"
		fi
		verdict "$name, $game" "$session/log" "$why"
	done
}

test_crashes() {
	local by
	export CRASH_IN CRASH_BY
	CRASH_IN=frame
	for by in copy divide illegal bus raise abort overflow; do
		CRASH_BY=$by same "$by in a frame" first
	done
	CRASH_BY="read"
	same "read in a frame" "first last"
	same "read in a frame, no handler" first --disable-crash-handler
	CRASH_LATE=1 same "read in a frame, a handler that came later" "first last"
	CRASH_IN=thread same "read in a thread" first
	CRASH_IN=thread CRASH_BY=raise same "raise in a thread" first
	CRASH_IN=visited same "read in a thread that has been in Go" first
	CRASH_IN=visited CRASH_BY=bus same "bus in a thread that has been in Go" first
}

# There is nothing to compare it with, but the engine's words lead from our C code down to main.
test_crash_in_library() {
	local why=''
	CRASH_IN=library CRASH_BY=none play first "$session/log"
	report "$session/log" "$status" >"$session/reported"
	if ! grep -q '^\[2\] libhttp_client_go' "$session/reported" || ! grep -q '(main+' "$session/reported"; then
		why="the backtrace does not lead from the library to main"
	fi
	verdict "a bad pointer given to the library" "$session/log" "$why"
}

test_descriptors() {
	local status=0 why=''
	(
		ulimit -n "$FEW"
		session_godot "$LIMIT" --path "$session/first" -s res://descriptors.gd
	) >"$session/log" 2>&1 || status=$?
	if ((status != 0)) || ! grep -q '^DESCRIPTORS-FINISHED failures=0$' "$session/log"; then
		why="exit code $status"
	fi
	verdict "no descriptors left" "$session/log" "$why"
}

# The one descriptor that there is serves the loader and is free again: the runtime needs two.
test_descriptors_at_load() {
	local status=0 why='' cc flags inherited
	cc=$(go env CC) flags=$("$root/scripts/build.sh" --print-cflags)
	eval "$cc $flags '$root/scripts/addon/load_library.c' -o '$session/load_library' -ldl"
	(
		for inherited in /proc/"$BASHPID"/fd/*; do
			inherited=${inherited##*/}
			# The shell's own is closed when another program starts.
			((inherited < 3 || inherited == 255)) || exec {inherited}>&-
		done
		ulimit -n 4
		exec "$session/load_library" "$root"/demo_project/addons/http_client_go/bin/libhttp_client_go.linux.*.so 4
	) >"$session/log" 2>&1 || status=$?
	if ((status != 0)) || ! grep -q 'file descriptors' "$session/log"; then
		why="exit code $status"
	fi
	verdict "no descriptors when it loads" "$session/log" "$why"
}

main() {
	local counts=/dev/null status
	case "${1:-}" in
	'') ;;
	--counts=*) counts=${1#*=} ;;
	*)
		echo "test_process: unknown argument: $1" >&2
		exit 2
		;;
	esac
	if [[ "$(uname -s)" != Linux ]]; then
		echo "test_process: the engine's reports are compared on Linux alone"
		return
	fi
	session_open "$("$root/scripts/find_godot.sh")"
	build_crash
	make_game without crash.gdextension
	make_game first addons/http_client_go/httpclient.gdextension crash.gdextension
	make_game last crash.gdextension addons/http_client_go/httpclient.gdextension
	test_crashes
	test_crash_in_library
	test_descriptors
	test_descriptors_at_load
	verdicts "$counts"
}

main "$@"
