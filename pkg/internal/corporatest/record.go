// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package corporatest

import (
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var record = flag.String("record", "", "append each exchange and what must come of it to this file, one line of JSON each")

// An Exchange is one answer of a server and what must come of it, for scripts/hostile_table.sh, which plays it to the
// engine's class and to ours.
type Exchange struct {
	Group  string `json:"group"` // of the table
	Name   string `json:"name"`
	Method int    `json:"method"` // as Godot counts them
	// Upgrade: the request asks for another protocol.
	Upgrade bool   `json:"upgrade"`
	Wire    []byte `json:"wire"`
	Closes  bool   `json:"closes"` // the server closes behind the wire; otherwise it stays
	Fails   bool   `json:"fails"`  // the answer is none or not whole, and the client has to say so
	Code    int    `json:"code"`   // 0 where there is no head
	Body    []byte `json:"body"`   // all that may be delivered
}

// Record appends e to the file that -record names, if any.
func Record(t testing.TB, e Exchange) {
	t.Helper()
	if *record == "" {
		return
	}
	f, err := os.OpenFile(*record, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := json.NewEncoder(f).Encode(e); err != nil {
		t.Fatal(err)
	}
}
