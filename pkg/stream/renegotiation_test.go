// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/internal/peertest"
	"httpclientgo/pkg/stream"
	"httpclientgo/pkg/testserver"
)

// A new handshake is declined, whoever reads, and what comes behind the request for it is read.
func TestRenegotiationIsDeclined(t *testing.T) {
	for _, wait := range []bool{false, true} {
		s, f := pair(t, "records12", stream.Options{})
		far := f.Conn.(*testserver.RecordConn)
		s.Send([]byte("x"), nil, nil)
		if _, err := io.ReadFull(far, make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
		large := peertest.Pattern(3 << 20)
		go func() {
			for i := range limits.HelloRequests {
				far.Write(large[:i])
				far.HelloRequest()
			}
			far.Write(large)
			far.CloseWrite()
		}()
		for i := range limits.HelloRequests {
			getN(t, s, i, wait)
		}
		if !bytes.Equal(getN(t, s, len(large), wait), large) {
			t.Error("not what was sent")
		}
		if done, err := s.Flush(); !done || !errors.Is(err, stream.ErrRenegotiation) {
			t.Errorf("Flush: %v, %v: what was sent before is written, and nothing can be behind it", done, err)
		}
		err := s.Send([]byte("y"), nil, func() { t.Error("released what was not taken") })
		if failed(t, err, fault.Write); !errors.Is(err, stream.ErrRenegotiation) {
			t.Error(err)
		}
		if n, err := s.Write([]byte("y")); n != 0 || !errors.Is(err, stream.ErrRenegotiation) {
			t.Error(n, err)
		}
		if rest, err := drain(t, s); len(rest) > 0 || err != io.EOF {
			t.Error(len(rest), err)
		}
	}
}

// An end that the server makes because it was declined tells why, and so does the limit.
func TestEndAfterRenegotiation(t *testing.T) {
	for name, tc := range map[string]struct {
		end  func(*far)
		also func(error) bool
	}{
		"cut":   {func(f *far) { f.tcp.Close() }, func(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }},
		"reset": {func(f *far) { f.reset() }, fault.Reset},
		"flood": {func(f *far) {
			for range limits.HelloRequests {
				f.Conn.(*testserver.RecordConn).HelloRequest()
			}
		}, nil},
	} {
		s, f := pair(t, "records12", stream.Options{})
		f.Write([]byte("abc"))
		f.Conn.(*testserver.RecordConn).HelloRequest()
		if name != "flood" {
			// Until the alert is there, or the end would reset the connection before all was read.
			if n, err := f.tcp.Read(make([]byte, 100)); n == 0 {
				t.Fatal(err)
			}
		}
		tc.end(f)
		got, err := drain(t, s)
		if string(got) != "abc" || !errors.Is(err, stream.ErrRenegotiation) || tc.also != nil && !tc.also(err) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		failed(t, err, fault.Read)
	}
}

// An upload that is under way fails, as nothing can be written any more, and the memory of its body comes back.
func TestRenegotiationInAnUpload(t *testing.T) {
	s, f := pair(t, "records12", stream.Options{})
	released := make(chan bool)
	if err := s.Send([]byte("head"), peertest.Pattern(64<<20), func() { close(released) }); err != nil {
		t.Fatal(err)
	}
	f.Conn.(*testserver.RecordConn).HelloRequest()
	go io.Copy(io.Discard, f.tcp)
	within(t, "the upload fails", func() bool {
		s.Fetch(1)
		done, err := s.Flush()
		if done {
			t.Fatal("all is written")
		}
		return errors.Is(err, stream.ErrRenegotiation)
	})
	<-released
}

// Key updates are taken, as long as there are not many of them without a byte between.
func TestKeyUpdates(t *testing.T) {
	for _, asked := range []bool{false, true} {
		for _, wait := range []bool{false, true} {
			s, f := pair(t, "records13", stream.Options{})
			far := f.Conn.(*testserver.RecordConn)
			for i := range 100 {
				for range i % 17 {
					far.KeyUpdate(asked)
				}
				far.Write([]byte{byte(i)})
				if got := getN(t, s, 1, wait); got[0] != byte(i) {
					t.Fatalf("%d of %d", got[0], i)
				}
			}
			put(t, s, []byte("y"))
			// The server takes no more updates in a row than we do.
			if b := make([]byte, 1); !asked {
				if _, err := io.ReadFull(far, b); err != nil || b[0] != 'y' {
					t.Fatal(err, b)
				}
			}
			for range 17 {
				far.KeyUpdate(asked)
			}
			got, err := drain(t, s)
			if failed(t, err, fault.Read); len(got) > 0 {
				t.Errorf("%q, %v", got, err)
			}
		}
	}
}
