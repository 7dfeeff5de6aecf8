// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build !race

package client_test

// dropped is how many allocations a call may make on top, see race_test.go.
const dropped = 0
