#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/check_reproducible.sh
#
# Builds the addon's zip from two clones of the last commit that lie at different paths, with times and
# permissions of their own, and compares them byte by byte. What is not committed does not count.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT

# pack FOLDER: a clone of the last commit in FOLDER, and the zip made in it. Prints the zip's path.
pack() {
	local folder=$1
	git clone -q --no-local "$root" "$folder"
	git -C "$folder" checkout -q --detach "$(git -C "$root" rev-parse HEAD)"
	"$folder/scripts/addon.sh" >"$temp/log" 2>&1 || {
		cat "$temp/log" >&2
		echo "reproducible: the addon could not be built; see above" >&2
		exit 1
	}
	echo "$folder"/dist/*.zip
}

# Which files of the addon differ, when the archives do.
explain() {
	diff -rq "$1/dist/stage" "$2/dist/stage" ||
		echo "reproducible: the files are the same, so ci/pack wrote them differently"
}

main() {
	local one two near=$temp/a far="$temp/another folder/with a longer path"
	mkdir -p "${far%/*}"
	one=$(umask 022 && pack "$near")
	two=$(umask 077 && TZ=Pacific/Auckland LC_ALL=C pack "$far")
	if ! cmp -s "$one" "$two"; then
		explain "$near" "$far" | sed "s,$temp/,,g"
		echo "reproducible: two builds of one commit differ"
		exit 1
	fi
	printf 'reproducible: two clones gave the same %s (%s)\n' "${one##*/}" "$(sha256sum "$one" | cut -c 1-16)"
}

main "$@"
