#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/test_docs.sh [--counts=FILE] [ARGS for run_docs.gd, such as --filter=migrating]
#
# Runs each block of GDScript in README.md, docs and the class references against the loopback test
# server, in a headless Godot, with warnings as errors; and the fallback for platforms without a library in a
# project that has no addon. Needs the staged addon (make build).
#
# --counts=FILE  append "passed failed skipped" to FILE
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=120 # seconds

# A project of its own: the settings are those of a user who takes warnings for errors, and who trusts
# the authority of the test server.
make_project() {
	local authority
	authority=$(sed -n '1s/.*"ca": *"\([^"]*\)".*/\1/p' "$session/server.out")
	mkdir -p "$project/.godot"
	ln -s "$root/demo_project/addons" "$root/demo_project/tests" "$project/"
	echo 'res://addons/http_client_go/httpclient.gdextension' >"$project/.godot/extension_list.cfg"
	settings "$authority" >"$project/project.godot"
}

settings() {
	{
		printf 'config_version=5\n[application]\nconfig/name="docs"\n[debug]\n'
		sed -n 's,^\(gdscript/warnings/.*\)=1$,\1=2,p' "$root/demo_project/project.godot"
		printf 'gdscript/warnings/%s=2\n' unused_variable unused_parameter shadowed_variable shadowed_variable_base_class \
			unreachable_code standalone_expression redundant_await narrowing_conversion int_as_enum_without_cast
		printf '[network]\ntls/certificate_bundle_override="%s"\n' "$1"
	}
}

# The classes are hidden by leaving the addon out, as on a platform without a library.
test_fallback() {
	local bare=$session/bare log=$session/fallback.log status=0 why=''
	mkdir "$bare"
	settings '' >"$bare/project.godot"
	awk '/^## Where there is no library$/ { section = 1 } section && /^```$/ { exit } inside { print } section && /^```gdscript$/ { inside = 1 }' \
		"$root/docs/migrating.md" >"$bare/http.gd"
	cp "$root/scripts/addon/fallback_probe.gd" "$bare/"
	session_godot "$LIMIT" --path "$bare" -s res://fallback_probe.gd -- \
		"$(sed -n '1s/.*"plain": *"\([^"]*\)".*/\1/p' "$session/server.out")" >"$log" 2>&1 || status=$?
	if ((status != 0)); then
		why="exit code $status"
	elif [[ "$(grep '^FALLBACK' "$log")" != "$(printf 'FALLBACK %s\n' 'session <null>' 'bytes 200 whole' 'nothing 404 whole' \
		' 0 the request failed (result 2)' 'no URL 0 the request failed (result 9)')" ]]; then
		why="it did not do as it should"
	fi
	verdict "the fallback without the addon" "$log" "$why"
}

field() {
	sed -nE "s/^DOC-BLOCKS-FINISHED .*\\b$1=([0-9]+).*/\\1/p" "$log"
}

main() {
	local counts=/dev/null args=() arg godot project log failures tests status=0
	for arg; do
		case "$arg" in
		--counts=*) counts=${arg#*=} ;;
		*) args+=("$arg") ;;
		esac
	done
	godot=$("$root/scripts/find_godot.sh")
	session_open "$godot"
	session_serve
	project=$session/project
	log=$session/docs.log
	make_project
	session_godot "$LIMIT" --path "$project" -s res://tests/run_docs.gd -- --server="$server" --root="$root" "${args[@]}" >"$log" 2>&1 || status=$?
	if ((status == 3)); then
		grep '^run_docs: ' "$log" || true
		echo "0 0 1" >>"$counts"
		return
	fi
	failures=$(field failures) tests=$(field tests)
	if ((${failures:-0} == 0)) && { ((${tests:-0} == 0 || status != 0)) || grep -qE 'ObjectDB instances leaked|panic: ' "$log"; }; then
		failures=1 tests=1
		echo "docs: the run ended with exit code $status"
	fi
	passed=$((tests - failures)) failed=$failures
	if ((failures > 0)) || { [[ "$counts" == /dev/null ]] && grep -q '^---- ' "$log"; }; then
		cat "$log"
	fi
	[[ "${args[*]}" == *--filter=* ]] || test_fallback
	verdicts "$counts"
}

main "$@"
