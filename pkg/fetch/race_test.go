// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build race

package fetch

// largeSize is the size of a large body in bytes: under the race detector, one of 1 GiB takes half a minute.
const largeSize = 64<<20 + 1
