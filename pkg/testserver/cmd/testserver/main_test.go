// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"testing"

	"httpclientgo/pkg/testserver"
)

func TestServesUntilStdinEnds(t *testing.T) {
	stdin, hold := io.Pipe()
	out, stdout := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- run(stdin, stdout) }()

	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	var ready testserver.Ready
	if err := json.Unmarshal(line, &ready); err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	for _, address := range []string{ready.Control, ready.Plain, ready.TLS} {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		c.Close()
	}
	hold.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(ready.CA); !os.IsNotExist(err) {
		t.Errorf("the CA file is still there: %v", err)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("broken") }

func TestNobodyReadsTheAddresses(t *testing.T) {
	if err := run(nil, brokenWriter{}); err == nil {
		t.Error("no error")
	}
}
