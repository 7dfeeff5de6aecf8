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
	verdict "$name" "$log" "$why"
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

# Of a download that broke at once. What breaks off later has the system's loader die of a bus error
# before a line of ours or the engine's runs.
test_truncated_library() {
	truncate -s 100 "$library"
	run_project
	expect "truncated library" "$status" "$log" "Can't open dynamic library.*(file too short|cannot read file data)" 'HTTPClientGo' 'make build'
}

# What Godot says on a platform that the manifest has no line for.
test_other_platform() {
	sed -i 's/^linux\./freebsd./' "$addon/httpclient.gdextension"
	run_project
	expect "a platform without a library" "$status" "$log" 'No GDExtension library found for current OS' 'HTTPClientGo' 'make build'
	cp "$root/httpclient.gdextension" "$addon/"
}

# works NAME PROJECT PATTERN...: the class is there and works in PROJECT, and the log holds each PATTERN.
works() {
	local name=$1 where=$2 why='' pattern status=0
	shift 2
	cp "$root/scripts/addon/class_probe.gd" "$where/"
	session_godot "$LIMIT" --path "$where" -s res://class_probe.gd >"$log" 2>&1 || status=$?
	((status == 0)) || why="exit code $status"
	grep -qxF 'CLASS HTTPClientGo works' "$log" || why="the class does not work"
	for pattern; do
		grep -qE -- "$pattern" "$log" || why="its output lacks: $pattern"
	done
	if (($# == 0)) && grep -qE 'ERROR|WARNING' "$log"; then
		why="it complains"
	fi
	verdict "$name" "$log" "$why"
}

# make_project FOLDER PLACE...: a project with a copy of the addon in each place.
make_project() {
	local folder=$1 place
	shift
	mkdir -p "$folder/.godot"
	printf 'config_version=5\n' >"$folder/project.godot"
	for place; do
		mkdir -p "$folder/$place"
		cp -r "$root"/demo_project/addons/http_client_go/. "$folder/$place/"
		echo "res://$place/httpclient.gdextension" >>"$folder/.godot/extension_list.cfg"
	done
}

test_sub_folder() {
	make_project "$session/nested" "third party/größer/http"
	works "an addon in a sub-folder with a blank and an umlaut" "$session/nested"
}

test_compatibility_renderer() {
	make_project "$session/gl" addons/http_client_go
	printf '[rendering]\nrenderer/rendering_method="gl_compatibility"\n' >>"$session/gl/project.godot"
	works "the Compatibility renderer" "$session/gl"
}

# The first copy works; the second one says what it is, once.
test_two_copies() {
	make_project "$session/two" addons/one addons/two
	works "two copies of the addon" "$session/two" 'another copy of the addon .*Remove one'
	if [[ "$(grep -c ERROR "$log")" != 1 ]]; then
		failed=$((failed + 1))
		cat "$log"
		echo "two copies of the addon: more than one error line"
	fi
}

test_not_imported() {
	rm -r "$project/.godot"
	run_project
	expect "project never imported" "$status" "$log" 'HTTPClientGo' 'make build'
}

# refusal NAME MINOR PATTERN: what the library answers to Godot 4.MINOR, if that has no function but its version.
refusal() {
	status=0
	timeout "$LIMIT" "$session/load_library" "$root"/demo_project/addons/http_client_go/bin/libhttp_client_go.linux.*.so "$2" >"$log" 2>&1 || status=$?
	# It ends well when the library refuses.
	((status == 0)) && status=1 || status=0
	expect "$1" "$status" "$log" "$3"
}

test_engine_versions() {
	local cc flags
	if [[ "$(uname -s)" != Linux ]]; then
		return
	fi
	cc=$(go env CC) flags=$("$root/scripts/build.sh" --print-cflags)
	eval "$cc $flags '$root/scripts/addon/load_library.c' -o '$session/load_library' -ldl"
	refusal "an engine too old" 3 'needs Godot 4\.4 or a newer 4\.x'
	refusal "an engine without functions" 4 'lacks .*classdb_register_extension_class4.*Use a release of Godot 4\.4 or newer'
	# Newer than any: its version is no reason.
	refusal "an engine of the future" 99 'this Godot .* lacks'
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
	env -u GODOT PATH="$session/few" HTTP_CLIENT_GO_CACHE="$session" "$root/scripts/fetch.sh" godot >"$log" 2>&1 || status=$?
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
	addon=$project/addons/http_client_go
	library=$(echo "$project"/addons/http_client_go/bin/libhttp_client_go.*)
	test_damaged_library
	test_missing_symbol
	test_truncated_library
	test_other_platform
	test_missing_library
	test_not_imported
	test_sub_folder
	test_compatibility_renderer
	test_two_copies
	test_engine_versions
	test_old_godot
	test_other_program
	test_old_godot_on_path
	test_not_debian
	verdicts "$counts"
}

main "$@"
