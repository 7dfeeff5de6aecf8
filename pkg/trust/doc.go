// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package trust turns what a script says about TLS into a *tls.Config for the client's side of a
// handshake: trusted roots, the name that a certificate must be good for, the strength of its keys,
// protocol versions and cipher suites, and which sessions may be resumed.
//
// crypto/tls verifies the chain and the name, and all that this project adds is done by
// tls.Config.VerifyConnection, which also resumed sessions go through (verify.go). Whatever makes two
// connections differ in what they trust belongs into the key of the session cache as well
// (verification in sessions.go): a resumed session is not verified in full again.
//
// Beyond names, chains and keys, that is pins (pins.go), what stapled OCSP answers and revocation lists say (staple.go,
// revocation.go); and a client certificate is shown to who asks for one (identity.go).
//
// The package opens no connection, fetches nothing and knows no proxy.
package trust
