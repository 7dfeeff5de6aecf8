#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/fetch_peers.sh [--where]
#
# Prints a folder with servers and proxies that others wrote, for the tests of pkg/transport, after
# unpacking Debian's packages into it if they are not there yet: bin/ starts nginx, tinyproxy,
# microsocks and squid, and root/ holds what they are made of. Nothing of the system changes and root
# is not needed (see debian_packages.sh). test.sh hands the folder on as HTTP_CLIENT_GO_PEERS.
#
# --where  only print the folder; download nothing.
#
# HTTP_CLIENT_GO_CACHE  the cache folder (default $XDG_CACHE_HOME/http_client_go, else
#                       ~/.cache/http_client_go). All clones share it. Remove its folders "peers-*"
#                       to fetch newer ones.
set -euo pipefail

# Goes up when what is in the folder changes.
readonly LAYOUT=1

# The tests can do without, so one short try is enough. Unneeded is what serves an installed squid.
# shellcheck disable=SC2034 # for debian_packages.sh
readonly SELF=fetch_peers TRIES=1 TRY_LIMIT=120 SIZE='about 20 MB, 60 MB unpacked' FIX='' \
	UNNEEDED='adduser debconf libdbi-perl logrotate netbase perl squid-langpack systemd'

# shellcheck source-path=SCRIPTDIR source=debian_packages.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian_packages.sh"

# write_launcher FOLDER NAME PROGRAM ARGS...: no launcher stays if PROGRAM does not run with ARGS.
write_launcher() {
	local folder=$1 name=$2 program=$3 launcher output
	shift 3
	launcher=$folder/bin/$name
	{
		# shellcheck disable=SC2016 # for the launcher
		printf '#!/bin/sh\n%s\n' 'root=$(dirname "$(dirname "$(readlink -f "$0")")")/root'
		launch_through_loader "$program" ''
	} >"$launcher"
	chmod 755 "$launcher"
	output=$("$launcher" "$@" 2>&1 </dev/null) || [[ "${output,,}" == *usage* ]] || {
		say "$name does not run, so its tests skip: ${output%%$'\n'*}"
		rm "$launcher"
	}
}

finish() {
	local folder=$1
	mkdir "$folder/bin"
	write_launcher "$folder" nginx usr/sbin/nginx -v
	write_launcher "$folder" tinyproxy usr/bin/tinyproxy -v
	write_launcher "$folder" microsocks usr/bin/microsocks -h # no version; it tells its usage and fails
	write_launcher "$folder" squid usr/sbin/squid-gnutls -v # Debian's alternatives make it squid
}

main() {
	local cache
	cache=$(cache_dir)
	case "${1:-}" in
	'') fetch_into "$cache" "peers-$LAYOUT" bin finish nginx tinyproxy-bin microsocks squid ;;
	--where) ;;
	*)
		say "unknown argument: $1"
		exit 2
		;;
	esac
	printf '%s\n' "$cache/peers-$LAYOUT"
}

main "$@"
