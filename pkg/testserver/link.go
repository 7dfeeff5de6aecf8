// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"net"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// maxKept is how many request bytes of one connection are kept for the record; all are counted and hashed.
const maxKept = 1 << 20

// How a connection stands on the client's side.
const (
	PeerOpen  = "open"  // no end seen yet
	PeerEOF   = "eof"   // the client ended its direction, over TLS with close_notify
	PeerReset = "reset" // RST
	PeerCut   = "cut"   // over TLS: end of the TCP stream without close_notify
	PeerGone  = "gone"  // we closed first and looked no further
)

// Record is what one connection saw.
type Record struct {
	Request    []byte `json:"request"`   // bytes of the client, decrypted, at most the first 1 MiB; base64 in JSON
	Length     int64  `json:"length"`    // of all bytes of the client
	SHA256     string `json:"sha256"`    // of all bytes of the client, hex
	Peer       string `json:"peer"`      // PeerOpen, PeerEOF, ...
	TLSVersion string `json:"tls"`       // "TLS 1.3", or "" for plain
	Resumed    bool   `json:"resumed"`   // the TLS session is one from before
	ServerName string `json:"sni"`       // what the client asked for, "" without SNI
	Client     string `json:"client"`    // common name of the client's certificate, "" without one
	TLSFault   string `json:"tls_fault"` // why the handshake failed
	SentLength int64  `json:"sent"`      // bytes sent to the client
}

// link is one accepted connection. Only the player's goroutine reads and writes it; the record is shared.
type link struct {
	tcp    *net.TCPConn
	conn   net.Conn // tcp, or TLS over it
	input  []byte   // bytes not yet taken by a step
	closed bool     // by us

	mu   sync.Mutex
	rec  Record
	hash hash.Hash
}

func newLink(c *net.TCPConn) *link {
	return &link{tcp: c, conn: c, rec: Record{Peer: PeerOpen}, hash: sha256.New()}
}

// handshake puts TLS on the connection, with records of our own or crypto/tls's. A refusal by the client is part of the
// record and ends the script quietly.
func (l *link) handshake(config *tls.Config, seals bool) error {
	raw := &replayConn{Conn: l.tcp, first: l.input}
	l.input = nil
	l.tcp.SetDeadline(time.Now().Add(stepLimit))
	var server *tls.Conn
	var err error
	if seals {
		var c *RecordConn
		c, err = ServeRecords(raw, config)
		server, l.conn = c.Conn, c
	} else {
		server = tls.Server(raw, config)
		l.conn, err = server, server.Handshake()
	}
	l.tcp.SetDeadline(time.Time{})
	state := server.ConnectionState()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rec.ServerName = state.ServerName
	if err != nil {
		l.rec.TLSFault = err.Error()
		// The client shall see our alert before our end. One that speaks no TLS waits for the end alone.
		if !errors.As(err, new(tls.RecordHeaderError)) {
			l.conn = discardConn{l.tcp}
		}
		return err
	}
	l.rec.TLSVersion, l.rec.Resumed = tls.VersionName(state.Version), state.DidResume
	if len(state.PeerCertificates) > 0 {
		l.rec.Client = state.PeerCertificates[0].Subject.CommonName
	}
	return nil
}

// fill reads once more from the client.
func (l *link) fill() error {
	var block [32 << 10]byte
	n, err := l.conn.Read(block[:])
	l.input = append(l.input, block[:n]...)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.hash.Write(block[:n])
	l.rec.Length += int64(n)
	if room := maxKept - len(l.rec.Request); room > 0 {
		l.rec.Request = append(l.rec.Request, block[:min(n, room)]...)
	}
	if err != nil && l.rec.Peer == PeerOpen {
		l.rec.Peer = endOf(err)
	}
	return err
}

func endOf(err error) string {
	switch {
	case errors.Is(err, io.EOF):
		return PeerEOF
	case isReset(err):
		return PeerReset
	case errors.Is(err, io.ErrUnexpectedEOF):
		return PeerCut
	}
	var timeout interface{ Timeout() bool }
	if errors.As(err, &timeout) && timeout.Timeout() {
		return PeerOpen
	}
	return PeerGone
}

// take waits until find sees the end of what it wants in the input, and consumes up to there. find returns -1 for not
// yet.
func (l *link) take(find func([]byte) int) ([]byte, error) {
	l.conn.SetReadDeadline(time.Now().Add(stepLimit))
	defer l.conn.SetReadDeadline(time.Time{})
	for {
		if n := find(l.input); n >= 0 {
			taken := l.input[:n:n]
			l.input = l.input[n:]
			return taken, nil
		}
		if err := l.fill(); err != nil {
			return nil, err
		}
	}
}

// drain takes everything until the client ends.
func (l *link) drain() {
	for {
		l.input = l.input[:0]
		if l.fill() != nil {
			return
		}
	}
}

func (l *link) write(b []byte) error {
	l.conn.SetWriteDeadline(time.Now().Add(stepLimit))
	n, err := l.conn.Write(b)
	l.mu.Lock()
	l.rec.SentLength += int64(n)
	l.mu.Unlock()
	return err
}

// end notes that we closed, and forgets how the client did.
func (l *link) end() {
	l.closed = true
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.rec.Peer == PeerOpen {
		l.rec.Peer = PeerGone
	}
}

func (l *link) record() Record {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.rec
	r.Request = append([]byte{}, l.rec.Request...)
	r.SHA256 = hex.EncodeToString(l.hash.Sum(nil))
	return r
}

// replayConn gives bytes that were read too early to the TLS server first.
type replayConn struct {
	net.Conn
	first []byte
}

func (c *replayConn) Read(b []byte) (int, error) {
	if len(c.first) > 0 {
		n := copy(b, c.first)
		c.first = c.first[n:]
		return n, nil
	}
	return c.Conn.Read(b)
}

// discardConn reads what a client still sends where it can mean nothing, until the client ends.
type discardConn struct{ *net.TCPConn }

func (c discardConn) Read([]byte) (int, error) {
	if _, err := io.Copy(io.Discard, c.TCPConn); err != nil {
		return 0, err
	}
	return 0, io.EOF
}

// isReset: Windows has numbers of its own, WSAECONNABORTED and WSAECONNRESET.
func isReset(err error) bool {
	if runtime.GOOS == "windows" && (errors.Is(err, syscall.Errno(10053)) || errors.Is(err, syscall.Errno(10054))) {
		return true
	}
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}
