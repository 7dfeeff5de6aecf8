#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/hostile_table.sh [OUT]
#
# Plays hostile and unusual answers to the engine's class and to ours and writes docs/hostile.md, or
# OUT. The answers are those of the Go tests and the test vectors of other projects where they are at
# hand ($SHARED_CORPORA, see pkg/internal/corporatest). Needs the staged addon (make build). The exit
# code is 1 when something of ours is not right.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=900 # seconds

# record PACKAGE TESTS: appends what the tests play to $session/exchanges.
record() {
	if ! CGO_ENABLED=0 go test -count=1 "$1" -run "$2" "-record=$session/exchanges" >"$session/go.log" 2>&1; then
		cat "$session/go.log"
		exit 1
	fi
}

main() {
	local godot out status=0
	out=$(realpath -m "${1:-$root/docs/hostile.md}")
	godot=$("$root/scripts/find_godot.sh")
	session_open "$godot"
	cd "$root"
	record ./pkg/client '^TestHostileAnswers$'
	record ./pkg/h1 '^(TestLLHTTP|TestParserVectors|TestCurl|TestTransferEncodingMutations)$'
	session_import "$root/demo_project"
	session_serve
	mkdir -p "$(dirname "$out")"
	session_godot "$LIMIT" --path "$root/demo_project" -s res://tests/hostile_table.gd -- --server="$server" \
		--exchanges="$session/exchanges" --out="$out" >"$session/log" 2>&1 || status=$?
	if ((status != 0)) || grep -qE 'SCRIPT ERROR|Parse Error|panic: ' "$session/log"; then
		cat "$session/log"
		exit 1
	fi
	sed -n '/^| exchanges/,/^| \*\*all/p' "$out"
}

main "$@"
