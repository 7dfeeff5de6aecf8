#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/test_load_failures.sh [--counts=FILE]
#
# What a user meets when something is wrong with the library or with Godot: each time a clear message
# and an exit code, never a hang. Works on copies; needs the staged addon (make build).
#
# --counts=FILE  append "passed failed skipped" to FILE
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=60 # seconds; a run that has nothing to test ends in one

passed=0 failed=0

# expect NAME STATUS LOG PATTERN...: STATUS is an error other than the limit's, LOG holds each PATTERN.
expect() {
	local name=$1 status=$2 log=$3 why='' pattern
	shift 3
	case "$status" in
	0) why="it ended well" ;;
	124 | 137) why="it hung for $LIMIT s" ;;
	12[89] | 1[3-9][0-9]) why="it died of a signal ($status)" ;;
	esac
	for pattern; do
		grep -qE -- "$pattern" "$log" || why="its output lacks: $pattern"
	done
	if [[ -z "$why" ]]; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	cat "$log"
	printf 'load failures: %s: %s\n' "$name" "$why"
}

# The in-engine runner on a copy whose library the caller has replaced.
run_project() {
	status=0
	session_godot "$LIMIT" --path "$project" -s res://tests/run_tests.gd >"$log" 2>&1 || status=$?
}

# The program named by $1 says $2, whatever it is asked.
fake_godot() {
	printf '#!/bin/sh\necho "%s"\n' "$2" >"$1"
	chmod 755 "$1"
}

find_with() {
	status=0
	env "$@" "$root/scripts/find_godot.sh" --no-fetch >"$log" 2>&1 || status=$?
}

test_damaged_library() {
	head -c 4096 /dev/zero >"$library"
	run_project
	expect "damaged library" "$status" "$log" "Can't open dynamic library" 'HTTPClientGo' 'make build'
}

test_missing_symbol() {
	local cc
	cc=$(go env CC)
	# Words of their own, as CC may hold flags.
	# shellcheck disable=SC2086
	echo 'int other_library(void) { return 0; }' | $cc -shared -fPIC -x c - -o "$library"
	run_project
	expect "library without the entry symbol" "$status" "$log" 'http_client_go_init' 'HTTPClientGo' 'make build'
}

test_missing_library() {
	rm "$library"
	run_project
	expect "no library" "$status" "$log" 'dynamic library not found' 'HTTPClientGo' 'make build'
}

test_not_imported() {
	rm -r "$project/.godot"
	run_project
	expect "project never imported" "$status" "$log" 'HTTPClientGo' 'make build'
}

test_old_godot() {
	fake_godot "$session/old" 4.3.stable.official.77dcf97d8
	find_with GODOT="$session/old"
	expect "GODOT too old" "$status" "$log" "$session/old" 'Godot 4\.3\.stable' '4\.4 or newer' 'Fix: '
}

test_other_program() {
	fake_godot "$session/other" "hello"
	find_with GODOT="$session/other"
	expect "GODOT is another program" "$status" "$log" 'not Godot' 'hello' 'Fix: '
	find_with GODOT="$session/nowhere"
	expect "GODOT does not exist" "$status" "$log" 'no such program' 'Fix: '
}

test_old_godot_on_path() {
	mkdir "$session/bin"
	fake_godot "$session/bin/godot" 3.5.2.stable
	find_with -u GODOT PATH="$session/bin:$PATH" HTTP_CLIENT_GO_CACHE="$session/empty"
	expect "godot on the PATH too old" "$status" "$log" 'on the PATH' 'Godot 3\.5\.2' '4\.4 or newer'
}

test_not_debian() {
	mkdir "$session/few"
	ln -s "$(command -v bash)" "$(command -v dirname)" "$session/few/"
	status=0
	env -u GODOT PATH="$session/few" HTTP_CLIENT_GO_CACHE="$session" "$root/scripts/fetch_godot.sh" >"$log" 2>&1 || status=$?
	expect "no Godot and no apt" "$status" "$log" 'only on Debian' 'Fix: .*GODOT='
}

main() {
	local counts=/dev/null godot status log
	case "${1:-}" in
	'') ;;
	--counts=*) counts=${1#*=} ;;
	*)
		echo "test_load_failures: unknown argument: $1" >&2
		exit 2
		;;
	esac
	godot=$("$root/scripts/find_godot.sh")
	session_open "$godot"
	log=$session/log
	project=$session/project
	cp -r "$root/demo_project" "$project"
	session_import "$project"
	library=$(echo "$project"/addons/http_client_go/bin/libhttp_client_go.*)
	test_damaged_library
	test_missing_symbol
	test_missing_library
	test_not_imported
	test_old_godot
	test_other_program
	test_old_godot_on_path
	test_not_debian
	echo "$passed $failed 0" >>"$counts"
	((failed == 0))
}

main "$@"
