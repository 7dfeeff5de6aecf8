// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"slices"
	"testing"

	"httpclientgo/pkg/client"
	"httpclientgo/pkg/internal/corporatest"
)

// A tenth of the vectors of other projects goes over a socket. Package h1 holds all of them against what their authors
// expect; here the client must come to what the codec comes to, whole and byte by byte.
func TestCorporaOverASocket(t *testing.T) {
	for _, file := range corporatest.Files() {
		t.Run(file, func(t *testing.T) {
			vectors := corporatest.Vectors(t, file)
			p := listen(t)
			ran := 0
			for i := 0; i < len(vectors); i += 10 {
				q, wire := asked(vectors[i]), vectors[i].Wire
				want := decode(q, wire)
				for how, pieces := range map[string][][]byte{"whole": {wire}, "byte by byte": bytewise(wire)} {
					if len(pieces) > 2048 {
						continue
					}
					if got := p.play(t, q, false, pieces...); got != want {
						t.Errorf("vector %d, %s: %.200q\n got %+v\nwant %+v", i, how, wire, got, want)
					}
				}
				ran++
			}
			t.Logf("%d of %d vectors", ran, len(vectors))
		})
	}
}

// asked is the request that the vector answers.
func asked(v corporatest.Vector) question {
	if v.Method == "CONNECT" {
		return connectQuestion
	}
	return question{method: max(slices.Index(client.Methods[:], v.Method), 0), upgrade: true}
}
