#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/test_editor.sh [--counts=FILE] [--only=scripts]
#
# Opens a copy of the demo project in the headless editor: it must load the extension, say nothing of
# ours as an error, and shut down cleanly; the class references must be what the classes are; a call works in
# an EditorPlugin and in an autoload; and each GDScript compiles without the warnings that the project settings show. Needs the staged addon (make build).
#
# --counts=FILE   append "passed failed skipped" to FILE
# --only=scripts  only compile the GDScripts
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly FRAMES=60 # enough for the file scan, the docks and the class reference
readonly LIMIT=120 # seconds

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

# What a node does in _ready, in an EditorPlugin's tree and as an autoload.
test_calls() {
	local log why='' status where probed=$session/probed
	cp -r "$project" "$probed"
	mkdir "$probed/addons/probe"
	cp "$root/scripts/addon/call_probe.gd" "$probed/addons/probe/"
	printf '[plugin]\nname="Probe"\ndescription=""\nauthor=""\nversion="1"\nscript="plugin.gd"\n' >"$probed/addons/probe/plugin.cfg"
	printf '@tool\nextends EditorPlugin\n\n\nfunc _enter_tree() -> void:\n\tadd_child(preload("call_probe.gd").new())\n' >"$probed/addons/probe/plugin.gd"
	printf '[gd_scene format=3]\n\n[node name="Root" type="Node"]\n' >"$probed/empty.tscn"
	cp "$probed/project.godot" "$session/project.godot"
	for where in editor game; do
		log=$session/calls_$where.log status=0 why=''
		cp "$session/project.godot" "$probed/project.godot"
		if [[ "$where" == editor ]]; then
			printf '\n[editor_plugins]\n\nenabled=PackedStringArray("res://addons/probe/plugin.cfg")\n' >>"$probed/project.godot"
			session_godot "$LIMIT" --editor --path "$probed" >"$log" 2>&1 || status=$?
		else
			printf '\n[autoload]\n\nProbe="*res://addons/probe/call_probe.gd"\n' >>"$probed/project.godot"
			session_godot "$LIMIT" --path "$probed" res://empty.tscn >"$log" 2>&1 || status=$?
		fi
		if ((status != 0)); then
			why="exit code $status"
		elif ! grep -q "^PROBE $where ok=true body=9 events=a\$" "$log"; then
			why="the call did not end well"
		else
			why=$(grep -m 1 -E 'SCRIPT ERROR|panic: |fatal error: |ObjectDB instances leaked|resources still in use' "$log") || true
		fi
		verdict "calls in the $where" "$log" "$why"
	done
}

# One line for each finding, its place behind it.
findings() {
	awk '/SCRIPT ERROR: / { sub(/^.*SCRIPT ERROR: (Parse Error: |Compile Error: )?/, ""); what = $0; next }
		what != "" { place = $0; sub(/gdscript:.*:/, "res://tests/script_warnings.gd:", place); gsub(/^.*\(res:\/\/|\)$/, "", place); print "demo_project/" place ": " what; what = "" }
		/^script_warnings: / { print }' "$1" | sort -u
	# Whatever else it was shows in the end of the log.
	grep -q 'SCRIPT ERROR: ' "$1" || tail -n 15 "$1"
}

test_scripts() {
	local log=$session/gdscript.log status=0 why=''
	session_godot "$LIMIT" --path "$project" -s res://tests/script_warnings.gd >"$log" 2>&1 || status=$?
	if ((status != 0)) || ! grep -qE '^SCRIPT-WARNINGS scripts=[1-9][0-9]* bad=0$' "$log"; then
		why="the scripts do not compile without warnings"
		findings "$log" >"$session/findings"
	fi
	verdict "scripts" "$session/findings" "$why"
}

main() {
	local counts=/dev/null only='' godot arg
	for arg; do
		case "$arg" in
		--counts=*) counts=${arg#*=} ;;
		--only=scripts) only=1 ;;
		*)
			echo "test_editor: unknown argument: $arg" >&2
			exit 2
			;;
		esac
	done
	godot=$("$root/scripts/find_godot.sh")
	session_open "$godot"
	project=$session/project
	cp -r "$root/demo_project" "$project"
	session_import "$project"
	if [[ -z "$only" ]]; then
		test_open_and_quit
		test_class_reference
		test_calls
	fi
	test_scripts
	verdicts "$counts"
}

main "$@"
