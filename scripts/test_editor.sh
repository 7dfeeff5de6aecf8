#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/test_editor.sh [--counts=FILE]
#
# Opens a copy of the demo project in the headless editor: it must load the extension, say nothing of
# ours as an error, and shut down cleanly; and the class references must be what the classes are.
# Needs the staged addon (make build).
#
# --counts=FILE  append "passed failed skipped" to FILE
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly FRAMES=60 # enough for the file scan, the docks and the class reference
readonly LIMIT=120 # seconds

# shellcheck source=scripts/verdict.sh
source "$root/scripts/verdict.sh" editor

# An engine error takes several lines; the one that names us may be the second.
our_errors() {
	grep -E -A 3 'ERROR: ' "$1" | grep -m 1 -E 'http_client_go|HTTPClientGo|httpclient\.gdextension'
}

test_open_and_quit() {
	local log=$session/editor.log status=0 why=''
	session_godot "$LIMIT" --editor --path "$project" --quit-after "$FRAMES" >"$log" 2>&1 || status=$?
	if ((status != 0)); then
		why="exit code $status"
	elif ! why=$(our_errors "$log"); then
		why=$(grep -m 1 -E 'panic: |fatal error: |ObjectDB instances leaked|resources still in use' "$log") || true
	fi
	verdict "opens and quits" "$log" "$why"
}

# The engine completes class references that it is given: members that are missing come in, members that
# do not exist go, signatures are put right. So ours come back as they were, or they are wrong.
test_class_reference() {
	local log=$session/doctool.log status=0 why='' name written
	mkdir -p "$session/doc/doc_classes"
	cp "$root"/extension/doc_classes/*.xml "$session/doc/doc_classes/"
	session_godot "$LIMIT" --path "$project" --doctool "$session/doc" --gdextension-docs >"$log" 2>&1 || status=$?
	((status == 0)) || why="exit code $status"
	for name in "$root"/extension/doc_classes/*.xml; do
		written=$session/doc/doc_classes/${name##*/}
		if ! diff <(grep -v SPDX "$name") <(grep -v SPDX "$written") >>"$log" 2>&1; then
			why="${name##*/} differs from what the class is; < is ours, > the engine's"
		elif tr -d '\n\t' <"$written" | grep -q -E '<(description|brief_description)></|<(member|constant) [^>]*></'; then
			why="${name##*/} leaves something undescribed"
		fi
	done
	verdict "class reference" "$log" "$why"
}

main() {
	local counts=/dev/null godot
	case "${1:-}" in
	'') ;;
	--counts=*) counts=${1#*=} ;;
	*)
		echo "test_editor: unknown argument: $1" >&2
		exit 2
		;;
	esac
	godot=$("$root/scripts/find_godot.sh")
	session_open "$godot"
	project=$session/project
	cp -r "$root/demo_project" "$project"
	session_import "$project"
	test_open_and_quit
	test_class_reference
	echo "$passed $failed 0" >>"$counts"
	((failed == 0))
}

main "$@"
