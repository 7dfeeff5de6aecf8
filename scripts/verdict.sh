# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: source scripts/verdict.sh SUBJECT
#
# How the tests that are scripts count and tell what they find.
#
#   verdict NAME LOG WHY   counts a test in $passed, or where WHY is not empty in $failed; then it shows LOG and WHY

verdict_subject=$1
passed=0 failed=0

verdict() {
	local name=$1 log=$2 why=$3
	if [[ -z "$why" ]]; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	cat "$log"
	printf '%s: %s: %s\n' "$verdict_subject" "$name" "$why"
}
