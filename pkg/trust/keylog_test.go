// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"httpclientgo/pkg/internal/tlstest"
)

func TestKeyLog(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	server := ca.Serve(t, []string{"a.example"})
	path := filepath.Join(t.TempDir(), "keys.log")
	for i, test := range []struct {
		log   string
		no13  bool
		lines string // that came
	}{
		{"", false, ""}, {path, true, "CLIENT_RANDOM"}, {path, false, "CLIENT_HANDSHAKE_TRAFFIC_SECRET"}, {"", true, ""},
		{filepath.Join(path, "no folder"), true, ""},
	} {
		before, _ := os.ReadFile(path)
		v, err := handshakeWith(t, server, (&TLSOptions{Roots: ca.Pool, DisableTLS13: test.no13, Beyond: Beyond{KeyLog: test.log}}).Config("a.example"))
		if err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		if exchange(t, v) {
			t.Errorf("%d: a session from before, whose keys may have been written elsewhere", i)
		}
		after, _ := os.ReadFile(path)
		came, ok := strings.CutPrefix(string(after), string(before))
		if !ok || strings.Contains(came, test.lines) != true || (test.lines == "") != (came == "") {
			t.Errorf("%d: %q", i, came)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read it: %v %v", info.Mode(), err)
	}
	if CanLogKeys(filepath.Join(path, "no folder")) || !CanLogKeys(path) {
		t.Error("what can be written")
	}
}
