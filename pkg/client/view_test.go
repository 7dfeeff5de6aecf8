// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import "testing"

// What the boundary answers in place of Poll is what Poll answers.
func TestKnownAnswers(t *testing.T) {
	for s := Status(0); int(s) < statusCount; s++ {
		var v View
		v.know(OK, 7)
		v.enter(s)
		known := v.poll.Load()
		switch s {
		case StatusResolving, StatusConnecting, StatusConnected, StatusRequesting:
			if known != unknown {
				t.Errorf("status %d: known %#x", s, known)
			}
		default:
			if Code(uint32(known)) != standing(s) || known>>32 != 0 {
				t.Errorf("status %d: known %#x, Poll gives %d", s, known, standing(s))
			}
		}
	}
}

func TestKnownWithDescriptor(t *testing.T) {
	var v View
	v.know(OK, 0)
	if got := v.poll.Load(); got != 1<<32 {
		t.Errorf("descriptor 0: %#x", got)
	}
	v.know(ErrConnectionError, noDescriptor)
	if got := v.poll.Load(); got != int64(ErrConnectionError) {
		t.Errorf("no descriptor: %#x", got)
	}
	v.forget()
	if got := v.poll.Load(); got >= 0 {
		t.Errorf("forgotten: %#x", got)
	}
}
