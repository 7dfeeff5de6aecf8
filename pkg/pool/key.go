// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"httpclientgo/pkg/dial"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/trust"
)

// A Key is all that two exchanges must have in common to use one connection.
type Key struct {
	Host string // name or IP literal, as dial.Config takes it; the same name in another case is another key
	Port int
	TLS  bool

	// Trust is for TLS with Host; zero without.
	Trust trust.TLSOptions

	// Proxy, with its credentials; without a Host: none.
	Proxy proxy.Proxy

	// ProxyTrust is for TLS with a proxy of scheme https; zero with others.
	ProxyTrust trust.TLSOptions
}

// proxy returns the proxy, or nil.
func (k *Key) proxy() *proxy.Proxy {
	if k.Proxy.Host == "" {
		return nil
	}
	return &k.Proxy
}

// config returns how to dial a connection for k.
func (k *Key) config() dial.Config {
	cfg := dial.Config{Host: k.Host, Port: k.Port, Proxy: k.proxy(), Under: newSocket}
	if k.TLS {
		cfg.TLS = k.Trust.Config(k.Host)
	}
	if cfg.Proxy != nil && cfg.Proxy.Scheme == proxy.HTTPS {
		cfg.ProxyTLS = k.ProxyTrust.Config(cfg.Proxy.Host)
	}
	return cfg
}
