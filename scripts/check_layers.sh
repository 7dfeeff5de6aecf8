#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/check_layers.sh
#
# Verifies which package may import which. A new package needs a line in the table below.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
module=$(go list -m)
readonly module
readonly binding=github.com/godot-go/godot-go

# A package imports only packages of a lower level.
level() {
	case "$1" in
	extension) echo 7 ;;
	pkg/client) echo 6 ;;
	pkg/transport) echo 5 ;;
	pkg/dial) echo 4 ;;
	pkg/proxy | pkg/trust) echo 3 ;;
	pkg/h1 | pkg/target) echo 2 ;;
	pkg/internal/limits | pkg/fault) echo 1 ;;
	*) return 1 ;;
	esac
}

# Packages that only tests and commands use: no layer imports them, and they import what they like
# of ours, but for the test server.
is_outside() {
	case "$1" in
	pkg/internal/*test | pkg/testserver | pkg/testserver/* | ci/*) ;;
	*) return 1 ;;
	esac
}

faults=0
fault() {
	echo "layers: $*" >&2
	faults=$((faults + 1))
}

# Lines "package import" for the direct imports of everything, tests left out.
imports() {
	# shellcheck disable=SC2016 # $p is Go's template language
	go list -e -f '{{$p := .ImportPath}}{{range .Imports}}{{$p}} {{.}}
{{end}}' ./... | sed '/^$/d'
}

check_direction() {
	local from to own theirs
	while read -r from to; do
		[[ "$to" == "$module"/* ]] || continue
		from=${from#"$module"/} to=${to#"$module"/}
		if is_outside "$from"; then
			[[ "$from" != pkg/testserver* || "$to" == pkg/testserver* ]] || fault "$from imports $to; the test server shares nothing with what it tests"
		elif is_outside "$to"; then
			fault "$from imports $to, which only tests may"
		elif ! own=$(level "$from"); then
			fault "$from has no level in scripts/check_layers.sh"
		elif ! theirs=$(level "$to"); then
			fault "$to has no level in scripts/check_layers.sh"
		elif ((theirs >= own)); then
			fault "$from imports $to, which is not below it"
		fi
	done <<<"$1"
}

check_forbidden() {
	local from to
	while read -r from to; do
		from=${from#"$module"/}
		case "$from $to" in
		"pkg/h1 "net | "pkg/h1 "net/* | "pkg/h1 "os | "pkg/h1 "os/* | "pkg/h1 "time | "pkg/h1 "sync | "pkg/h1 "sync/* | "pkg/h1 "log | "pkg/h1 "log/*)
			fault "$from imports $to; the codec does no I/O and knows no clock" ;;
		"pkg/client net/http") fault "$from imports $to" ;;
		extension\ "$binding"/*) ;;
		*\ "$binding"*) fault "$from imports $to; only extension knows the engine" ;;
		*\ C) [[ "$from" == extension ]] || fault "$from uses cgo; only extension may" ;;
		esac
	done <<<"$1"
}

# Of the binding, pkg/ffi and pkg/constant are linked; its object layer leaks and pins memory.
check_binding() {
	local package
	while read -r package; do
		case "${package#"$binding"/pkg/}" in
		core | core/* | builtin | builtin/* | gdclassimpl | gdclassimpl/* | gdclassinit | gdclassinit/*)
			fault "extension links $package" ;;
		esac
	done < <(go list -e -deps ./extension | grep "^$binding/" || true)
}

check_testserver() {
	local package
	while read -r package; do
		[[ "$package" == "$module"/pkg/testserver* ]] || fault "pkg/testserver needs $package; it uses the standard library alone"
	done < <(go list -e -deps -f '{{if not .Standard}}{{.ImportPath}}{{end}}' ./pkg/testserver/... | sed '/^$/d')
}

main() {
	local all
	all=$(imports)
	check_direction "$all"
	check_forbidden "$all"
	check_binding
	check_testserver
	((faults == 0))
}

main
