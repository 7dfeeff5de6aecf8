// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/stream"
	"httpclientgo/pkg/testserver"
)

// kinds are all the ways to build a Stream, which must not differ in behaviour: "proxied" is plain for the host inside
// TLS to a proxy, "nested" TLS inside TLS.
var kinds = []string{"plain", "tls12", "tls13", "proxied", "nested"}

func eachKind(t *testing.T, f func(t *testing.T, kind string)) {
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) { f(t, kind) })
	}
}

// serverConfig has a certificate that no test verifies: trust is another package's.
var serverConfig = sync.OnceValue(func() *tls.Config {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		panic(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
})

// A far is the server's end of a stream.
type far struct {
	net.Conn              // *tls.Conn, or tcp
	tcp      *net.TCPConn // under it
}

// closeWrite ends the stream in order, but for TCP's own end over TLS.
func (f *far) closeWrite() error { return f.Conn.(interface{ CloseWrite() error }).CloseWrite() }

// reset makes the close of the connection an RST.
func (f *far) reset() {
	f.tcp.SetLinger(0)
	f.tcp.Close()
}

// A cutConn says of TCP's end what package dial says under TLS.
type cutConn struct{ net.Conn }

func (c cutConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if err == io.EOF {
		err = fmt.Errorf("cut: %w", io.ErrUnexpectedEOF) // bare, crypto/tls makes io.EOF of it
	}
	return n, err
}

// pair connects a stream to a server. Besides kinds there are "records12" and "records13", whose far is a
// *testserver.RecordConn. over puts something over the wire in place of TLS.
func pair(t testing.TB, kind string, o stream.Options, over ...func(net.Conn) net.Conn) (*stream.Stream, *far) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	client, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	server, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	w, err := stream.NewWire(client.(*net.TCPConn))
	if err != nil {
		t.Fatal(err)
	}
	f := &far{server, server.(*net.TCPConn)}
	t.Cleanup(func() { server.Close() })
	var conn net.Conn = w
	layers := map[string]int{"tls12": 1, "tls13": 1, "proxied": 1, "nested": 2, "records12": 1, "records13": 1}[kind]
	for range layers {
		cfg := &tls.Config{InsecureSkipVerify: true, DynamicRecordSizingDisabled: true}
		if strings.HasSuffix(kind, "12") {
			cfg.MaxVersion = tls.VersionTLS12
		}
		outer := tls.Client(cutConn{conn}, cfg)
		done := make(chan error)
		go func() {
			var err error
			if strings.HasPrefix(kind, "records") {
				f.Conn, err = testserver.ServeRecords(f.Conn, serverConfig())
			} else {
				inner := tls.Server(f.Conn, serverConfig())
				f.Conn, err = inner, inner.Handshake()
			}
			done <- err
		}()
		if err := errors.Join(outer.Handshake(), <-done); err != nil {
			t.Fatal(err)
		}
		conn = outer
		if kind != "proxied" {
			state := outer.ConnectionState()
			o.State = &state
		}
	}
	for _, o := range over {
		conn = o(conn)
	}
	s := stream.New(conn, w, o)
	t.Cleanup(s.Close)
	return s, f
}

// get takes at most most bytes of what is there.
func get(t testing.TB, s *stream.Stream, most int) ([]byte, error) {
	t.Helper()
	n, err := s.Fetch(int64(most))
	if err != nil && n > 0 {
		t.Error("bytes and an error in one Fetch")
	}
	var got []byte
	for len(got) < min(n, most) {
		b := s.Bytes()
		if len(b) == 0 {
			if _, err := s.Fetch(1); errors.Is(err, net.ErrClosed) {
				return got, err // by another thread
			}
			t.Fatalf("%d bytes of %d", len(got), n)
		}
		b = b[:min(len(b), most-len(got))]
		got = append(got, b...)
		s.Discard(len(b))
	}
	return got, err
}

// getN takes exactly n bytes; wait parks between, else it polls.
func getN(t testing.TB, s *stream.Stream, n int, wait bool) []byte {
	t.Helper()
	var all []byte
	within(t, fmt.Sprintf("%d bytes", n), func() bool {
		got, err := get(t, s, n-len(all))
		if err != nil {
			t.Fatalf("%v after %d bytes of %d", err, len(all), n)
		}
		all = append(all, got...)
		if len(got) == 0 && wait {
			if err := s.WaitRead(); err != nil {
				t.Fatal(err)
			}
		}
		return len(all) == n
	})
	return all
}

// drain reads to the end, and returns the bytes and the error of the end.
func drain(t testing.TB, s *stream.Stream) (all []byte, err error) {
	t.Helper()
	for {
		got, err := get(t, s, 1<<30)
		all = append(all, got...)
		if err != nil {
			return all, err
		}
		if len(got) == 0 {
			if err := s.WaitRead(); err != nil {
				return all, err
			}
		}
	}
}

// put writes all of p.
func put(t testing.TB, s *stream.Stream, p []byte) {
	t.Helper()
	for len(p) > 0 {
		n, err := s.Write(p)
		if err != nil {
			t.Error(err)
			return
		}
		if p = p[n:]; n == 0 {
			if err := s.WaitWrite(); err != nil {
				t.Error(err)
				return
			}
		}
	}
}

// within calls f until it is true.
func within(t testing.TB, what string, f func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !f(); runtime.Gosched() {
		if time.Now().After(end) {
			t.Fatalf("%s: not within 20 s", what)
		}
	}
}

// failed wants a *fault.Error of a stage.
func failed(t testing.TB, err error, stage fault.Stage) {
	t.Helper()
	var e *fault.Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v (%T), want a *fault.Error", err, err)
	}
	if e.Stage != stage {
		t.Fatalf("stage %v, want %v: %v", e.Stage, stage, err)
	}
}

// A testBuffer is of a Buffers that counts those alive.
type testBuffer struct {
	data  [stream.BufferSize]byte
	alive *atomic.Int64
}

func (b *testBuffer) Bytes() []byte { return b.data[:] }
func (b *testBuffer) Free()         { b.alive.Add(-1) }

func countedBuffers() (*stream.Buffers, *atomic.Int64) {
	alive := new(atomic.Int64)
	return &stream.Buffers{New: func() stream.Buffer {
		alive.Add(1)
		return &testBuffer{alive: alive}
	}}, alive
}
