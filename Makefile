# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# The targets only name scripts, which start a Godot or a C compiler, and programs of ci/; each says at its head what it
# does and which variables it reads. ARGS goes to what is behind a target: make test ARGS=--filter=chunked

# go.mod's Go, or a newer one; from the module proxy where it is not here.
export GOTOOLCHAIN = auto

.PHONY: help build test docs demo bench profile fuzz soak hostile addon check reproducible release godot clean \
	linux-arm64 windows macos android test-linux-arm64 test-windows test-export

help:
	@cat ci/help.txt

build:
	@scripts/build.sh

test:
	@go run ./ci/stages $(ARGS)

docs:
	@scripts/test_docs.sh $(ARGS)

demo:
	@scripts/demo.sh $(ARGS)

bench:
	@scripts/bench.sh $(ARGS)

profile:
	@scripts/profile.sh $(ARGS)

fuzz:
	@go run ./ci/fuzz $(ARGS)

soak:
	@scripts/soak.sh $(ARGS)

hostile:
	@scripts/hostile_table.sh $(ARGS)

addon:
	@go run ./ci/addon $(ARGS)

linux-arm64:
	@scripts/build_platform.sh linux-arm64

windows:
	@scripts/build_platform.sh windows-x86_64

macos:
	@scripts/build_platform.sh macos

android:
	@scripts/build_platform.sh android-arm64 android-x86_64

test-linux-arm64:
	@scripts/run_godot_tests.sh --arm64 $(ARGS)

test-windows:
	@scripts/test_windows.sh

test-export:
	@scripts/test_export.sh

check:
	@go run ./ci/check $(ARGS)

reproducible:
	@go run ./ci/addon -twice

release:
	@go run ./ci/release $(ARGS)

godot:
	@scripts/find_godot.sh

# The cache with Godot and the servers of the tests is outside of the tree, shared with other clones, and stays.
clean:
	@rm -rf dist demo_project/addons/http_client_go demo_project/.godot
	@rmdir demo_project/addons 2>/dev/null || true
