// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"httpclientgo/pkg/client"
	"httpclientgo/pkg/internal/corporatest"
)

// A tenth of the vectors of other projects goes over a socket. Package h1 holds all of them against what their authors
// expect; here the client must come to what the codec comes to, whole and byte by byte. They are read from
// $SHARED_CORPORA or from shared/corpora beside the repository; where there are none, the test is skipped.
func TestCorporaOverASocket(t *testing.T) {
	for _, corpus := range []struct {
		file  string
		wires func([]byte) ([]vector, error)
	}{
		{"parser-vectors/vectors.json", parserVectors},
		{"llhttp/vectors.json", llhttpVectors},
		{"curl/cases.json", curlVectors},
		{"te-mutations/te_mutations.json", codingVectors},
	} {
		t.Run(corpus.file, func(t *testing.T) {
			vectors, err := corpus.wires(corporatest.Read(t, corpus.file))
			if err != nil || len(vectors) == 0 {
				t.Fatalf("%d vectors, %v", len(vectors), err)
			}
			p := listen(t)
			ran := 0
			for i := 0; i < len(vectors); i += 10 {
				v := vectors[i]
				want := decode(v.q, v.wire)
				for how, pieces := range map[string][][]byte{"whole": {v.wire}, "byte by byte": bytewise(v.wire)} {
					if len(pieces) > 2048 {
						continue
					}
					if got := p.play(t, v.q, false, pieces...); got != want {
						t.Errorf("vector %d, %s: %.200q\n got %+v\nwant %+v", i, how, v.wire, got, want)
					}
				}
				ran++
			}
			t.Logf("%d of %d vectors", ran, len(vectors))
		})
	}
}

type vector struct {
	q    question
	wire []byte
}

func methodIndex(name string) int { return max(slices.Index(client.Methods[:], name), 0) }

const chunkedHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

func parserVectors(text []byte) (all []vector, err error) {
	var raw []struct {
		Kind, Method string
		Input        []byte `json:"input_b64"`
	}
	err = json.Unmarshal(text, &raw)
	for _, r := range raw {
		wire := r.Input
		if len(r.Kind) >= 5 && r.Kind[:5] == "chunk" {
			wire = append([]byte(chunkedHead), wire...)
		}
		all = append(all, vector{question{method: methodIndex(r.Method), upgrade: true}, wire})
	}
	return all, err
}

func llhttpVectors(text []byte) (all []vector, err error) {
	var raw []struct {
		Type  string
		Input []byte `json:"input_b64"`
	}
	err = json.Unmarshal(text, &raw)
	for _, r := range raw {
		wire := r.Input
		if _, rest, ok := bytes.Cut(wire, []byte("\n")); ok && len(r.Type) >= 7 && r.Type[:7] == "request" {
			wire = append([]byte("HTTP/1.1 200 OK\r\n"), rest...)
		}
		all = append(all, vector{question{upgrade: true}, wire})
	}
	return all, err
}

func curlVectors(text []byte) (all []vector, err error) {
	var raw []struct{ Reply map[string]json.RawMessage }
	err = json.Unmarshal(text, &raw)
	for _, r := range raw {
		for _, part := range []string{"data", "data1", "connect"} {
			var reply struct {
				Wire []byte `json:"b64"`
			}
			if r.Reply[part] == nil || json.Unmarshal(r.Reply[part], &reply) != nil {
				continue
			}
			q := question{upgrade: true}
			if part == "connect" {
				q = connectQuestion
			}
			all = append(all, vector{q, reply.Wire})
		}
	}
	return all, err
}

func codingVectors(text []byte) (all []vector, err error) {
	var raw []struct {
		Header []byte `json:"header_b64"`
	}
	err = json.Unmarshal(text, &raw)
	for _, r := range raw {
		wire := "HTTP/1.1 200 OK\r\n" + string(r.Header) + "\r\nContent-Length: 15\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
		all = append(all, vector{question{}, []byte(wire)})
	}
	return all, err
}
