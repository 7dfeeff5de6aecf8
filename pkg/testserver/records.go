// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"slices"
)

// A RecordConn is the server's end of a TLS connection that seals what it sends itself, since crypto/tls has no way to
// send what servers say in the middle of a connection. It reads as any *tls.Conn does.
type RecordConn struct {
	*tls.Conn
	raw     net.Conn
	version uint16
	secret  []byte // of TLS 1.3, which the next key comes from
	suite   uint16
	aead    sealer
	iv      []byte
	seq     uint64
}

type sealer interface {
	Seal(dst, nonce, text, more []byte) []byte
	Overhead() int
}

// Content types, RFC 8446 Section 5.1.
const (
	alertRecord       = 21
	handshakeRecord   = 22
	applicationRecord = 23
)

// maxRecord is the most that one record holds, in bytes.
const maxRecord = 16 << 10

// ServeRecords shakes hands over raw: TLS 1.2 or 1.3 with one of the suites that have SHA-256, without tickets. The
// connection is there after an error as well, to be read.
func ServeRecords(raw net.Conn, config *tls.Config) (*RecordConn, error) {
	var keys bytes.Buffer
	config = config.Clone()
	config.SessionTicketsDisabled = true
	config.CipherSuites = []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}
	config.KeyLogWriter = &keys
	hello := &helloConn{Conn: raw}
	c := &RecordConn{Conn: tls.Server(hello, config), raw: raw}
	if err := c.Handshake(); err != nil {
		return c, err
	}
	state := c.ConnectionState()
	c.version, c.suite = state.Version, state.CipherSuite
	client, server, err := secretsOf(keys.Bytes())
	switch {
	case err != nil:
		return c, err
	case c.suite == tls.TLS_AES_256_GCM_SHA384:
		return c, errors.New("testserver: no records of " + tls.CipherSuiteName(c.suite))
	case c.version == tls.VersionTLS13:
		return c, c.use(server)
	}
	c.seq = 1 // after Finished
	block := keyBlock(server, slices.Concat([]byte("key expansion"), hello.random, client), 2*16+2*4)
	c.iv = block[36:40]
	c.aead, err = gcm(block[16:32])
	return c, err
}

// helloConn keeps the random of the ServerHello, the first that is written.
type helloConn struct {
	net.Conn
	random []byte
}

func (c *helloConn) Write(b []byte) (int, error) {
	const before = 5 + 4 + 2 // headers of record and message, version
	if c.random == nil && len(b) >= before+32 {
		c.random = bytes.Clone(b[before : before+32])
	}
	return c.Conn.Write(b)
}

// secretsOf finds in a key log the client's random, and the master secret or the server's traffic secret.
func secretsOf(log []byte) (random, secret []byte, err error) {
	for line := range bytes.Lines(log) {
		parts := bytes.Fields(line)
		if len(parts) != 3 || string(parts[0]) != "CLIENT_RANDOM" && string(parts[0]) != "SERVER_TRAFFIC_SECRET_0" {
			continue
		}
		random, err1 := hex.DecodeString(string(parts[1]))
		secret, err2 := hex.DecodeString(string(parts[2]))
		return random, secret, errors.Join(err1, err2)
	}
	return nil, nil, errors.New("testserver: no secret in the key log")
}

// keyBlock is P_SHA256 of RFC 5246 Section 5.
func keyBlock(secret, seed []byte, n int) (block []byte) {
	sum := func(parts ...[]byte) []byte {
		h := hmac.New(sha256.New, secret)
		h.Write(slices.Concat(parts...))
		return h.Sum(nil)
	}
	for a := sum(seed); len(block) < n; a = sum(a) {
		block = append(block, sum(a, seed)...)
	}
	return block[:n]
}

