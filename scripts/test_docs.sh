#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/test_docs.sh [--counts=FILE] [ARGS for run_docs.gd, such as --filter=migrating]
#
# Runs each block of GDScript in README.md, docs and the class references against the loopback test
# server, in a headless Godot, with warnings as errors. Needs the staged addon (make build).
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
	{
		printf 'config_version=5\n[application]\nconfig/name="docs"\n[debug]\n'
		sed -n 's,^\(gdscript/warnings/.*\)=1$,\1=2,p' "$root/demo_project/project.godot"
		printf 'gdscript/warnings/%s=2\n' unused_variable unused_parameter shadowed_variable shadowed_variable_base_class \
			unreachable_code standalone_expression redundant_await narrowing_conversion int_as_enum_without_cast
		printf '[network]\ntls/certificate_bundle_override="%s"\n' "$authority"
	} >"$project/project.godot"
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
	echo "$((tests - failures)) $failures 0" >>"$counts"
	if ((failures > 0)); then
		cat "$log"
		exit 1
	fi
	if [[ "$counts" == /dev/null ]]; then
		! grep -q '^---- ' "$log" || cat "$log"
		printf '%d passed, 0 failed\n' "$tests"
	fi
}

main "$@"
