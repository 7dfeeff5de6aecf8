#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/demo.sh [--window | --serve] [ARGS for the demo scene]
#
# Builds the addon and runs the demo project headless against the project's own loopback server. It
# ends by itself.
#
# --window  builds the addon and opens the demo as a window, with the server; ends with the window
# --serve   builds nothing and only runs the server, for the demo project in the editor (F5); ends with
#           Ctrl+C
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=120 # seconds
# Where the window looks for the server, see server_address.gd.
readonly ADDRESS_FILE=$root/demo_project/.godot/demo_server

run_text() {
	local status=0
	session_godot "$LIMIT" --path "$root/demo_project" res://demo/demo.tscn -- --server="$server" "$@" || status=$?
	if ((status != 0)); then
		cat "$session/server.log" >&2
		echo "demo: Godot ended with exit code $status (124: after $LIMIT s)" >&2
		exit 1
	fi
}

run_window() {
	local status=0
	session_run 0 --path "$root/demo_project" res://demo/window/window.tscn -- --server="$server" "$@" || status=$?
	if ((status != 0)); then
		echo "demo: Godot ended with exit code $status" >&2
		exit 1
	fi
}

require_screen() {
	if [[ "$(uname -s)" == Linux && -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]]; then
		echo "demo: no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set" >&2
		echo "Fix: run it in a desktop's terminal, or run the demo as text: make demo" >&2
		exit 1
	fi
}

forget_address() {
	if [[ "$(cat "$ADDRESS_FILE" 2>/dev/null)" == "$server" ]]; then
		rm -f "$ADDRESS_FILE"
	fi
	session_close
}

serve() {
	session_open ''
	session_serve
	trap forget_address EXIT
	trap 'exit 0' INT TERM
	mkdir -p "${ADDRESS_FILE%/*}"
	printf '%s\n' "$server" >"$ADDRESS_FILE"
	echo "demo server at $server; open demo_project in the editor and press F5. Ctrl+C ends the server."
	wait "$session_server_pid"
}

main() {
	local mode=text
	case "${1:-}" in
	--window | --serve)
		mode=${1#--}
		shift
		;;
	esac
	if [[ "$mode" == serve ]]; then
		serve
		return
	fi
	[[ "$mode" != window ]] || require_screen
	GODOT=$("$root/scripts/find_godot.sh")
	export GODOT
	"$root/scripts/build.sh"
	session_open "$GODOT"
	session_serve
	"run_$mode" "$@"
}

main "$@"
