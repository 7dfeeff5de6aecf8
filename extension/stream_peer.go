// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"errors"
	"io"
	"net/netip"
	"sync"
	"sync/atomic"
	"unsafe"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/client"
)

// Status of a stream, with the numbers that StreamPeerTCP and StreamPeerTLS share.
const (
	streamNone       = 0
	streamConnecting = 1
	streamConnected  = 2
)

// A streamRef is the StreamPeer that a client's property connection shows, or nothing. It
// is touched on the threads of calls only, since it drops references to engine objects.
//
// Its lock is taken inside the client's, never the other way round.
type streamRef struct {
	mu    sync.Mutex
	ref   godot.Reference
	of    *client.Connection
	holds atomic.Bool // ref is not empty
}

// swap replaces what is held and returns what was.
func (s *streamRef) swap(ref godot.Reference, of *client.Connection) (old godot.Reference) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old = s.ref
	s.ref, s.of = ref, of
	s.holds.Store(!ref.IsEmpty())
	return old
}

func (s *streamRef) drop() { s.swap(godot.Reference{}, nil).Release() }

// dropClosed drops the stream of a connection that the client has left. No client
// comes back to one.
func (o *object) dropClosed() {
	if !o.stream.holds.Load() {
		return
	}
	o.stream.mu.Lock()
	of := o.stream.of
	o.stream.mu.Unlock()
	if of == nil || of == o.client.Connection() {
		return
	}
	var old godot.Reference
	o.stream.mu.Lock()
	if o.stream.of == of {
		old = o.stream.ref
		o.stream.ref, o.stream.of = godot.Reference{}, nil
		o.stream.holds.Store(false)
	}
	o.stream.mu.Unlock()
	old.Release()
}

// held reports whether anybody but this client holds the stream of conn.
func (o *object) held(conn *client.Connection) bool {
	o.stream.mu.Lock()
	defer o.stream.mu.Unlock()
	if o.stream.ref.IsEmpty() || o.stream.of != conn {
		return false
	}
	const ours = 2 // the reference in ref, and that of the call
	var count int64
	o.instance.CallOut(o.stream.ref.Object(), "get_reference_count", func(v godot.Variant) { count = v.Int() })
	return count > ours
}

func (o *object) getConnection(c godot.Call) {
	o.dropClosed()
	conn := o.client.Show()
	if conn == nil {
		return
	}
	o.stream.mu.Lock()
	defer o.stream.mu.Unlock()
	if o.stream.ref.IsEmpty() {
		conn.Watch(func() bool { return o.held(conn) })
		o.stream.ref, o.stream.of = godot.Make(streamClassName, func(godot.Instance) any { return &handedOut{conn} }), conn
		o.stream.holds.Store(!o.stream.ref.IsEmpty())
	}
	c.ReturnRef(o.stream.ref.Object())
}

func (o *object) setConnection(c godot.Call) {
	peer := c.Object(0)
	if peer.IsNull() {
		godot.PrintError(className, "set_connection", "Connection is not a reference to a valid StreamPeer object.")
		return
	}
	if o.client.WantsTLS() && !peer.Is("StreamPeerTLS") && !isOwnTLS(peer) {
		godot.PrintError(className, "set_connection", "Connection is not a reference to a valid StreamPeerTLS object.")
		return
	}
	conn := o.client.Connection()
	o.stream.mu.Lock()
	same := !o.stream.ref.IsEmpty() && o.stream.ref.Object() == peer && o.stream.of == conn
	o.stream.mu.Unlock()
	if same {
		return
	}
	// The new stream may be held by nobody but the old reference.
	fresh := godot.NewReference(peer)
	stream := newForeignStream(o.instance, peer)
	o.setting.Lock()
	old := o.stream.swap(fresh, o.client.Adopt(stream))
	o.setting.Unlock()
	old.Release()
}

// isOwnTLS reports whether peer is the encrypted stream of another HTTPClientGo.
func isOwnTLS(peer godot.Object) bool {
	return peer.Is(streamClassName) && peer.CallBool("is_encrypted")
}

