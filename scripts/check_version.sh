#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/check_version.sh [--release]
#
# The file VERSION holds x.y.z for a release and x.y.z+dev for the tree on its way there; everything
# that tells a version must tell the same: the newest entry of CHANGELOG.md ("## x.y.z, YYYY-MM-DD", or
# "## Unreleased" on the way), names of the zip in the pages, and config/version of a project.
#
# --release  VERSION must be that of a release
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
faults=0

fault() {
	echo "version: $*" >&2
	faults=$((faults + 1))
}

check_changelog() {
	local newest released last=''
	newest=$(sed -n 's/^## //p' CHANGELOG.md | head -n 1)
	if [[ "$version" == *+dev ]]; then
		[[ "$newest" == Unreleased ]] || fault "VERSION is $version, so CHANGELOG.md begins with '## Unreleased', not '## $newest'"
	elif [[ "$newest" != "$version, "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] ]]; then
		fault "VERSION is $version, so CHANGELOG.md begins with '## $version, YYYY-MM-DD', not '## $newest'"
	fi
	while read -r released; do
		[[ "$released" != "${version%+dev}" || "$version" != *+dev ]] || fault "VERSION is $version, but CHANGELOG.md has $released as released"
		[[ -z "$last" || "$(printf '%s\n' "$released" "$last" | sort -V | tail -n 1)" == "$last" ]] ||
			fault "CHANGELOG.md has $released below $last; the newest comes first"
		last=$released
	done < <(sed -nE 's/^## ([0-9]+\.[0-9]+\.[0-9]+), .*/\1/p' CHANGELOG.md)
	awk '/^## / { if (seen++) exit; next } seen && NF { found = 1 } END { exit !found }' CHANGELOG.md ||
		fault "the newest entry of CHANGELOG.md is empty"
}

check_mentions() {
	local file line told
	while IFS=: read -r file line told; do
		[[ "$told" == "$version" ]] || fault "$file:$line says $told, VERSION says $version"
	done < <(
		grep -noE 'http_client_go-[0-9]+\.[0-9]+\.[0-9]+(\+dev)?' README.md CONTRIBUTING.md docs/*.md scripts/addon/README.md | sed 's/http_client_go-//'
		grep -nE '^config/version=' demo_project/project.godot | sed -E 's,^([0-9]+):config/version="(.*)",demo_project/project.godot:\1:\2,'
	)
}

main() {
	local version
	version=$(<VERSION)
	[[ "$version" =~ ^[0-9]+\.[0-9]+\.[0-9]+(\+dev)?$ ]] || fault "VERSION holds '$version', which is not x.y.z or x.y.z+dev"
	case "${1:-}" in
	'') ;;
	--release) [[ "$version" != *+dev ]] || fault "VERSION is $version. Fix: write ${version%+dev} there and its date into CHANGELOG.md, and commit" ;;
	*)
		echo "version: unknown argument: $1" >&2
		exit 2
		;;
	esac
	check_changelog
	check_mentions
	((faults == 0))
}

main "$@"
