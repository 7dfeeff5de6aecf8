# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The certificates of the test server by name, and the engine's TLSOptions by what a script would write.
##
## Names: ca (root of all good certificates), other (root of nothing that is served but "untrusted"), intermediate,
## self_signed (the server's own certificate), bundle (other and ca, in this order, by ResourceLoader), bundle_by_hand (the
## same by X509Certificate.load), empty (a certificate that was never loaded),
## expired_root (ca of the past), broken (ca, and one that does not parse).

const FILES: Dictionary = {"ca": "ca.pem", "other": "other_ca.pem", "intermediate": "intermediate.crt",
	"self_signed": "self_signed.crt", "bundle": "bundle.crt",
	"bundle_by_hand": "bundle.crt", "expired_root": "expired_root.crt", "broken": "broken.crt"}

var folder: String

var _loaded: Dictionary = {}


## [param info] is what the server said of itself.
func _init(info: Dictionary) -> void:
	folder = info["folder"]


## Returns one certificate or chain.
func certificate(name: String) -> X509Certificate:
	if _loaded.has(name):
		return _loaded[name]
	var made: X509Certificate
	if name == "bundle":
		made = load(path(name))
	else:
		made = X509Certificate.new()
		if name != "empty":
			var silent: bool = Engine.print_error_messages
			Engine.print_error_messages = silent and name != "broken"
			made.load(path(name))
			Engine.print_error_messages = silent
	_loaded[name] = made
	return made


## Returns the PEM file of one certificate.
func path(name: String) -> String:
	return folder.path_join(FILES[name])


## Returns the options of [code]client[/code], [code]client(ca)[/code], [code]client(ca, a.name)[/code],
## [code]unsafe[/code], [code]unsafe(ca)[/code] or [code]server[/code].
func options(text: String) -> TLSOptions:
	var kind: String = text.get_slice("(", 0)
	var arguments: PackedStringArray = text.trim_prefix(kind).trim_prefix("(").trim_suffix(")").split(", ", false)
	var chain: X509Certificate = certificate(arguments[0]) if arguments.size() > 0 else null
	match kind:
		"client":
			return TLSOptions.client(chain, arguments[1] if arguments.size() > 1 else "")
		"unsafe":
			return TLSOptions.client_unsafe(chain)
	assert(kind == "server", text)
	return TLSOptions.server(CryptoKey.new(), X509Certificate.new())
