# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: source scripts/godot_session.sh
#
# One session of a headless Godot on the demo project, with or without the loopback test server.
# Godot gets user folders of its own, so that nothing of the user's settings is read or changed.
#
#   session_open GODOT        makes the temporary folder $session; the caller's EXIT trap is taken
#   session_import PROJECT    lets Godot find the extension, if the project does not know it yet
#   session_serve [ARGS]      builds and starts the test server; its address is $server
#   session_godot SECONDS ... runs Godot with a limit; further arguments are Godot's
#   session_run SECONDS ...   the same with a window
#   session_screen            makes a screen that nobody sees; exit code 3 when none can be had
#   session_window SECONDS .. the same as session_run, on that screen and drawn by the processor
#   session_close             ends server and screen and removes the folder; also runs on exit
#
# And how a script that is a test itself counts and says what it finds:
#
#   verdict NAME LOG WHY      counts a test in $passed, or where WHY is not empty in $failed; then it shows LOG and WHY
#   verdicts FILE             appends "passed failed skipped" to FILE, or prints them if that is /dev/null; fails when
#                             something failed

session_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export GOTOOLCHAIN=auto # go.mod's Go, from the module proxy where it is not here
session=''
server=''
session_server_pid=''
session_server_stdin=''
session_screen_pid=''
session_display=''
passed=0 failed=0 skipped=0

session_open() {
	session_godot_program=$1
	session=$(mktemp -d)
	mkdir "$session"/{data,config,cache}
	trap session_close EXIT
}

# Godot on a project: arguments after the limit go to Godot as they are. A limit of 0 is none.
session_run() {
	local seconds=$1
	shift
	XDG_DATA_HOME="$session/data" XDG_CONFIG_HOME="$session/config" XDG_CACHE_HOME="$session/cache" \
		timeout --foreground -k 10 "$seconds" "$session_godot_program" "$@" </dev/null
}

session_godot() {
	local seconds=$1
	shift
	session_run "$seconds" --headless "$@"
}

session_screen() {
	local xvfb tries
	xvfb=$(command -v Xvfb) || xvfb=$("$session_root/scripts/fetch.sh" screen)/bin/Xvfb || return 3
	"$xvfb" -displayfd 3 -screen 0 1920x1200x24 -nolisten tcp 3>"$session/display" >"$session/screen.log" 2>&1 </dev/null &
	session_screen_pid=$!
	for ((tries = 0; tries < 200; tries++)); do
		if [[ -s "$session/display" ]]; then
			session_display=:$(<"$session/display")
			return
		fi
		kill -0 "$session_screen_pid" 2>/dev/null || break
		sleep 0.05
	done
	cat "$session/screen.log" >&2
	echo "Xvfb did not start within 10 s; its output is above" >&2
	return 3
}

session_window() {
	local seconds=$1
	shift
	DISPLAY=$session_display LIBGL_ALWAYS_SOFTWARE=1 \
		session_run "$seconds" --display-driver x11 --rendering-driver opengl3 --audio-driver Dummy "$@"
}

session_import() {
	local project=$1 log="$session/import.log" list="$1/.godot/extension_list.cfg"
	local manifest='res://addons/http_client_go/httpclient.gdextension'
	if grep -qsxF "$manifest" "$list"; then
		return
	fi
	# The list is what the import would write. Written before it, the extension is there from the start; a headless
	# editor that discovers one and quits at once crashes in Godot 4.5 to 4.7 (godotengine/godot#111048).
	mkdir -p "$project/.godot"
	echo "$manifest" >>"$list"
	# Its exit code says nothing: a project's first import also complains of what it is about to make.
	session_godot 120 --path "$project" --import >"$log" 2>&1 || true
	if grep -E -A 3 'ERROR: ' "$log" | grep -qE 'http_client_go|HTTPClientGo'; then
		rm -f "$list"
		grep -E -A 3 'ERROR: ' "$log" >&2
		echo "import: Godot refuses the extension; its words are above" >&2
		return 1
	fi
	if ! grep -qsxF "$manifest" "$list"; then
		tail -n 15 "$log" >&2
		echo "import: Godot did not find the extension; the last lines of its log are above" >&2
		echo "Fix: remove $project/.godot and build again" >&2
		return 1
	fi
}

# The server lives as long as its standard input is open, so it cannot outlive this shell.
session_serve() {
	local tries
	(cd "$session_root" && CGO_ENABLED=0 go build -buildvcs=false -o "$session/testserver" ./pkg/testserver/cmd/testserver)
	case "$(uname -s)" in
	# Named pipes of the shell are none of Windows'; the machine is cleaned up by who runs it.
	MINGW* | MSYS*) "$session/testserver" "$@" < <(exec sleep 3600) >"$session/server.out" 2>"$session/server.log" & ;;
	*)
		mkfifo "$session/stdin"
		"$session/testserver" "$@" <"$session/stdin" >"$session/server.out" 2>"$session/server.log" &
		exec {session_server_stdin}>"$session/stdin"
		;;
	esac
	session_server_pid=$!
	for ((tries = 0; tries < 200; tries++)); do
		server=$(sed -n '1s/.*"control": *"\([^"]*\)".*/\1/p' "$session/server.out")
		if [[ -n "$server" ]]; then
			return
		fi
		kill -0 "$session_server_pid" 2>/dev/null || break
		sleep 0.05
	done
	cat "$session/server.out" "$session/server.log" >&2
	echo "the test server did not say its address within 10 s; its output is above" >&2
	return 1
}

session_close() {
	local tries
	if [[ -n "$session_server_pid" ]]; then
		[[ -z "$session_server_stdin" ]] || exec {session_server_stdin}>&-
		for ((tries = 0; tries < 60; tries++)); do
			kill -0 "$session_server_pid" 2>/dev/null || break
			sleep 0.05
		done
		kill "$session_server_pid" 2>/dev/null || true
		wait "$session_server_pid" 2>/dev/null || true
		session_server_pid=''
	fi
	if [[ -n "$session_screen_pid" ]]; then
		kill "$session_screen_pid" 2>/dev/null || true
		wait "$session_screen_pid" 2>/dev/null || true
		session_screen_pid=''
	fi
	if [[ -n "$session" ]]; then
		rm -rf "$session"
		session=''
	fi
}

verdict() {
	local name=$1 log=$2 why=$3
	if [[ -z "$why" ]]; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	cat "$log"
	printf '%s: %s: %s\n' "${0##*/}" "$name" "$why"
}

verdicts() {
	if [[ "$1" == /dev/null ]]; then
		printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
	else
		echo "$passed $failed $skipped" >>"$1"
	fi
	((failed == 0))
}
