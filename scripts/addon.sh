#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/addon.sh
#
# Builds the addon into dist/stage/addons/http_client_go and packs it as dist/http_client_go-VERSION.zip,
# whose root is "addons": unpacked over a project, it is installed. Libraries of other platforms that
# lie in the stage's bin folder already are packed as well.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
archive=dist/http_client_go-$(<VERSION).zip
ADDON_DIR=dist/stage/addons scripts/build.sh
scripts/check_symbols.sh
go run ./ci/pack "$archive.new" dist/stage
mv -f "$archive.new" "$archive"
printf 'packed %s (%s)\n' "$archive" "$(sha256sum "$archive" | cut -c 1-16)"
