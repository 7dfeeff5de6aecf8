// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

// #include "gdext.h"
import "C"

import (
	"errors"
	"io"
	"net/netip"
	"runtime/cgo"
	"sync"
	"sync/atomic"
	"unsafe"

	"httpclientgo/pkg/client"
)

// Status of a stream, with the numbers that StreamPeerTCP and StreamPeerTLS share.
const (
	streamNone       = 0
	streamConnecting = 1
	streamConnected  = 2
)

// A streamRef is the StreamPeer that a client's property connection shows: a
// Ref<StreamPeer> in C memory, or nothing. It is touched on the threads of calls
// only, since it drops references to engine objects.
//
// Its lock is taken inside the client's, never the other way round.
type streamRef struct {
	mu    sync.Mutex
	ref   *unsafe.Pointer // in C memory
	of    *client.Connection
	holds atomic.Bool // ref is not nil
}

func newRef() *unsafe.Pointer {
	return (*unsafe.Pointer)(C.calloc(1, C.size_t(unsafe.Sizeof(uintptr(0)))))
}

// swap replaces what is held and gives what was; ref is nil or made by newRef.
func (s *streamRef) swap(ref *unsafe.Pointer, of *client.Connection) (old *unsafe.Pointer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old = s.ref
	s.ref, s.of = ref, of
	s.holds.Store(ref != nil)
	return old
}

// release lets go of the object, which may be a script and call back: no lock is held.
func release(ref *unsafe.Pointer) {
	if ref != nil {
		C.hcg_ref_set(ref, nil)
		C.free(unsafe.Pointer(ref))
	}
}

func (s *streamRef) drop() { release(s.swap(nil, nil)) }

// dropClosed lets go of the stream of a connection that the client has left. No client
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
	var old *unsafe.Pointer
	o.stream.mu.Lock()
	if o.stream.of == of {
		old = o.stream.ref
		o.stream.ref, o.stream.of = nil, nil
		o.stream.holds.Store(false)
	}
	o.stream.mu.Unlock()
	release(old)
}

// held tells whether anybody but this client holds the stream of conn.
func (o *object) held(owner C.uintptr_t, conn *client.Connection) bool {
	o.stream.mu.Lock()
	defer o.stream.mu.Unlock()
	if o.stream.ref == nil || o.stream.of != conn {
		return false
	}
	const ours = 2 // the reference in ref, and that of the call
	var count int64
	callFor(owner, C.hcg_ref_get(o.stream.ref), "get_reference_count", func(v *C.hcg_value) { count = variantInt(v) })
	return count > ours
}

//export hcgGetConnection
func hcgGetConnection(h C.uintptr_t, result unsafe.Pointer) {
	o := self(h)
	defer guardClient(o, "get_connection")
	o.dropClosed()
	conn := o.client.Show()
	if conn == nil {
		return
	}
	o.stream.mu.Lock()
	defer o.stream.mu.Unlock()
	if o.stream.ref == nil {
		conn.Watch(func() bool { return o.held(h, conn) })
		o.stream.ref, o.stream.of = newRef(), conn
		o.stream.holds.Store(true)
		C.hcg_stream_new(C.uintptr_t(cgo.NewHandle(conn)), o.stream.ref)
	}
	C.hcg_ref_set((*unsafe.Pointer)(result), C.hcg_ref_get(o.stream.ref))
}

//export hcgSetConnection
func hcgSetConnection(h C.uintptr_t, peer C.GDExtensionObjectPtr) {
	o := self(h)
	defer guardClient(o, "set_connection")
	if peer == nil {
		printError("set_connection", "Connection is not a reference to a valid StreamPeer object.")
		return
	}
	if o.client.WantsTLS() && C.hcg_object_cast(peer, stringName("StreamPeerTLS")) == nil && !isOwnTLS(peer) {
		printError("set_connection", "Connection is not a reference to a valid StreamPeerTLS object.")
		return
	}
	conn := o.client.Connection()
	o.stream.mu.Lock()
	same := o.stream.ref != nil && C.hcg_ref_get(o.stream.ref) == peer && o.stream.of == conn
	o.stream.mu.Unlock()
	if same {
		return
	}
	// The new stream may be held by nobody but the old reference.
	fresh := newRef()
	C.hcg_ref_set(fresh, peer)
	stream := newForeignStream(h, peer)
	o.setting.Lock()
	old := o.stream.swap(fresh, o.client.Adopt(stream))
	o.setting.Unlock()
	release(old)
}

// isOwnTLS tells whether peer is the encrypted stream of another HTTPClientGo.
func isOwnTLS(peer C.GDExtensionObjectPtr) bool {
	return C.hcg_object_cast(peer, stringName(streamClassName)) != nil && callBool(peer, "is_encrypted")
}

func connection(h C.uintptr_t) *client.Connection { return cgo.Handle(h).Value().(*client.Connection) }