func gcm(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// use takes the keys of one traffic secret, RFC 8446 Section 7.3.
func (c *RecordConn) use(secret []byte) error {
	length := 16
	if c.suite == tls.TLS_CHACHA20_POLY1305_SHA256 {
		length = 32
	}
	key, err1 := expand(secret, "key", length)
	iv, err2 := expand(secret, "iv", 12)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	c.secret, c.iv, c.seq = secret, iv, 0
	if length == 32 {
		c.aead = newChacha(key)
		return nil
	}
	aead, err := gcm(key)
	c.aead = aead
	return err
}

// expand is HKDF-Expand-Label without a context, RFC 8446 Section 7.1.
func expand(secret []byte, label string, n int) ([]byte, error) {
	label = "tls13 " + label
	info := fmt.Sprintf("%c%c%c%s%c", 0, n, len(label), label, 0)
	return hkdf.Expand(sha256.New, secret, info, n)
}

// record sends one record.
func (c *RecordConn) record(kind byte, content []byte) error {
	seq := binary.BigEndian.AppendUint64(nil, c.seq)
	c.seq++
	var head, sealed []byte
	if c.version == tls.VersionTLS13 {
		nonce := bytes.Clone(c.iv)
		for i, b := range seq {
			nonce[4+i] ^= b
		}
		inner := append(bytes.Clone(content), kind)
		head = recordHead(applicationRecord, len(inner)+c.aead.Overhead())
		sealed = c.aead.Seal(nil, nonce, inner, head)
	} else {
		head = recordHead(kind, len(seq)+len(content)+c.aead.Overhead())
		more := slices.Concat(seq, recordHead(kind, len(content)))
		sealed = append(seq, c.aead.Seal(nil, slices.Concat(c.iv, seq), content, more)...)
	}
	_, err := c.raw.Write(append(head, sealed...))
	return err
}

func recordHead(kind byte, length int) []byte {
	return []byte{kind, 3, 3, byte(length >> 8), byte(length)}
}

func (c *RecordConn) Write(b []byte) (n int, err error) {
	for n < len(b) && err == nil {
		piece := b[n:min(len(b), n+maxRecord)]
		if err = c.record(applicationRecord, piece); err == nil {
			n += len(piece)
		}
	}
	return n, err
}

// CloseWrite says close_notify.
func (c *RecordConn) CloseWrite() error { return c.record(alertRecord, []byte{1, 0}) }

func (c *RecordConn) Close() error { return errors.Join(c.CloseWrite(), c.raw.Close()) }

// HelloRequest asks for a new handshake, RFC 5246 Section 7.4.1.1.
func (c *RecordConn) HelloRequest() error {
	if c.version == tls.VersionTLS13 {
		return errors.New("testserver: TLS 1.3 has no HelloRequest")
	}
	return c.record(handshakeRecord, []byte{0, 0, 0, 0})
}

// Ticket hands out a session ticket that is good for nothing, RFC 8446 Section 4.6.1.
func (c *RecordConn) Ticket() error {
	if c.version != tls.VersionTLS13 {
		return errors.New("testserver: in TLS 1.2, tickets come in the handshake")
	}
	// Type and length; an hour to live, the age's addend; a nonce, a ticket of one byte, no extensions.
	return c.record(handshakeRecord, []byte{4, 0, 0, 15, 0, 0, 14, 16, 0, 0, 0, 0, 1, 0, 0, 1, 'x', 0, 0})
}

// KeyUpdate changes the key that records are sealed with, RFC 8446 Section 4.6.3; asked: the client shall do the same.
func (c *RecordConn) KeyUpdate(asked bool) error {
	if c.version != tls.VersionTLS13 {
		return errors.New("testserver: only TLS 1.3 has KeyUpdate")
	}
	message := []byte{24, 0, 0, 1, 0}
	if asked {
		message[4] = 1
	}
	if err := c.record(handshakeRecord, message); err != nil {
		return err
	}
	secret, err := expand(c.secret, "traffic upd", 32)
	if err != nil {
		return err
	}
	return c.use(secret)
}
