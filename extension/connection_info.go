// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/client"
)

func (o *object) getConnectionInfo(c godot.Call) {
	if i, ok := o.client.Info(); ok {
		setInfo(c.Dictionary(), &i)
	}
}

// setInfo fills d. The keys are written down in doc_classes/HTTPClientGo.xml; one without a value is left out.
func setInfo(d godot.Dictionary, i *client.Info) {
	if i.Local.IsValid() {
		d.Set("local_address", godot.String(i.Local.Addr().String()))
		d.Set("local_port", godot.Int(int64(i.Local.Port())))
	}
	if i.Remote.IsValid() {
		d.Set("remote_address", godot.String(i.Remote.Addr().String()))
		d.Set("remote_port", godot.Int(int64(i.Remote.Port())))
	}
	d.Set("proxy", godot.String(i.Proxy))
	if i.TLSVersion != "" {
		d.Set("tls_version", godot.String(i.TLSVersion))
		d.Set("cipher_suite", godot.String(i.CipherSuite))
		d.Set("key_exchange", godot.String(i.KeyExchange))
		d.Set("post_quantum", godot.Bool(i.PostQuantum))
		d.Set("alpn", godot.String(i.ALPN))
		d.Set("resumed", godot.Bool(i.Resumed))
		d.Set("peer_chain", godot.Strings(i.PeerChain))
		d.Set("pins", godot.Strings(i.Pins))
	}
	d.Set("resolve_usec", godot.Int(i.Resolve.Microseconds()))
	d.Set("connect_usec", godot.Int(i.Connect.Microseconds()))
	d.Set("tls_usec", godot.Int(i.TLS.Microseconds()))
	d.Set("first_byte_usec", godot.Int(i.FirstByte.Microseconds()))
}
