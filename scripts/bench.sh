#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/bench.sh [ARGS for bench.gd]
#
# Builds the addon and measures the engine's HTTPClient and HTTPClientGo in the same headless Godot,
# against the same loopback server. Prints also what surrounds the class: the size of the library and
# the time and memory it adds to Godot.
#
# curl on the PATH is measured beside them (Debian package curl).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=900 # seconds
readonly STARTS=9  # starts with and without the addon, of which the medians count

# Starts a Godot with nothing to do on project $1. Adds its milliseconds to $1.ms, its memory in KB to
# $1.kb and its threads to $1.threads.
start_once() {
	local from=${EPOCHREALTIME/./}
	session_godot 60 --path "$1" -s res://quit.gd >"$session/start.log" 2>&1 || true
	echo $(((${EPOCHREALTIME/./} - from) / 1000)) >>"$1.ms"
	awk '$1 == "MEMORY" { print int($2 / 1000) }' "$session/start.log" >>"$1.kb"
	awk '$3 == "THREADS" { print $4 }' "$session/start.log" >>"$1.threads"
}

median() {
	sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

bench_start() {
	local with=$session/with without=$session/without i
	mkdir "$without"
	printf 'config_version=5\n[application]\nconfig/name="start"\n' >"$without/project.godot"
	cp "$root/demo_project/bench/process.gd" "$without/"
	printf 'extends SceneTree\n\nfunc _initialize() -> void:\n\tvar process: Script = load("res://process.gd")\n\tprint("MEMORY ", process.memory(), " THREADS ", process.threads())\n\tquit()\n' >"$without/quit.gd"
	cp -r "$without" "$with"
	mkdir "$with/addons"
	cp -r "$root/demo_project/addons/http_client_go" "$with/addons/"
	session_import "$with"
	for ((i = 0; i < STARTS; i++)); do
		start_once "$with"
		start_once "$without"
	done
	printf 'start of Godot      %d ms with the addon, %d ms without (medians of %d)\n' \
		"$(median <"$with.ms")" "$(median <"$without.ms")" "$STARTS"
	printf 'its memory          %d KB with the addon, %d KB without\n' "$(median <"$with.kb")" "$(median <"$without.kb")"
	printf 'its threads         %d with the addon, %d without\n' "$(median <"$with.threads")" "$(median <"$without.threads")"
}

# The programs of others that are measured beside the two classes.
yardsticks() {
	local curl
	if curl=$(command -v curl); then
		yardsticks+=("--curl=$curl")
		echo "yardstick           $("$curl" --version | head -n 1 | cut -d ' ' -f 1,2)"
	else
		echo "yardstick           no curl on the PATH (Debian package curl), so its column is empty"
	fi
	(cd "$root" && CGO_ENABLED=0 go build -buildvcs=false -o "$session/bare" ./ci/bare)
	yardsticks+=("--bare=$session/bare")
}

main() {
	local library yardsticks=()
	GODOT=$("$root/scripts/find_godot.sh")
	export GODOT
	"$root/scripts/build.sh" >/dev/null
	session_open "$GODOT"
	ulimit -n "$(ulimit -H -n)" 2>/dev/null || true # a thousand clients want more than some shells give
	for library in "$root"/demo_project/addons/http_client_go/bin/libhttp_client_go.*; do
		printf 'size of the library %.1f MB (%s)\n' "$(stat -c %s "$library")e-6" "${library##*/}"
	done
	bench_start
	yardsticks
	session_import "$root/demo_project"
	session_serve
	session_godot "$LIMIT" --path "$root/demo_project" -s res://bench/bench.gd -- \
		--server="$server" --godot="$GODOT" "${yardsticks[@]}" "$@"
}

main "$@"
