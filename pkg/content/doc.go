// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package content knows what the bytes of a body mean: its content codings (RFC 9110 Section 8.4) and, for text, its
// charset.
package content
