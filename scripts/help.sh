#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# Usage: scripts/help.sh
#
# Prints what make can do here.
set -euo pipefail

cat <<'TEXT'
make build   build the library and stage the addon into demo_project/addons/http_client_go
make demo    build, then run the demo project headless against the project's own loopback server
             (ARGS=--window as a window, the engine's class beside ours; ARGS=--serve for the editor's F5)
make test    Go tests, the same under the race detector, the tests in a headless Godot, the code in the docs
make docs    run the code in the pages and class references (needs make build)
make bench   the engine's HTTPClient and HTTPClientGo side by side
make profile where the time of one row of the benchmark goes (ARGS="frames_tls"; rows.gd has the names)
make addon   dist/http_client_go-VERSION.zip: unpack it over a project, and that is the install
             (ARGS=all: with the libraries of every platform that this machine can build)
make linux-arm64       the library for that platform, into dist/stage; Debian's compiler is fetched once
make windows           the same, for x86-64
make macos             the same, on a Mac
make android           the same, with Android's NDK (ANDROID_NDK_HOME)
make test-linux-arm64  tests in Debian's arm64 Godot, by way of qemu
make test-windows      the tests of pkg/ and the library itself under Debian's Wine
make test-export       exported games, debug and release, that download over HTTPS
make fuzz    each fuzz target for 30 CPU minutes; hours in all (ARGS="--minutes=1 FuzzResponse" for less)
make soak    load and faults in one Godot process, and what stays of them; minutes
make hostile docs/hostile.md anew: hostile and unusual answers on both classes (after make build)
make check   format, vet, layers, licences, static analysis, GDScript warnings, spelling
make godot   print the Godot that the other targets use (fetches one on Debian if there is none)
make clean   remove what the targets above made in this folder (not the shared cache)

Godot is $GODOT, else godot on the PATH (4.4 or newer), else Debian's own in a cache folder outside
the tree ($HTTP_CLIENT_GO_CACHE, else ~/.cache/http_client_go). The servers and proxies that make test
talks to are in $HTTP_CLIENT_GO_PEERS (empty: the installed ones), else Debian's own in the same cache.

make reproducible                   build the addon from two clones at two paths and compare the bytes
make release ARGS="x.y.z --dry-run" what a release does, but for the tag
make test ARGS=--filter=chunked     only the in-engine cases with that name
ADDON_DIR=../my_game/addons make build     stage straight into another project
TEXT
