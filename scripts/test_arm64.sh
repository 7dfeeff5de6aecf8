#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/test_arm64.sh [--counts=FILE] [ARGS for the in-engine runner, such as --filter=chunked]
#
# Builds the library for Linux arm64 and runs tests on it in Debian's Godot for arm64, by way of qemu,
# against the loopback test server: by default those that scripts/test_addon.sh runs, and bodies and heads
# of all kinds. The compiler, qemu and that Godot are fetched once.
#
# --counts=FILE  append "passed failed skipped" to FILE
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly TESTS=api_surface/,call_paths/,parse_time/,reasons/,tls/,connection_info/,cases/connect.,cases/body.,cases/rfc_body.

main() {
	local temp project arguments=("$@")
	[[ "$*" == *--filter=* ]] || arguments+=("--filter=$TESTS")
	temp=$(mktemp -d)
	# shellcheck disable=SC2064 # the folder of now is meant
	trap "rm -rf '$temp'" EXIT
	project=$temp/project
	mkdir -p "$project/.godot"
	cp -r "$root"/demo_project/{project.godot,tests} "$project/"
	ADDON_DIR="$project/addons" "$root/scripts/build_platform.sh" linux-arm64
	# What an import would write; qemu is slow.
	echo 'res://addons/http_client_go/httpclient.gdextension' >"$project/.godot/extension_list.cfg"
	GODOT=$("$root/scripts/fetch_arm64_godot.sh")
	export GODOT
	"$root/scripts/run_godot_tests.sh" --project="$project" "${arguments[@]}"
}

main "$@"
