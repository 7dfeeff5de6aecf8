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
	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/stream"
)

// A foreignStream is a StreamPeer that a script set as connection: the engine's TCP
// or TLS peer, a Unix socket, the stream of another HTTPClientGo, or one written in
// GDScript. It is driven by the methods every StreamPeer has, on the caller's thread
// only. poll and get_status are called where a peer has them, the latter understood
// as StreamPeerTCP numbers it. The client's streamRef keeps the object alive.
//
// It reads no byte ahead of the message, since the script keeps the peer and would not
// find it there; and writes only in calls.
type foreignStream struct {
	owner     godot.Instance // of the client
	peer      godot.Object
	canPoll   bool
	hasStatus bool
	// selfRunning: reads and writes need no poll once it is connected, and say more
	// about an end than poll does.
	selfRunning bool
	own         bool // of another client; its reads distinguish an end from a close
	closed      atomic.Bool
	ended       error  // sticky
	fetched     []byte // not discarded yet
	memory      []byte // that fetched lies in

	head, body []byte // of the last Send, as far as they are not written
	release    func() // of body; nil: nobody waits for it
	failed     error  // of a write; sticky
}

// waitStep is how long a blocking call sleeps before it asks a foreign stream
// again: a StreamPeer has nothing to wait on.
const waitStep = time.Millisecond

// maxPut bounds one put_partial_data, and maxGet one get_partial_data, in bytes: each copies
// what it is given, or makes an array of what is asked for.
const (
	maxPut = 64 << 10
	maxGet = client.MaxAvailable
)

// maxRecords is how often one Fetch reads on: a peer may count one record at a time as
// available, and the next one when that is read, as a StreamPeerTLS does. With full records it is 4 MiB.
const maxRecords = 256

// keptFetched is the largest memory, in bytes, that is kept for the next bytes.
const keptFetched = 64 << 10

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

func (s *foreignStream) call(method string, with func(godot.Variant), args ...godot.Value) {
	s.owner.CallOut(s.peer, method, with, args...)
}

func (s *foreignStream) integer(method string) (n int64) {
	s.call(method, func(v godot.Variant) { n = v.Int() })
	return n
}

// ready polls the peer where it needs that, and reports whether bytes can flow.
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

// status returns streamConnected for peers that have none.
func (s *foreignStream) status() int64 {
	if !s.hasStatus {
		return streamConnected
	}
	return s.integer("get_status")
}

func foreignError(stage fault.Stage, code client.Code) error {
	return &fault.Error{Stage: stage, Err: &reason.Error{Stage: stage.String(), Word: reason.Reset,
		Text: fmt.Sprintf("the stream set as connection failed with error %d", int(code))}}
}

// Fetch reads up to most bytes, over the peer's records. With 0 it only looks for an end, by a
// poll: without a read, nothing else finds it.
func (s *foreignStream) Fetch(most int64) (n int, err error) {
	if most == 0 && len(s.fetched) == 0 {
		_, err = s.ready(true)
		return 0, err
	}
	if len(s.fetched) == 0 {
		s.fetched = s.memory[:0]
	}
	for range maxRecords {
		if most <= 0 {
			break
		}
		var got int64
		got, err = s.receive(most)
		most -= got
		if got == 0 {
			break
		}
	}
	if cap(s.fetched) <= keptFetched {
		s.memory = s.fetched[:0]
	}
	if len(s.fetched) > 0 {
		return len(s.fetched), nil // what ended it stays
	}
	return 0, err
}

func (s *foreignStream) Bytes() []byte { return s.fetched }

func (s *foreignStream) Discard(n int) { s.fetched = s.fetched[n:] }

func (s *foreignStream) Take() stream.Buffer { return nil }

// Quiet returns false: nobody but the peer knows what comes.
func (s *foreignStream) Quiet() bool { return false }

// receive reads once, up to most bytes, and returns how many came. It asks for what is there,
// since a peer may make an array of all that is asked for, and for one byte where nothing is: that
// finds the end.
func (s *foreignStream) receive(most int64) (n int64, err error) {
	if ready, err := s.ready(false); !ready {
		return 0, err
	}
	ask := int64(1)
	if most > 1 {
		ask = max(1, min(s.integer("get_available_bytes"), most, maxGet))
	}
	code := client.Failed
	s.call("get_partial_data", func(v godot.Variant) {
		code = pair(v, func(second godot.Variant) {
			second.Bytes(func(b []byte) {
				n = int64(len(b))
				s.fetched = append(s.fetched, b...)
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

// Send keeps the message, for Flush to write.
func (s *foreignStream) Send(head, body []byte, release func()) error {
	s.head, s.body, s.release = head, body, release
	return nil
}

func (s *foreignStream) Flush() (done bool, err error) {
	for _, p := range []*[]byte{&s.head, &s.body} {
		for len(*p) > 0 && s.failed == nil {
			var n int
			n, s.failed = s.put(*p)
			if *p = (*p)[n:]; n == 0 && s.failed == nil {
				return false, nil
			}
		}
	}
	s.drop()
	return s.failed == nil, s.failed
}

// drop ends the last Send, written or not, and releases its body.
func (s *foreignStream) drop() {
	release := s.release
	s.head, s.body, s.release = nil, nil, nil
	if release != nil {
		release()
	}
}

func (s *foreignStream) Write(p []byte) (int, error) {
	if len(s.head)+len(s.body) > 0 {
		return 0, nil
	}
	return s.put(p)
}

// put writes once.
func (s *foreignStream) put(p []byte) (n int, err error) {
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

// WaitRead and WaitWrite return after waitStep: whoever waits asks again.
func (s *foreignStream) WaitRead() error {
	if s.closed.Load() {
		return net.ErrClosed
	}
	time.Sleep(waitStep)
	return nil
}

func (s *foreignStream) WaitWrite() error { return s.WaitRead() }

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
func (s *foreignStream) Close() {
	s.closed.Store(true)
	s.drop()
}
