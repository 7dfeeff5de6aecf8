// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build !race

package fetch

// largeSize is the size of a large body in bytes, see race_test.go.
const largeSize = 1<<30 + 1
