// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build race

package client_test

// dropped is how many allocations a call may make on top: under the race detector, a sync.Pool drops at random some of
// what it is given, so blocks are made again.
const dropped = 2
