// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build !unix

package pool

import "time"

// promptness is how long a write of the few bytes of a close_notify may wait for a peer that has stopped reading: the
// system cannot be asked for a write without waiting by package syscall alone.
const promptness = 5 * time.Millisecond

// readPromptly finds nothing: the system cannot be asked without waiting by package syscall alone. The parked read of
// an idle link has seen all that came before it was ended.
func (s *socket) readPromptly([]byte) (int, error) { return 0, errNothing }

// writePromptly writes with a short limit.
func (s *socket) writePromptly(p []byte) (int, error) {
	s.TCPConn.SetWriteDeadline(time.Now().Add(promptness))
	return s.TCPConn.Write(p)
}
