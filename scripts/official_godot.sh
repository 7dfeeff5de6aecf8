#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/official_godot.sh VERSION
#
# Downloads the official Godot of that version for this system, such as 4.4-stable, or the newest stable one for
# "newest", from the releases of godotengine/godot, and prints the path of its program. Needs GitHub's gh, signed in
# or with GH_TOKEN, as the runners of its forge have it; elsewhere download a Godot yourself and set GODOT.
#
# RUNNER_TEMP  the folder for it (default: a new temporary folder)
set -euo pipefail

die() {
	printf '%s\n' "official_godot: $1" "Fix: $2" >&2
	exit 1
}

# Prints the pattern of the archive's name, and the program in it.
names() {
	case "$1" in
	Linux-x86_64) echo '*_linux.x86_64.zip Godot_*_linux.x86_64' ;;
	Linux-aarch64) echo '*_linux.arm64.zip Godot_*_linux.arm64' ;;
	Darwin-*) echo '*_macos.universal.zip Godot.app/Contents/MacOS/Godot' ;;
	MINGW*-x86_64 | MSYS*-x86_64) echo '*_win64.exe.zip Godot_*_win64_console.exe' ;;
	esac
}

main() {
	local version=${1:-} folder pattern program found
	[[ $# == 1 && -n "$version" ]] || die "it takes one argument, not $#" "say a version such as 4.4-stable, or newest"
	read -r pattern program <<<"$(names "$(uname -s)-$(uname -m)")" || true
	[[ -n "$pattern" ]] || die "no official Godot is known here for $(uname -s) on $(uname -m)" "set GODOT to one of your own"
	command -v gh >/dev/null || die "there is no gh" "download a Godot yourself and set GODOT to it"
	if [[ "$version" == newest ]]; then
		version=$(gh release view --repo godotengine/godot --json tagName --jq .tagName)
	fi
	folder=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/godot.XXXXXX")
	# The builds with C# are called mono_….
	gh release download "$version" --repo godotengine/godot --pattern "Godot_v$version$pattern" --dir "$folder" >&2
	unzip -q "$folder"/*.zip -d "$folder"
	found=$(compgen -G "$folder/$program" | head -n 1) || die "the archive of Godot $version holds no $program" "look into $folder"
	chmod +x "$found"
	printf '%s\n' "$found"
}

main "$@"
