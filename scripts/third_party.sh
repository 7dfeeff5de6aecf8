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
export GOTOOLCHAIN=auto # go.mod's Go, from the module proxy where it is not here
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

# What Go took from others and keeps with their notice: name, licence, file in Go's sources, first and
# last line of the notice as patterns.
readonly GO_TOOK="\
Inferno, in the Go runtime|MIT|runtime/memmove_amd64.s|Lucent Technologies|THE SOFTWARE\.$
FreeBSD msun, in Go's math|SunPro|math/exp.go|Sun Microsystems|is preserved
Cephes, in Go's math|Cephes|math/sin.go|Cephes Math Library|moshier@
fiat-crypto, in Go's Ed25519|BSD-1-Clause|crypto/internal/fips140/edwards25519/scalar.go|fiat-crypto Authors|SUCH DAMAGE"

# Lines of copyright in the sources of Go that are linked, on all the systems there are libraries for,
# that are neither Go's own nor of those above.
unknown_notices() {
	# shellcheck disable=SC2016 # for go list
	local system list='{{if .Standard}}{{$d := .Dir}}{{range .GoFiles}}{{$d}}/{{.}}
{{end}}{{range .CgoFiles}}{{$d}}/{{.}}
{{end}}{{range .SFiles}}{{$d}}/{{.}}
{{end}}{{range .CFiles}}{{$d}}/{{.}}
{{end}}{{end}}'
	for system in linux/amd64 linux/arm64 windows/amd64 darwin/arm64 android/arm64; do
		GOOS=${system%/*} GOARCH=${system#*/} CGO_ENABLED=1 go list -deps -f "$list" ./extension
	done | sed '/^$/d' | sort -u | tr '\n' '\0' | xargs -0 grep -iE 'copyright (\(c\) |©|[0-9])' |
		grep -vE 'The Go Authors|Lucent Technologies|Vita Nuova|Sun Microsystems|Stephen L\. Moshier|fiat-crypto Authors'
}

# notice FILE FIRST LAST: a comment in Go's sources, without the comment's marks.
notice() {
	sed -n "/$2/,/$3/p" "$(go env GOROOT)/src/$1" | sed -e 's,^// \{0\,1\},,' -e 's/^ *//' | awk -v last="$3" '{ print } $0 ~ last { exit }'
}

text() {
	printf '\n## %s\n\n```text\n' "$1"
	sed -e 's/[[:space:]]*$//' -e '/./,$!d' "$2"
	printf '```\n'
}

write() {
	local path version folder first last
	cat <<-'HEAD'
		# Third-party notices

		The library of HTTPClientGo is made of its own sources (MIT, see LICENSE) and of the following, linked in as they
		are. `scripts/third_party.sh write` makes this file; `make check` compares the list with what is linked.

		| what | version | licence |
		|---|---|---|
		| Go runtime and standard library | as in the addon's version.txt | BSD-3-Clause |
		| Godot Engine, gdextension_interface.h | with godot-go | MIT |
	HEAD
	while IFS='|' read -r path version _; do
		printf '| %s | with Go | %s |\n' "$path" "$version"
	done <<<"$GO_TOOK"
	table
	text "Go runtime and standard library" "$(go env GOROOT)/LICENSE"
	while IFS='|' read -r path _ folder first last; do
		notice "$folder" "$first" "$last" >"$temp/notice"
		text "$path" "$temp/notice"
	done <<<"$GO_TOOK"
	folder=$(go list -m -f '{{.Dir}}' github.com/godot-go/godot-go)
	sed -n '/^\/\*/,/\*\//p' "$folder/godot_headers/godot/gdextension_interface.h" | sed -n '/Copyright (c)/,/SOFTWARE\./p' |
		sed -e 's,^/\* *,,' -e 's, *\*/$,,' >"$temp/godot"
	text "Godot Engine, gdextension_interface.h" "$temp/godot"
	while read -r path version folder; do
		text "$path" "$(licence_file "$folder")"
	done < <(modules)
}

verify() {
	local want have unknown name
	unknown=$(unknown_notices) || true
	if [[ -n "$unknown" ]]; then
		printf '%s\n' "third_party: sources of Go that are linked carry the notice of somebody new:" "$unknown" \
			"Fix: add it to GO_TOOK in scripts/third_party.sh, then scripts/third_party.sh write" >&2
		return 1
	fi
	while IFS='|' read -r name _; do
		grep -qxF "## $name" "$file" || {
			echo "third_party: $file has no notice of: $name. Fix: scripts/third_party.sh write" >&2
			return 1
		}
	done <<<"$GO_TOOK"
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
