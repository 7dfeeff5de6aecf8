#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/fuzz.sh [--minutes=N] [--cache=DIR] [TARGET ...]
#
# Each fuzz target (default: all under pkg/) for N CPU minutes, default 30, on one core, one after the other.
# One line a target. An input that breaks its invariant is left where Go's tests find it from then on,
# under testdata/fuzz of its package, and the exit code is 1.
#
# --cache=DIR  what was found worth keeping is there for the next run; default: for this run only
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export GOTOOLCHAIN=auto # go.mod's Go, from the module proxy where it is not here
readonly SLICE=60 # seconds, between which the CPU time is looked at

minutes=30 cache='' targets=()
for arg; do
	case $arg in
	--minutes=*) minutes=${arg#*=} ;;
	--cache=*) cache=${arg#*=} ;;
	-*)
		sed -n '/^# Usage:/,/^set -/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
		exit 2
		;;
	*) targets+=("$arg") ;;
	esac
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "${cache:=$work/cache}"
cache=$(cd "$cache" && pwd)

# A slice that ends while an input is being shrunk is called a failure by Go (golang/go#75804); a real one
# names its input or its panic.
over_time() {
	[[ "$(grep -c -- '^ *--- FAIL' "$work/log")" == 1 ]] && grep -qx ' *context deadline exceeded' "$work/log"
}

# Runs one target; prints its line.
fuzz() {
	local target=$1 package=$2 cpu=0 execs=0 found=0 last status=0
	local -; set -o pipefail
	(cd "$root" && go test -c -fuzz="$target" -o "$work/$target" "./$package")
	while awk "BEGIN { exit !($cpu < $minutes * 60) }"; do
		(
			cd "$root/$package"
			TIMEFORMAT='%U %S'
			# FuzzCalls takes seconds a call where it finds a long input worth shrinking: five tries are enough.
			time "$work/$target" -test.run='^$' -test.fuzz="^$target\$" -test.fuzztime="${SLICE}s" -test.parallel=1 \
				-test.fuzzminimizetime=5x -test.fuzzcachedir="$cache" >"$work/log" 2>&1
		) 2>"$work/cpu" || over_time || status=1
		cpu=$(awk -v sum="$cpu" 'NF == 2 { sum += $1 + $2 } END { printf "%.1f", sum }' "$work/cpu")
		last=$(grep -oE 'execs: [0-9]+' "$work/log" | tail -n 1) || last='execs: 0'
		execs=$((execs + ${last#execs: }))
		found=$(find "$cache/$target" -type f 2>/dev/null | wc -l)
		if ((status != 0)); then
			cat "$work/log"
			break
		fi
	done
	printf '%s%-16s %6.1f CPU minutes  %12d executions  %6d inputs kept\n' \
		"$( ((status == 0)) || echo 'FAILED ')" "$target" "$(awk "BEGIN { print $cpu / 60 }")" "$execs" "$found"
	return "$status"
}

failed=0
while IFS=: read -r file target; do
	if ((${#targets[@]})) && [[ " ${targets[*]} " != *" $target "* ]]; then
		continue
	fi
	fuzz "$target" "$(dirname "$file")" || failed=1
done < <(cd "$root" && grep -roE --include='*_test.go' '^func Fuzz[A-Za-z0-9]+' pkg | sed 's/func //' | sort)
exit "$failed"
