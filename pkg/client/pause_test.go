// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import "testing"

func TestPauseAfterQuestions(t *testing.T) {
	type question struct{ n, want int }
	for _, c := range []struct {
		name  string
		asked []question
		pause bool
		small bool
	}{
		{"a full read leaves the stream not empty", []question{{65536, 65536}}, false, false},
		{"a full small read as well", []question{{100, 100}}, false, true},
		{"a short read made room", []question{{30000, 65536}}, false, false},
		{"it may still be empty then", []question{{30000, 65536}, {0, 65536}}, false, false},
		{"nothing again", []question{{30000, 65536}, {0, 65536}, {0, 65536}}, true, false},
		{"something in between", []question{{0, 65536}, {30000, 65536}, {0, 65536}}, false, false},
		{"small pieces are told", []question{{512, 65536}}, true, true},
		{"an empty read goes by the last piece", []question{{512, 65536}, {0, 65536}}, true, true},
		{"a large piece ends small ones", []question{{512, 65536}, {65536, 65536}, {0, 65536}, {0, 65536}}, true, false},
		{"nothing ever came", []question{{0, 65536}, {0, 65536}}, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var p pause
			for _, q := range c.asked {
				p.begin(q.n, q.want)
			}
			if got := p.until != 0; got != c.pause || p.small != c.small {
				t.Errorf("pause %v, small %v; want %v, %v", got, p.small, c.pause, c.small)
			}
		})
	}
}
