#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/third_party.sh verify | write
#
# THIRD_PARTY.md holds the licence of everything that is linked into the library. verify compares its
# list with what ./extension links now; write makes the file anew from the modules' own licence files.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly file=THIRD_PARTY.md

# Lines "module version folder" of what the library links, our own module left out.
modules() {
	go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}' ./extension |
		sed '/^$/d' | sort -u
}

table() {
	local path version folder
	while read -r path version folder; do
		printf '| %s | %s | %s |\n' "$path" "$version" "$(licence_name "$(licence_file "$folder")")"
	done < <(modules)
}

licence_file() {
	local name
	for name in LICENSE LICENSE.txt LICENSE.md COPYING; do
		if [[ -f "$1/$name" ]]; then
			printf '%s\n' "$1/$name"
			return
		fi
	done
	echo "third_party: $1 holds no licence file" >&2
	return 1
}

licence_name() {
	if grep -q 'Permission is hereby granted, free of charge' "$1"; then
		echo MIT
	elif grep -q 'Neither the name of' "$1"; then
		echo BSD-3-Clause
	elif grep -q 'Apache License' "$1"; then
		echo Apache-2.0
	else
		echo "third_party: what licence is $1? Name it in scripts/third_party.sh" >&2
		return 1
	fi
}

text() {
	printf '\n## %s\n\n```text\n' "$1"
	sed -e 's/[[:space:]]*$//' -e '/./,$!d' "$2"
	printf '```\n'
}

write() {
	local path version folder
	cat <<-'HEAD'
		# Third-party notices

		The library of HTTPClientGo is made of its own sources (MIT, see LICENSE) and of the following, linked in as they
		are. `scripts/third_party.sh write` makes this file; `make check` compares the list with what is linked.

		| what | version | licence |
		|---|---|---|
		| Go runtime and standard library | as in the addon's version.txt | BSD-3-Clause |
		| Godot Engine, gdextension_interface.h | with godot-go | MIT |
	HEAD
	table
	text "Go runtime and standard library" "$(go env GOROOT)/LICENSE"
	folder=$(go list -m -f '{{.Dir}}' github.com/godot-go/godot-go)
	sed -n '/^\/\*/,/\*\//p' "$folder/godot_headers/godot/gdextension_interface.h" | sed -n '/Copyright (c)/,/SOFTWARE\./p' |
		sed -e 's,^/\* *,,' -e 's, *\*/$,,' >"$temp/godot"
	text "Godot Engine, gdextension_interface.h" "$temp/godot"
	while read -r path version folder; do
		text "$path" "$(licence_file "$folder")"
	done < <(modules)
}

verify() {
	local want have
	want=$(table)
	have=$(grep -E '^\| [a-z0-9.-]+\.[a-z]+/' "$file" || true)
	if [[ "$want" != "$have" ]]; then
		echo "third_party: $file does not list what is linked (< should be, > is):" >&2
		diff <(echo "$want") <(echo "$have") >&2 || true
		echo "Fix: scripts/third_party.sh write" >&2
		return 1
	fi
}

temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
case "${1:-}" in
verify) verify ;;
write)
	write >"$temp/new"
	cp "$temp/new" "$file"
	;;
*)
	echo "usage: scripts/third_party.sh verify | write" >&2
	exit 2
	;;
esac
