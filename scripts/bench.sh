#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/bench.sh [ARGS for bench.gd]
#
# Builds the addon and measures the engine's HTTPClient and HTTPClientGo in the same headless Godot,
# against the same loopback server. Prints also what surrounds the class: the size of the library and
# the time it adds to the start of Godot.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=900 # seconds
readonly STARTS=9  # starts with and without the addon, of which the medians count

# Milliseconds that a Godot with nothing to do takes on project $1.
start_time() {
	local from=${EPOCHREALTIME/./}
	session_godot 60 --path "$1" -s res://quit.gd >/dev/null 2>&1 || true
	echo $(((${EPOCHREALTIME/./} - from) / 1000))
}

median() {
	sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

bench_start() {
	local with=$session/with without=$session/without i
	mkdir "$without"
	printf 'config_version=5\n[application]\nconfig/name="start"\n' >"$without/project.godot"
	printf 'extends SceneTree\n\nfunc _initialize() -> void:\n\tquit()\n' >"$without/quit.gd"
	cp -r "$without" "$with"
	mkdir "$with/addons"
	cp -r "$root/demo_project/addons/http_client_go" "$with/addons/"
	session_import "$with"
	for ((i = 0; i < STARTS; i++)); do
		start_time "$with" >>"$session/with.ms"
		start_time "$without" >>"$session/without.ms"
	done
	printf 'start of Godot      %d ms with the addon, %d ms without (medians of %d)\n' \
		"$(median <"$session/with.ms")" "$(median <"$session/without.ms")" "$STARTS"
}

main() {
	local library
	GODOT=$("$root/scripts/find_godot.sh")
	export GODOT
	"$root/scripts/build.sh" >/dev/null
	session_open "$GODOT"
	for library in "$root"/demo_project/addons/http_client_go/bin/libhttp_client_go.*; do
		printf 'size of the library %.1f MB (%s)\n' "$(stat -c %s "$library")e-6" "${library##*/}"
	done
	bench_start
	session_serve
	session_godot "$LIMIT" --path "$root/demo_project" -s res://bench/bench.gd -- --server="$server" "$@"
}

main "$@"
