// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import "testing"

// What the boundary answers in place of Poll, while quiet is 1, is what Poll answers.
func TestQuietAnswers(t *testing.T) {
	for s := Status(0); int(s) < statusCount; s++ {
		var v View
		v.quiet.Store(1)
		v.enter(s)
		want := int32(1)
		switch s {
		case StatusResolving, StatusConnecting, StatusConnected, StatusRequesting, StatusBody:
			want = 0
		}
		if v.quiet.Load() != want || Code(v.pollCode.Load()) != standing(s) {
			t.Errorf("status %d: quiet %d, code %d; Poll gives %d", s, v.quiet.Load(), v.pollCode.Load(), standing(s))
		}
	}
}
