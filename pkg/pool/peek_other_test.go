// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build !unix

package pool

const neverFinds = true

func (s *socket) peek([]byte) (int, error) { return 0, errNothing }