// A handedOut is the Go side of one HTTPClientGoStream.
type handedOut struct{ conn *client.Connection }

func (s *handedOut) getData(c godot.Call)        { s.get(c, true) }
func (s *handedOut) getPartialData(c godot.Call) { s.get(c, false) }
func (s *handedOut) putData(c godot.Call)        { s.put(c, true) }
func (s *handedOut) putPartialData(c godot.Call) { s.put(c, false) }

// get reads: what is there, or with wait the whole size. FAILED while there is no
// connection, ERR_FILE_EOF once it ended.
func (s *handedOut) get(c godot.Call, wait bool) {
	s.conn.Lend()
	code, err := move(c, wait, s.conn.Read, s.conn.WaitRead)
	if err != nil && !s.conn.Connecting() {
		s.conn.Look()
	}
	c.ReturnInt(int64(code))
}

// put writes likewise.
func (s *handedOut) put(c godot.Call, wait bool) {
	s.conn.Lend()
	code, _ := move(c, wait, s.conn.Write, s.conn.WaitWrite)
	c.ReturnInt(int64(code))
}

// move calls step until it moves nothing, or with wait until all is moved.
func move(c godot.Call, wait bool, step func([]byte) (int, error), park func() error) (code client.Code, err error) {
	p := unsafe.Slice((*byte)(c.Pointer(0)), c.Int(1))
	n := 0
	for {
		var m int
		m, err = step(p[n:])
		n += m
		if err != nil || n == len(p) || !wait {
			break
		}
		if m == 0 {
			if err = park(); err != nil {
				break
			}
		}
	}
	*(*int32)(c.Pointer(2)) = int32(n)
	switch {
	case err == nil:
		return client.OK, nil
	case errors.Is(err, io.EOF):
		return client.ErrFileEOF, err
	}
	return client.Failed, err
}

func (s *handedOut) getAvailableBytes(c godot.Call) {
	s.conn.Lend()
	c.ReturnInt(int64(s.conn.Available()))
}

func (s *handedOut) getStatus(c godot.Call) {
	switch k := s.conn; {
	case k.Over():
		c.ReturnInt(streamNone)
	case k.Open():
		c.ReturnInt(streamConnected)
	case k.Connecting():
		c.ReturnInt(streamConnecting)
	default:
		c.ReturnInt(streamNone)
	}
}

// poll looks for the end, as StreamPeerTCP does; bytes flow by themselves.
func (s *handedOut) poll(c godot.Call) {
	if s.conn.Open() {
		s.conn.Look()
	}
	c.ReturnInt(int64(client.OK))
}

// getStream: there is no stream below that a script may touch, so the stream answers itself.
func (s *handedOut) getStream(c godot.Call) { c.ReturnRef(c.Instance.Object()) }

func (s *handedOut) isEncrypted(c godot.Call) { c.ReturnBool(s.conn.TLS()) }

func (s *handedOut) getConnectedHost(c godot.Call) {
	if remote, _ := s.addresses(); remote.IsValid() {
		c.ReturnText(remote.Addr().WithZone("").Unmap().String())
	}
}

func (s *handedOut) getConnectedPort(c godot.Call) {
	remote, _ := s.addresses()
	c.ReturnInt(int64(remote.Port()))
}

func (s *handedOut) getLocalPort(c godot.Call) {
	_, local := s.addresses()
	c.ReturnInt(int64(local.Port()))
}

// addresses of an open connection; invalid ones, with port 0, otherwise.
func (s *handedOut) addresses() (remote, local netip.AddrPort) {
	stream := s.conn.Stream()
	if stream == nil || stream.RemoteAddr() == nil {
		return
	}
	remote, _ = netip.ParseAddrPort(stream.RemoteAddr().String())
	local, _ = netip.ParseAddrPort(stream.LocalAddr().String())
	return remote, local
}

func (s *handedOut) setNoDelay(c godot.Call) {
	if stream := s.conn.Stream(); stream != nil {
		_ = stream.SetNoDelay(c.Bool(0)) // a connection that just broke shows it at the next read
	}
}

func (s *handedOut) disconnect(godot.Call) { s.conn.Close() }
