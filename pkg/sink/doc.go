// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package sink has the two places where a body goes: Memory, as a whole or in pieces, and Part, a file.
package sink
