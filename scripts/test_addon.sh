#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/test_addon.sh [--counts=FILE]
#
# Packs the addon, unpacks the archive over an empty project and lets Godot import that; then the tests
# that need no other file run on it, and an editor shows the class with its icon. The project's path
# holds a blank and letters beyond ASCII.
#
# --counts=FILE  append "passed failed skipped" to FILE
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=120 # seconds
# A few of each kind: calls, bytes on the wire, TLS, reasons.
readonly TESTS=api_surface/,call_paths/,parse_time/,reasons/,tls/,connection_info/,cases/chunked

# Prints what is wrong with the unpacked addon.
faults_of_contents() {
	local path module
	[[ "$(ls -A "$project")" == $'addons\nproject.godot' && "$(ls -A "$project/addons")" == http_client_go ]] ||
		echo "the archive holds more than addons/http_client_go"
	for path in LICENSE THIRD_PARTY.md COMPAT.md; do
		cmp -s "$root/$path" "$addon/$path" || echo "$path is not the project's"
	done
	[[ -s "$addon/README.md" ]] || echo "there is no README.md"
	grep -qxF "HTTPClientGo $(<"$root/VERSION")" "$addon/version.txt" || echo "version.txt lacks the version"
	# The list is what is linked (ci/check, third-party); here, that a text stands behind each name.
	while read -r module; do
		grep -qxF "## $module" "$addon/THIRD_PARTY.md" || echo "THIRD_PARTY.md has no text for $module"
	done < <(sed -nE 's/^\| ([^|]*[^ |]) +\| [^|]+ \| [A-Z][^|]+ \|$/\1/p' "$addon/THIRD_PARTY.md")
	while read -r path; do
		[[ -f "$addon/$path" ]] || echo "the manifest names $path, which is missing"
	done < <(sed -nE '/^\[icons\]/,$s/^[A-Za-z]+ = "(.*)"$/\1/p' "$addon/httpclient.gdextension")
	while read -r path; do
		[[ -s "$addon/icons/$path.svg" && -s "$addon/icons/$path.svg.import" ]] || echo "$path has no icon"
	done < <(cd "$root/extension/doc_classes" && printf '%s\n' *.xml | sed 's/\.xml$//')
	while read -r path; do
		[[ -f "$addon/$path" ]] || echo "the manifest names $path, which is not in the archive"
	done < <(sed -nE 's/^[a-z0-9_.]+ = "(bin\/.*)"$/\1/p' "$addon/httpclient.gdextension")
	for path in "$addon"/bin/*; do
		grep -qF "= \"bin/${path##*/}\"" "$addon/httpclient.gdextension" || echo "the manifest does not name bin/${path##*/}"
	done
	find "$addon" -type f -printf '%P\n' |
		grep -vxE 'LICENSE|(THIRD_PARTY|COMPAT|README)\.md|version\.txt|httpclient\.gdextension(\.uid)?|icons/[A-Za-z]+\.svg(\.import)?|bin/libhttp_client_go\..*' |
		sed 's/$/ does not belong into the addon/' || true # grep found nothing
}

test_contents() {
	faults_of_contents >"$session/contents"
	verdict "contents" "$session/contents" "$(head -n 1 "$session/contents")"
}

# The same sources give the same bytes, wherever they are built.
test_same_bytes() {
	local staged=$root/demo_project/addons/http_client_go/bin library why=''
	for library in "$addon"/bin/*; do
		cmp -s "$library" "$staged/${library##*/}" || why="${library##*/} is not the one that make build staged"
	done
	verdict "same bytes twice" /dev/null "$why"
}

# As a user does it: nothing but the addon tells Godot of the extension. Of the addon's own files none is changed and none is
# new, so that a project in git stays as it was; an older Godot writes other parameters for the icons than 4.6 does.
test_import() {
	local log=$session/addon_import.log status=0 why=''
	(cd "$addon" && find . -type f -exec sha256sum {} + | sort -k 2) >"$session/before"
	# Its exit code says nothing: a headless editor that discovers an extension and quits at once may
	# crash after its work is done (godotengine/godot#111048). The second one has nothing to discover.
	session_godot "$LIMIT" --path "$project" --import >"$log" 2>&1 || true
	grep -qsxF 'res://addons/http_client_go/httpclient.gdextension' "$project/.godot/extension_list.cfg" ||
		why="Godot did not find the extension"
	session_godot "$LIMIT" --path "$project" --import >>"$log" 2>&1 || status=$?
	((status == 0)) || why="the second import ended with exit code $status"
	if grep -E -A 3 'ERROR: ' "$log" | grep -qE 'http_client_go|HTTPClientGo|httpclient'; then
		why="the import complains of the addon"
	fi
	verdict "import" "$log" "$why"
	why=''
	(cd "$addon" && find . -type f -exec sha256sum {} + | sort -k 2) >"$session/after"
	if ! diff "$session/before" "$session/after" >"$log"; then
		case "$("$GODOT" --version)" in
		4.[45].*) ! grep -v '^[0-9]' "$log" | grep -qv '\.svg\.import$' || why="the first opening changes more than how icons are imported" ;;
		*) why="the first opening changes files of the addon" ;;
		esac
	fi
	verdict "nothing changed by the first opening" "$log" "$why"
}

test_in_godot() {
	local status=0 run=$session/counts
	mkdir "$project/tests"
	cp -r "$root"/demo_project/tests/. "$project/tests/"
	"$root/scripts/run_godot_tests.sh" --counts="$run" --project="$project" --filter="$TESTS" || status=$?
	if [[ ! -s "$run" ]] || ((status != 0)); then
		failed=$((failed + 1))
		echo "addon: the tests in Godot failed on the unpacked addon"
		return
	fi
	passed=$((passed + $(awk '{ print $1 }' "$run")))
}

# The dialog that offers classes is the list at hand; its entry must hold the addon's icon.
test_icon() {
	local log=$session/icon.log status=0 why=''
	mkdir "$project/addons/probe"
	cp "$root/scripts/addon/class_list_probe.gd" "$project/addons/probe/probe.gd"
	printf '[plugin]\nname="probe"\ndescription=""\nauthor=""\nversion="1"\nscript="probe.gd"\n' >"$project/addons/probe/plugin.cfg"
	printf '[editor_plugins]\nenabled=PackedStringArray("res://addons/probe/plugin.cfg")\n' >>"$project/project.godot"
	session_godot "$LIMIT" --path "$project" --editor >"$log" 2>&1 || status=$?
	if ((status != 0)); then
		why="the editor ended with exit code $status"
	elif grep -qF 'CLASS HTTPClientGo UNKNOWN' "$log"; then
		skipped=1
		return
	elif ! grep -qF 'CLASS HTTPClientGo ICON res://addons/http_client_go/icons/HTTPClientGo.svg' "$log"; then
		why="the editor's class list does not show the icon"
	fi
	verdict "icon" "$log" "$why"
}

main() {
	local counts=/dev/null godot
	case "${1:-}" in
	'') ;;
	--counts=*) counts=${1#*=} ;;
	*)
		echo "test_addon: unknown argument: $1" >&2
		exit 2
		;;
	esac
	godot=$("$root/scripts/find_godot.sh")
	export GODOT=$godot
	session_open "$godot"
	project="$session/my größtes project"
	addon=$project/addons/http_client_go
	mkdir "$project"
	printf 'config_version=5\n' >"$project/project.godot"
	(cd "$root" && go run ./ci/addon >/dev/null && go run ./ci/addon -x "$project")
	test_contents
	test_same_bytes
	test_import
	test_in_godot
	test_icon
	verdicts "$counts"
}

main "$@"
