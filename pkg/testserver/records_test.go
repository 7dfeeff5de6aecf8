// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver_test

import (
	"crypto/tls"
	"io"
	"strings"
	"testing"
)

// crypto/tls is the judge of what is sealed, in either version.
func TestRecords(t *testing.T) {
	h := start(t)
	large := strings.Repeat("0123456789", 10000)
	for _, tt := range []struct {
		name, options, steps, want, fault string
	}{
		{"1.2", `{"max":"1.2","records":true}`, `["send","hello "],["send_repeat",10000,"0123456789"],["close"]`, "hello " + large, ""},
		{"1.3", `{"min":"1.3","records":true}`, `["send","hello "],["send_repeat",10000,"0123456789"],["close"]`, "hello " + large, ""},
		{"RSA", `{"max":"1.2","records":true,"certificate":"rsa"}`, `["send","hello"],["half_close"]`, "hello", ""},
		{"a new key", `{"min":"1.3","records":true}`, `["send","a"],["key_update",1],["send","b"],["key_request",2],["send","c"],["half_close"]`, "abc", ""},
		{"too many", `{"min":"1.3","records":true}`, `["send","a"],["key_update",17],["send","b"]`, "a", "too many non-advancing records"},
		{"a request", `{"max":"1.2","records":true}`, `["send","a"],["hello",1],["send","b"]`, "a", "no renegotiation"},
		{"in 1.3", `{"min":"1.3","records":true}`, `["send","a"],["hello",1],["close"]`, "a", ""},
		{"in 1.2", `{"max":"1.2","records":true}`, `["send","a"],["key_update",1],["close"]`, "a", ""},
		{"not asked for", `{}`, `["send","a"],["key_update",1],["close"]`, "a", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			id, port := h.script(`[["accept"],`+tt.steps+`]`, `,"tls":`+tt.options)
			raw := h.dial(port)
			c := tls.Client(raw, &tls.Config{RootCAs: h.pool("ca.pem"), ServerName: "localhost"})
			if err := c.Handshake(); err != nil {
				t.Fatal(err)
			}
			asksTooMuch := strings.HasPrefix(tt.name, "in ") || tt.name == "not asked for"
			if asksTooMuch {
				if a := h.ask(`{"op":"wait","id":%d,"at":9,"ms":5000}`, id); a.State.Fault == "" {
					t.Errorf("%+v", a.State)
				}
				return
			}
			got, err := io.ReadAll(c)
			if string(got) != tt.want {
				t.Errorf("%d bytes, want %d", len(got), len(tt.want))
			}
			if (err == nil) != (tt.fault == "") || err != nil && !strings.Contains(err.Error(), tt.fault) {
				t.Errorf("%v, want %q", err, tt.fault)
			}
		})
	}
}
