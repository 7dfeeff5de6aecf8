# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
#
# The targets only name scripts; each script says at its head what it does and which variables it reads.
# ARGS goes to the script behind a target: make test ARGS=--filter=chunked

# go.mod's Go, or a newer one; from the module proxy where it is not here.
export GOTOOLCHAIN = auto

.PHONY: help build test docs demo bench profile fuzz soak hostile addon check reproducible release godot clean \
	linux-arm64 windows macos android test-linux-arm64 test-windows test-export

help:
	@scripts/help.sh

build:
	@scripts/build.sh

test:
	@scripts/test.sh $(ARGS)

docs:
	@scripts/test_docs.sh $(ARGS)

demo:
	@scripts/demo.sh $(ARGS)

bench:
	@scripts/bench.sh $(ARGS)

profile:
	@scripts/profile.sh $(ARGS)

fuzz:
	@scripts/fuzz.sh $(ARGS)

soak:
	@scripts/soak.sh $(ARGS)

hostile:
	@scripts/hostile_table.sh $(ARGS)

addon:
	@scripts/addon.sh $(ARGS)

linux-arm64:
	@scripts/build_platform.sh linux-arm64

windows:
	@scripts/build_platform.sh windows-x86_64

macos:
	@scripts/build_platform.sh macos

android:
	@scripts/build_platform.sh android-arm64 android-x86_64

test-linux-arm64:
	@scripts/test_arm64.sh $(ARGS)

test-windows:
	@scripts/test_windows.sh

test-export:
	@scripts/test_export.sh

check:
	@scripts/check.sh $(ARGS)

reproducible:
	@scripts/check_reproducible.sh

release:
	@scripts/release.sh $(ARGS)

godot:
	@scripts/find_godot.sh

clean:
	@scripts/clean.sh
