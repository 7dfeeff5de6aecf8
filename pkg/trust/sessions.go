// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"container/list"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"sync"
	"sync/atomic"
	"time"
	"weak"

	"httpclientgo/pkg/internal/limits"
)

// maxSessions bounds the TLS sessions that the process remembers; the least recently used is forgotten
// first.
const maxSessions = limits.Sessions

// A verification is all that a session's certificate was verified against, or not. A session is resumed
// without a full verification, so it must never be offered where any of it differs. Pools are compared
// by identity: a weak pointer does not keep the pool alive, and never equals that of a later pool at the
// same address.
type verification struct {
	host, name string
	unsafe     bool
	no13       bool
	roots      weak.Pointer[x509.CertPool]
	pins       Pins
	client     [sha256.Size]byte // of the certificate that the server has seen
	revoked    [sha256.Size]byte // of the lists
	keyLog     string
}

type sessionKey struct {
	verification
	server string // crypto/tls's own key
}

type session struct {
	key   sessionKey
	state *tls.ClientSessionState
	until time.Time // zero: no such limit
}

// A sessionStore is the memory behind all ClientSessionCaches.
type sessionStore struct {
	mu    sync.Mutex
	byKey map[sessionKey]*list.Element
	order list.List // of *session, latest first
}

var sessions sessionStore

// of returns the part of the store for one way to verify.
func (s *sessionStore) of(v verification) *sessionView { return &sessionView{store: s, by: v} }

// A sessionView belongs to one tls.Config, and also knows what its handshake has met.
type sessionView struct {
	store *sessionStore
	by    verification

	asked, sent atomic.Bool // for a client certificate; one

	until atomic.Pointer[time.Time] // nil: no limit
}

// keepUntil bounds how long sessions of the handshake are offered: they bring no new answer about their certificate.
func (v *sessionView) keepUntil(t time.Time) { v.until.Store(&t) }

func (v *sessionView) Get(server string) (*tls.ClientSessionState, bool) {
	s := v.store
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.byKey[sessionKey{v.by, server}]
	if e == nil {
		return nil, false
	}
	found := e.Value.(*session)
	if !found.until.IsZero() && time.Now().After(found.until) {
		s.forget(e)
		return nil, false
	}
	if !found.until.IsZero() {
		v.keepUntil(found.until) // for what the resumed session leaves
	}
	s.order.MoveToFront(e)
	return found.state, true
}

// Put remembers state, or forgets the session if state is nil.
func (v *sessionView) Put(server string, state *tls.ClientSessionState) {
	s := v.store
	key := sessionKey{v.by, server}
	s.mu.Lock()
	defer s.mu.Unlock()
	if e := s.byKey[key]; e != nil {
		s.forget(e)
	}
	if state == nil {
		return
	}
	if s.byKey == nil {
		s.byKey = make(map[sessionKey]*list.Element)
	}
	kept := &session{key: key, state: state}
	if until := v.until.Load(); until != nil {
		kept.until = *until
	}
	s.byKey[key] = s.order.PushFront(kept)
	if s.order.Len() > maxSessions {
		s.forget(s.order.Back())
	}
}

func (s *sessionStore) forget(e *list.Element) {
	s.order.Remove(e)
	delete(s.byKey, e.Value.(*session).key)
}