//export hcgStreamFree
func hcgStreamFree(h C.uintptr_t) {
	defer guard("connection")
	cgo.Handle(h).Delete()
}

// hcgStreamGet reads: what is there, or with wait the whole size. FAILED while there
// is no connection, ERR_FILE_EOF once it ended.
//
//export hcgStreamGet
func hcgStreamGet(h C.uintptr_t, data unsafe.Pointer, size C.int64_t, received unsafe.Pointer, wait C.int) (code C.int64_t) {
	code = C.int64_t(client.Failed)
	defer guard("connection.get_data")
	k := connection(h)
	k.Lend()
	p := unsafe.Slice((*byte)(data), int(size))
	n, err := 0, error(nil)
	for {
		var m int
		m, err = k.Read(p[n:])
		n += m
		if err != nil || n == len(p) || wait == 0 {
			break
		}
		if m == 0 {
			if err = k.WaitRead(); err != nil {
				break
			}
		}
	}
	*(*int32)(received) = int32(n)
	if err != nil && !k.Connecting() {
		k.Look()
	}
	return streamCode(err)
}

//export hcgStreamPut
func hcgStreamPut(h C.uintptr_t, data unsafe.Pointer, size C.int64_t, sent unsafe.Pointer, wait C.int) (code C.int64_t) {
	code = C.int64_t(client.Failed)
	defer guard("connection.put_data")
	k := connection(h)
	k.Lend()
	p := unsafe.Slice((*byte)(data), int(size))
	n, err := 0, error(nil)
	for {
		var m int
		m, err = k.Write(p[n:])
		n += m
		if err != nil || n == len(p) || wait == 0 {
			break
		}
		if m == 0 {
			if err = k.WaitWrite(); err != nil {
				break
			}
		}
	}
	*(*int32)(sent) = int32(n)
	return streamCode(err)
}

func streamCode(err error) C.int64_t {
	switch {
	case err == nil:
		return C.int64_t(client.OK)
	case errors.Is(err, io.EOF):
		return C.int64_t(client.ErrFileEOF)
	}
	return C.int64_t(client.Failed)
}

//export hcgStreamAvailable
func hcgStreamAvailable(h C.uintptr_t) C.int64_t {
	defer guard("connection.get_available_bytes")
	k := connection(h)
	k.Lend()
	return C.int64_t(k.Available())
}

//export hcgStreamStatus
func hcgStreamStatus(h C.uintptr_t) (status C.int64_t) {
	defer guard("connection.get_status")
	switch k := connection(h); {
	case k.Over():
		return streamNone
	case k.Open():
		return streamConnected
	case k.Connecting():
		return streamConnecting
	}
	return streamNone
}

// hcgStreamPoll looks for the end, as StreamPeerTCP does; bytes flow by themselves.
//
//export hcgStreamPoll
func hcgStreamPoll(h C.uintptr_t) C.int64_t {
	defer guard("connection.poll")
	if k := connection(h); k.Open() {
		k.Look()
	}
	return C.int64_t(client.OK)
}

//export hcgStreamEncrypted
func hcgStreamEncrypted(h C.uintptr_t) (yes C.uint8_t) {
	defer guard("connection.is_encrypted")
	if connection(h).TLS() {
		yes = 1
	}
	return yes
}

//export hcgStreamHost
func hcgStreamHost(h C.uintptr_t, result unsafe.Pointer) {
	defer guard("connection.get_connected_host")
	if remote, _ := addresses(connection(h)); remote.IsValid() {
		setString(result, []byte(remote.Addr().WithZone("").Unmap().String()))
	}
}

//export hcgStreamPort
func hcgStreamPort(h C.uintptr_t, local C.int) (port C.int64_t) {
	defer guard("connection.get_connected_port")
	remote, own := addresses(connection(h))
	if local != 0 {
		return C.int64_t(own.Port())
	}
	return C.int64_t(remote.Port())
}

// addresses of an open connection; invalid ones, with port 0, otherwise.
func addresses(k *client.Connection) (remote, local netip.AddrPort) {
	s := k.Stream()
	if s == nil || s.RemoteAddr() == nil {
		return
	}
	remote, _ = netip.ParseAddrPort(s.RemoteAddr().String())
	local, _ = netip.ParseAddrPort(s.LocalAddr().String())
	return remote, local
}

//export hcgStreamSetNoDelay
func hcgStreamSetNoDelay(h C.uintptr_t, enabled C.uint8_t) {
	defer guard("connection.set_no_delay")
	if s := connection(h).Stream(); s != nil {
		_ = s.SetNoDelay(enabled != 0) // a connection that just broke shows it at the next read
	}
}

//export hcgStreamDisconnect
func hcgStreamDisconnect(h C.uintptr_t) {
	defer guard("connection.disconnect_from_host")
	connection(h).Close()
}
