// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"strings"
	"testing"

	"httpclientgo/pkg/client"
	"httpclientgo/pkg/internal/corporatest"
)

// FuzzHostile: whatever a server sends, in two pieces and over a socket, a client comes to what the codec comes to on
// the whole of it: the same status, code, header lines, body and fault; and it says why without a control character.
func FuzzHostile(f *testing.F) {
	for _, s := range scenarios() {
		if len(s.wire) < 2048 {
			f.Add([]byte(s.wire), uint16(len(s.wire)/2), uint8(s.q.method), s.q.upgrade)
			f.Add([]byte(s.wire), uint16(len(s.wire)/3), uint8(s.q.method)|0x80, s.q.upgrade)
		}
	}
	for _, v := range corporatest.Seeds(f) {
		f.Add(v.Wire, uint16(len(v.Wire)/2), uint8(asked(v).method), true)
	}
	p := listen(f)
	f.Fuzz(func(t *testing.T, wire []byte, at uint16, method uint8, upgrade bool) {
		q := question{method: int(method&0x7f) % len(client.Methods), upgrade: upgrade, joined: method&0x80 != 0}
		if name := client.Methods[q.method]; name != "GET" && name != "HEAD" && name != "CONNECT" {
			q.method = 0 // only these three mean something to the reader of an answer
		}
		cut := min(int(at), len(wire))
		r := p.ask(t, q)
		defer r.end()
		r.feed(wire[:cut], wire[cut:])
		r.conn.Close()
		if got, want := r.finish(), decode(q, wire); got != want {
			t.Errorf("%q, split at %d:\n got %+v\nwant %+v", wire, cut, got, want)
		}
		reason, failed := r.c.Reason()
		if failed != (r.c.View().Status() == client.StatusConnectionError) {
			t.Errorf("status %d, and a reason is there: %v", r.c.View().Status(), failed)
		}
		if strings.ContainsFunc(reason.Message, func(c rune) bool { return c < ' ' || c == 0x7f }) {
			t.Errorf("control characters in %q", reason.Message)
		}
	})
}
