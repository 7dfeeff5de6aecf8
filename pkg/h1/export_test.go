// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1

// The parts of a Response, for tests from outside to hold it against.

type ChunkReader = chunkReader

var FramingOf = framingOf
