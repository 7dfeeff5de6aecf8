// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

// #include "gdext.h"
import "C"

import (
	"crypto/x509"
	"sync"
	"time"

	"httpclientgo/pkg/client"
	"httpclientgo/pkg/transport"
)

// tlsOptions reads a TLSOptions of the engine; nil for null. Trusted are, in this
// order: the options' own chain, the project's certificate_bundle_override, the
// system's roots.
func tlsOptions(o C.GDExtensionObjectPtr) *client.TLS {
	if o == nil {
		return nil
	}
	t := &client.TLS{Server: callBool(o, "is_server")}
	if t.Server {
		return t
	}
	t.Unsafe = callBool(o, "is_unsafe_client")
	t.CommonName = callString(o, "get_common_name_override")
	callObject(o, "get_trusted_ca_chain", func(chain C.GDExtensionObjectPtr) {
		t.Roots = pools.of(certificateText(chain))
	})
	completeTLS(&t.TLSOptions)
	return t
}

// defaultTLS is what "https://" in front of a host asks for.
func defaultTLS() *client.TLS {
	t := &client.TLS{}
	completeTLS(&t.TLSOptions)
	return t
}

func completeTLS(t *transport.TLSOptions) {
	t.DisableTLS13 = settingText("network/tls/enable_tls_v1.3") == "false"
	if t.Roots != nil || t.Unsafe {
		return
	}
	if path := settingText("network/tls/certificate_bundle_override"); path != "" && path != "<null>" {
		t.Roots = pools.of(fileText(path))
	}
}

// connectTimeout is the project's limit for a TCP connect; 0 is the default.
func connectTimeout() time.Duration {
	settings := C.hcg_singleton(stringName("ProjectSettings"))
	return time.Duration(callInt(settings, "get_setting", textArg("network/limits/tcp/connect_timeout_seconds"))) * time.Second
}

// settingText is a project setting as text; "<null>" or "" where it is not set.
func settingText(name string) string {
	return callString(C.hcg_singleton(stringName("ProjectSettings")), "get_setting", textArg(name))
}

// fileText reads a file of the project, from inside an exported game as well.
func fileText(path string) (s string) {
	loader := C.hcg_singleton(stringName("ResourceLoader"))
	callObject(loader, "load", func(o C.GDExtensionObjectPtr) { s = certificateText(o) },
		textArg(path), textArg("X509Certificate"))
	return s
}

// certificateText is the PEM text of an X509Certificate. The engine leaves a NUL at
// its end and then complains of that in a line of its own, at each call (4.6.3); the
// line is kept out of the user's log.
func certificateText(certificate C.GDExtensionObjectPtr) string {
	engine := C.hcg_singleton(stringName("Engine"))
	if callBool(engine, "is_printing_error_messages") {
		call(engine, "set_print_error_messages", nil, boolArg(false))
		defer call(engine, "set_print_error_messages", nil, boolArg(true))
	}
	return callString(certificate, "save_to_string")
}

// pools remembers the certificates of the last few chains by their PEM text, so
// that clients which trust the same chain share its parsing and its TLS sessions.
var pools = poolCache{byPEM: map[string]*x509.CertPool{}}

const maxPools = 16

type poolCache struct {
	mu    sync.Mutex
	byPEM map[string]*x509.CertPool
}

// of gives the pool of a PEM text. A text without a certificate gives an empty
// pool, which trusts nobody.
func (c *poolCache) of(pem string) *x509.CertPool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p, ok := c.byPEM[pem]; ok {
		return p
	}
	if len(c.byPEM) >= maxPools {
		clear(c.byPEM)
	}
	p := x509.NewCertPool()
	p.AppendCertsFromPEM([]byte(pem))
	c.byPEM[pem] = p
	return p
}
