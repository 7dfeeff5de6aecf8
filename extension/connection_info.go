// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

// #include "gdext.h"
import "C"

import "unsafe"

// The keys are written down in doc_classes/HTTPClientGo.xml; one without a value is
// left out.
//
//export hcgGetConnectionInfo
func hcgGetConnectionInfo(h C.uintptr_t, result unsafe.Pointer) {
	o := self(h)
	defer guardClient(o, "get_connection_info")
	i, ok := o.client.Info()
	if !ok {
		return
	}
	if i.Local.IsValid() {
		setEntry(result, "local_address", i.Local.Addr().String())
		setEntry(result, "local_port", int64(i.Local.Port()))
	}
	if i.Remote.IsValid() {
		setEntry(result, "remote_address", i.Remote.Addr().String())
		setEntry(result, "remote_port", int64(i.Remote.Port()))
	}
	setEntry(result, "proxy", i.Proxy)
	if i.TLSVersion != "" {
		setEntry(result, "tls_version", i.TLSVersion)
		setEntry(result, "cipher_suite", i.CipherSuite)
		setEntry(result, "alpn", i.ALPN)
		setEntry(result, "resumed", i.Resumed)
		setEntry(result, "peer_chain", i.PeerChain)
	}
	setEntry(result, "resolve_usec", i.Resolve.Microseconds())
	setEntry(result, "connect_usec", i.Connect.Microseconds())
	setEntry(result, "tls_usec", i.TLS.Microseconds())
	setEntry(result, "first_byte_usec", i.FirstByte.Microseconds())
}
