// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package corporatest

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// A Vector is what one case of a corpus has a server send, without what its authors expect of it.
type Vector struct {
	Method string // of the request it answers; "" is as good as GET
	Wire   []byte
}

// ChunkedHead is put before a vector that is a chunked body alone.
const ChunkedHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

// readers has the function that decodes each file.
var readers = map[string]func([]byte) ([]Vector, error){
	"parser-vectors/vectors.json":    parserVectors,
	"llhttp/vectors.json":            llhttpVectors,
	"curl/cases.json":                curlVectors,
	"te-mutations/te_mutations.json": codingVectors,
}

// Files returns the names of the files that Vectors can read.
func Files() []string {
	var files []string
	for file := range readers {
		files = append(files, file)
	}
	return files
}

// Vectors returns all vectors of one of Files. Where the file is absent, the test is skipped.
func Vectors(t testing.TB, file string) []Vector {
	t.Helper()
	vectors, err := readers[file](Read(t, file))
	if err != nil || len(vectors) == 0 {
		t.Fatalf("%s: %d vectors, %v", file, len(vectors), err)
	}
	return vectors
}

// Seeds returns the vectors of all Files that are there, up to 4 KiB long, for fuzzing to begin with; none where none
// is there.
func Seeds(t testing.TB) []Vector {
	t.Helper()
	var seeds []Vector
	for file := range readers {
		if _, err := os.Stat(path(file)); err != nil {
			continue
		}
		for _, v := range Vectors(t, file) {
			if len(v.Wire) <= 4<<10 {
				seeds = append(seeds, v)
			}
		}
	}
	return seeds
}

func parserVectors(text []byte) (all []Vector, err error) {
	var raw []struct {
		Kind, Method string
		Input        []byte `json:"input_b64"`
	}
	err = json.Unmarshal(text, &raw)
	for _, r := range raw {
		wire := r.Input
		if strings.HasPrefix(r.Kind, "chunk") {
			wire = append([]byte(ChunkedHead), wire...)
		}
		all = append(all, Vector{r.Method, wire})
	}
	return all, err
}

func llhttpVectors(text []byte) (all []Vector, err error) {
	var raw []struct {
		Type  string
		Input []byte `json:"input_b64"`
	}
	err = json.Unmarshal(text, &raw)
	for _, r := range raw {
		wire := r.Input
		if _, rest, ok := bytes.Cut(wire, []byte("\n")); ok && strings.HasPrefix(r.Type, "request") {
			wire = append([]byte("HTTP/1.1 200 OK\r\n"), rest...)
		}
		all = append(all, Vector{Wire: wire})
	}
	return all, err
}

func curlVectors(text []byte) (all []Vector, err error) {
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
			method := "GET"
			if part == "connect" {
				method = "CONNECT"
			}
			all = append(all, Vector{method, reply.Wire})
		}
	}
	return all, err
}

func codingVectors(text []byte) (all []Vector, err error) {
	var raw []struct {
		Header []byte `json:"header_b64"`
	}
	err = json.Unmarshal(text, &raw)
	for _, r := range raw {
		wire := "HTTP/1.1 200 OK\r\n" + string(r.Header) + "\r\nContent-Length: 15\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
		all = append(all, Vector{Wire: []byte(wire)})
	}
	return all, err
}
