#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/growth.sh [--svg=FILE] [ARGS for growth.gd]
#
# How cost grows from 1 client to 1,000 and from bodies of 1 KB to 1 GB, for both classes: prints the
# figures and draws docs/images/growth.svg, or FILE. About two minutes. Needs the staged addon (make build).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/godot_session.sh
source "$root/scripts/godot_session.sh"
readonly LIMIT=900 # seconds

main() {
	local godot arg svg="$root/docs/images/growth.svg" args=()
	for arg; do
		case "$arg" in
		--svg=*) svg=$(realpath -m "${arg#*=}") ;;
		*) args+=("$arg") ;;
		esac
	done
	mkdir -p "$(dirname "$svg")"
	godot=$("$root/scripts/find_godot.sh")
	session_open "$godot"
	session_import "$root/demo_project"
	ulimit -n "$(ulimit -H -n)" 2>/dev/null || true # a thousand clients want more than some shells give
	session_serve
	session_godot "$LIMIT" --path "$root/demo_project" -s res://bench/growth.gd -- --server="$server" --svg="$svg" "${args[@]}"
	echo "drawn: ${svg#"$root"/}"
}

main "$@"
