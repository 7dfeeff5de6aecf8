// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"bytes"
	"errors"
	"io"
	"net"
	"strings"
	"testing"

	"httpclientgo/pkg/fault"
)

// Also between two records, where crypto/tls alone would take it for an end.
func TestCutWithoutCloseNotify(t *testing.T) {
	for _, kind := range []string{"tls12", "tls13", "proxied", "nested"} {
		t.Run(kind, func(t *testing.T) {
			s, f := pair(t, kind)
			data := pattern(40000)
			f.Write(data)
			f.tcp.CloseWrite()
			got, err := drain(t, s)
			if !bytes.Equal(got, data) {
				t.Errorf("%d bytes of %d", len(got), len(data))
			}
			if e := failed(t, err, fault.Read); !errors.Is(e, io.ErrUnexpectedEOF) {
				t.Error(e)
			}
		})
	}
}

func TestBrokenRecord(t *testing.T) {
	s, f := pair(t, "tls13")
	io.WriteString(f, "good")
	f.tcp.Write([]byte("\x17\x03\x03\x00\x20" + strings.Repeat("x", 32)))
	got, err := drain(t, s)
	if string(got) != "good" {
		t.Errorf("%q", got)
	}
	failed(t, err, fault.Read)
}

// A dripConn sends each byte for itself, so that every record comes in pieces and
// the reader is sent to sleep in the middle of headers, tickets and data.
type dripConn struct{ net.Conn }

func (c dripConn) Write(p []byte) (int, error) {
	for i := range p {
		if _, err := c.Conn.Write(p[i : i+1]); err != nil {
			return i, err
		}
	}
	return len(p), nil
}

func TestRecordsInPieces(t *testing.T) {
	for _, kind := range []string{"tls12", "tls13", "proxied", "nested"} {
		t.Run(kind, func(t *testing.T) {
			s, f := pairWith(t, kind, nil, func(c net.Conn) net.Conn { return dripConn{c} })
			data := pattern(20000)
			go func() {
				for part := data; len(part) > 0; part = part[100:] {
					f.Write(part[:100])
				}
				f.closeWrite()
			}()
			got, err := drain(t, s)
			if err != io.EOF || !bytes.Equal(got, data) {
				t.Fatalf("%d bytes of %d, %v", len(got), len(data), err)
			}
		})
	}
}

// Close says close_notify when nothing is pending, so the server sees an end and no
// error.
func TestCloseIsPolite(t *testing.T) {
	for _, kind := range []string{"tls12", "tls13", "proxied", "nested"} {
		t.Run(kind, func(t *testing.T) {
			s, f := pair(t, kind)
			s.Close()
			if got, err := io.ReadAll(f); len(got) != 0 || err != nil {
				t.Fatalf("%q, %v", got, err)
			}
			wantClosed(t, f.tcp)
		})
	}
}
