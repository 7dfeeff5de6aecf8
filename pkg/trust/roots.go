// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"sync/atomic"

	"httpclientgo/pkg/fault"
)

// A rootsCheck is under way until done is closed.
type rootsCheck struct{ done chan struct{} }

var fallbackRoots atomic.Pointer[rootsCheck]

// SetFallbackRoots sets the roots, as PEM, that are trusted where crypto/x509 finds none of the system's.
// It counts once in a process, and for the handshakes that begin after it. It returns at once: to read
// the system's roots takes tens of milliseconds, which AwaitRoots waits for on the goroutines of those
// handshakes.
func SetFallbackRoots(pem string) {
	check := &rootsCheck{make(chan struct{})}
	if !fallbackRoots.CompareAndSwap(nil, check) {
		return
	}
	go func() {
		defer close(check.done)
		// x509 panics where another part of the program was first; then it has roots.
		defer func() { _ = recover() }()
		pool := x509.NewCertPool()
		pool.AppendCertsFromPEM([]byte(pem))
		x509.SetFallbackRoots(pool)
	}()
}

// AwaitRoots returns once a handshake with c would find the fallback roots, if some were set and c
// trusts the system's. It is called before each handshake, on a goroutine that may wait.
func AwaitRoots(c *tls.Config) {
	if c.RootCAs != nil || c.InsecureSkipVerify {
		return
	}
	if check := fallbackRoots.Load(); check != nil {
		<-check.done
	}
}

// ErrNoRoots says that nobody could be trusted: there are no roots, neither the system's nor fallback ones.
var ErrNoRoots = errors.New("no trusted certificates on this system")

// Explain returns err, the end of a handshake with c, with ErrNoRoots added where that is why the server's authority
// is unknown, and as a *ClientCertificateError where it refused after it had asked for a client certificate: by then,
// versions and cipher suites are agreed on.
func Explain(c *tls.Config, err error) error {
	if alert, ok := fault.Alert(err); ok {
		if view, ours := c.ClientSessionCache.(*sessionView); ours && view.asked.Load() {
			return &ClientCertificateError{Alert: alert, Sent: view.sent.Load()}
		}
		return err
	}
	var unknown x509.UnknownAuthorityError
	if !errors.As(err, &unknown) || c.RootCAs != nil {
		return err
	}
	if system, broken := x509.SystemCertPool(); broken == nil && !system.Equal(x509.NewCertPool()) {
		return err
	}
	return errors.Join(err, ErrNoRoots)
}
