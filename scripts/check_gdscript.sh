#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/check_gdscript.sh
#
# Compiles every GDScript of demo_project, with the warnings that its project settings show as errors.
# Needs the staged addon (make build), because scripts name its class. Exit code 3 when there is no
# staged addon or no Godot at hand; nothing is downloaded.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=120 # seconds

main() {
	local godot log status=0
	compgen -G "$root/demo_project/addons/http_client_go/bin/lib*" >/dev/null || exit 3
	godot=$("$root/scripts/find_godot.sh" --no-fetch) || exit $?
	session_open "$godot"
	session_import "$root/demo_project"
	log=$session/gdscript.log
	session_godot "$LIMIT" --path "$root/demo_project" -s res://tests/script_warnings.gd >"$log" 2>&1 || status=$?
	if ((status == 0)) && ! grep -qE '^SCRIPT-WARNINGS scripts=[1-9][0-9]* bad=0$' "$log"; then
		status=1
		echo "the pass over the scripts did not reach its end"
	fi
	((status == 0)) || {
		# One line for each finding, its place behind it.
		awk '/SCRIPT ERROR: / { sub(/^.*SCRIPT ERROR: (Parse Error: |Compile Error: )?/, ""); what = $0; next }
			what != "" { place = $0; sub(/gdscript:.*:/, "res://tests/script_warnings.gd:", place); gsub(/^.*\(res:\/\/|\)$/, "", place); print "demo_project/" place ": " what; what = "" }
			/^script_warnings: / { print }' "$log" | sort -u
		# Whatever else it was shows in the end of the log.
		grep -q 'SCRIPT ERROR: ' "$log" || tail -n 15 "$log"
		exit 1
	}
}

main "$@"
