#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/release.sh VERSION [--dry-run [--no-tests]]
#
# Makes the release VERSION (x.y.z) of the last commit, which has that version in the file VERSION and
# in CHANGELOG.md: looks whether the tree is clean, checks, tests, builds the zip twice and compares,
# writes dist/SHA256SUMS, and tags the commit as vVERSION. Nothing is pushed or uploaded.
#
# --dry-run   all but the tag
# --no-tests  leave out make check and make test; only with --dry-run
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

die() {
	printf '%s\n' "release: $1" "Fix: $2" >&2
	exit 1
}

usage() {
	echo "release: $1; usage: scripts/release.sh VERSION [--dry-run [--no-tests]]" >&2
	exit 2
}

# The newest entry of the changelog, which becomes the text of the tag.
notes() {
	awk '/^## / { if (seen++) exit; next } seen' CHANGELOG.md
}

check_tree() {
	[[ -z "$(git status --porcelain)" ]] || die "the tree holds what is not committed" "commit or remove what git status names"
	[[ "$(<VERSION)" == "$version" ]] || die "VERSION holds $(<VERSION), not $version" "write $version there and its date into CHANGELOG.md, and commit"
	scripts/check_version.sh --release || die "the versions do not agree" "see the lines above"
	! git rev-parse -q --verify "refs/tags/$tag" >/dev/null || die "the tag $tag exists" "releases are never made twice; take the next version"
}

main() {
	local version='' tag dry=0 tests=1 arg archive
	for arg; do
		case "$arg" in
		--dry-run) dry=1 ;;
		--no-tests) tests=0 ;;
		-*) usage "unknown argument: $arg" ;;
		*)
			[[ -z "$version" ]] || usage "two versions"
			version=$arg
			;;
		esac
	done
	[[ "$version" =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || usage "VERSION is x.y.z"
	((dry || tests)) || usage "a release is tested"
	tag=v$version
	archive=http_client_go-$version.zip

	check_tree
	if ((tests)); then
		scripts/build.sh
		scripts/check.sh
		scripts/test.sh
	fi
	rm -rf dist
	scripts/addon.sh
	scripts/check_reproducible.sh
	(cd dist && sha256sum "$archive" >SHA256SUMS && cat SHA256SUMS)
	[[ -z "$(git status --porcelain)" ]] || die "the build left something in the tree" "see git status"
	if ((dry)); then
		echo "release: $tag would be made of $(git rev-parse --short HEAD); nothing was tagged"
		return
	fi
	{ printf "HTTPClientGo %s\n" "$version" && notes; } | git tag -a "$tag" --cleanup=verbatim -F - || die "git could not tag" "see above"
	echo "release: tagged $tag. Next: git push origin $tag, upload dist/$archive and dist/SHA256SUMS, and set VERSION to the next x.y.z+dev"
}

main "$@"
