# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The demo server as the pages see it: its addresses, and the certificate authority that it has made for itself.

const ServerControl := preload("res://tests/server_control.gd")

var control := ServerControl.new()
## "host:port" of the endpoints.
var plain := ""
## The same over TLS, by name instead of by address: the certificate is made out to it.
var secure := ""
## Trusts the server's own authority, which no system knows.
var trusting: TLSOptions


## Opens the server at [param address], which says [param info] about itself. Returns what is wrong, empty if nothing is.
func open(address: String, info: Dictionary) -> String:
	plain = info["plain"]
	secure = str(info["tls"]).replace("127.0.0.1", "localhost")
	var file: String = info["ca"]
	var authority := X509Certificate.new()
	if not FileAccess.file_exists(file) or authority.load(file) != OK:
		return "its certificate authority %s cannot be read" % file
	trusting = TLSOptions.client(authority)
	return "" if control.open(address) == OK else "it does not let itself be controlled"


## Returns the "host:port" of a server for one connection, with a certificate of the kind [param certificate].
func start_with(certificate: String) -> String:
	var script: Dictionary = control.start([["wait_close"]], {"certificate": certificate})
	return "localhost:%d" % script["port"]
