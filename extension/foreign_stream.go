// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/netip"
	"sync/atomic"
	"time"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/client"
	"httpclientgo/pkg/fault"
)

// A foreignStream is a StreamPeer that a script set as connection: the engine's TCP
// or TLS peer, a Unix socket, the stream of another HTTPClientGo, or one written in
// GDScript. It is driven by the methods every StreamPeer has, on the caller's thread
// only. poll and get_status are called where a peer has them, the latter understood
// as StreamPeerTCP numbers it. The client's streamRef keeps the object alive.
type foreignStream struct {
	owner     godot.Instance // of the client
	peer      godot.Object
	canPoll   bool
	hasStatus bool
	// selfRunning: reads and writes need no poll once it is connected, and tell more
	// of an end than poll does.
	selfRunning bool
	own         bool // of another client; its reads tell an end from a close
	closed      atomic.Bool
	ended       error  // sticky
	spare       []byte // given beyond what was asked for
}

// waitStep is how long a blocking call sleeps before it asks a foreign stream
// again; it tells nobody when bytes come.
const waitStep = time.Millisecond

// maxPut bounds one put_partial_data, in bytes: each copies what it is given.
const maxPut = 64 << 10

func newForeignStream(owner godot.Instance, peer godot.Object) *foreignStream {
	scripted := false
	peer.CallObject("get_script", func(godot.Object) { scripted = true })
	return &foreignStream{
		owner:       owner,
		peer:        peer,
		canPoll:     peer.HasMethod("poll"),
		hasStatus:   peer.HasMethod("get_status"),
		own:         !scripted && peer.Is(streamClassName),
		selfRunning: !scripted && (peer.Is("StreamPeerSocket") || peer.Is("StreamPeerTCP") || peer.Is("StreamPeerTLS") || peer.Is(streamClassName)),
	}
}

// CallerBound marks it for package client.
func (s *foreignStream) CallerBound() {}

func (s *foreignStream) call(method string, with func(godot.Variant), args ...godot.Value) {
	s.owner.CallOut(s.peer, method, with, args...)
}

func (s *foreignStream) integer(method string) (n int64) {
	s.call(method, func(v godot.Variant) { n = v.Int() })
	return n
}

// ready brings the peer on and tells whether bytes can flow.
func (s *foreignStream) ready(poll bool) (bool, error) {
	if s.closed.Load() {
		return false, net.ErrClosed
	}
	if s.ended != nil {
		return false, s.ended
	}
	status := s.status()
	if s.canPoll && (poll || !s.selfRunning || status == streamConnecting) && status <= streamConnected && status != streamNone {
		s.call("poll", nil)
		status = s.status()
	}
	switch {
	case status == streamConnecting:
		return false, nil
	case status == streamConnected || s.own && !poll:
		return true, nil
	}
	s.ended = io.EOF
	if status != streamNone {
		s.ended = foreignError(fault.Read, client.Failed)
	}
	return false, s.ended
}

// status is streamConnected for peers that have none.
func (s *foreignStream) status() int64 {
	if !s.hasStatus {
		return streamConnected
	}
	return s.integer("get_status")
}

func foreignError(phase fault.Stage, code client.Code) error {
	return &fault.Error{Stage: phase, Err: fmt.Errorf("the stream set as connection failed with error %d", int(code))}
}

func (s *foreignStream) Read(p []byte) (int, error) {
	n := copy(p, s.spare)
	s.spare = s.spare[n:]
	var err error
	for n < len(p) && err == nil {
		var m int
		m, err = s.receive(p[n:])
		n += m
		if m == 0 {
			break
		}
	}
	if n > 0 || len(p) == 0 {
		return n, nil // what ended it stays
	}
	return 0, err
}

// receive reads once. It asks for what is there, since a peer may make an array of all
// that is asked for, and for one byte where nothing is: that finds the end.
func (s *foreignStream) receive(p []byte) (n int, err error) {
	if ready, err := s.ready(false); !ready {
		return 0, err
	}
	ask := int64(1)
	if len(p) > 1 {
		ask = max(1, min(s.integer("get_available_bytes"), int64(len(p))))
	}
	code := client.Failed
	s.call("get_partial_data", func(v godot.Variant) {
		code = pair(v, func(second godot.Variant) {
			second.Bytes(func(b []byte) {
				n = copy(p, b)
				s.spare = append(s.spare, b[n:]...)
			})
		})
	}, godot.Int(ask))
	switch code {
	case client.OK:
		return n, nil
	case client.ErrFileEOF:
		s.ended = io.EOF
	default:
		s.ended = foreignError(fault.Read, code)
	}
	return n, s.ended
}

func (s *foreignStream) Write(p []byte) (n int, err error) {
	switch ready, err := s.ready(false); {
	case err == io.EOF:
		return 0, foreignError(fault.Write, client.ErrFileEOF)
	case !ready:
		return 0, err
	}
	p = p[:min(len(p), maxPut)]
	code := client.Failed
	s.call("put_partial_data", func(v godot.Variant) {
		code = pair(v, func(second godot.Variant) { n = int(second.Int()) })
	}, godot.Bytes(p))
	if n < 0 || n > len(p) {
		n, code = 0, client.Failed
	}
	if code != client.OK {
		return n, foreignError(fault.Write, code)
	}
	return n, nil
}

// pair reads the [Error, value] that the partial methods return.
func pair(v godot.Variant, with func(second godot.Variant)) client.Code {
	code := client.Failed
	v.Elements(func(n int, at func(int) godot.Variant) {
		if n >= 2 && at(0).Kind() == godot.KindInt {
			with(at(1))
			code = client.Code(at(0).Int())
		}
	})
	return code
}

func (s *foreignStream) Available() int {
	if ready, _ := s.ready(false); !ready {
		return len(s.spare)
	}
	return len(s.spare) + int(max(0, s.integer("get_available_bytes")))
}

// Peek polls in any case: without a read, only that finds the end.
func (s *foreignStream) Peek() (bool, error) {
	if len(s.spare) > 0 {
		return true, nil
	}
	ready, err := s.ready(true)
	if !ready {
		return err != nil, err
	}
	return s.integer("get_available_bytes") > 0, nil
}

// WaitRead and WaitWrite come back after a moment: whoever waits asks again.
func (s *foreignStream) WaitRead(<-chan struct{}) error {
	if s.closed.Load() {
		return net.ErrClosed
	}
	time.Sleep(waitStep)
	return nil
}

func (s *foreignStream) WaitWrite(stop <-chan struct{}) error { return s.WaitRead(stop) }

func (s *foreignStream) Pending() bool { return false }

func (s *foreignStream) LocalAddr() net.Addr { return nil }

// RemoteAddr asks the peer where it has get_connected_host, as StreamPeerTCP does.
func (s *foreignStream) RemoteAddr() net.Addr {
	if !s.peer.HasMethod("get_connected_host") {
		return nil
	}
	var host string
	s.call("get_connected_host", func(v godot.Variant) { host = v.Text() })
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return nil
	}
	return net.TCPAddrFromAddrPort(netip.AddrPortFrom(ip, uint16(s.integer("get_connected_port"))))
}

func (s *foreignStream) SetNoDelay(bool) error { return nil }

func (s *foreignStream) ConnectionState() *tls.ConnectionState { return nil }

// Close leaves the peer open: it is the script's (parity).
func (s *foreignStream) Close() { s.closed.Store(true) }
