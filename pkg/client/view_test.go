// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import "testing"

// What the boundary answers in place of Poll is what Poll answers.
func TestKnownAnswers(t *testing.T) {
	for s := Status(0); int(s) < statusCount; s++ {
		var v View
		v.enter(s)
		switch s {
		case StatusResolving, StatusConnecting, StatusConnected, StatusRequesting, StatusBody:
			if v.quiet.Load() != 0 {
				t.Errorf("status %d: quiet", s)
			}
		default:
			if got := Code(v.pollCode.Load()); v.quiet.Load() != 1 || got != standing(s) {
				t.Errorf("status %d: quiet %d, code %d, Poll gives %d", s, v.quiet.Load(), got, standing(s))
			}
		}
	}
}
