# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## What one class does while it is its turn: the base of the downloads and of the upload.

var class_id: StringName
## Whether it goes over TLS.
var secure := false


## [param address] is "host:port"; without [param tls] the connection is plain.
func start(_address: String, _tls: TLSOptions) -> void:
	pass


## To be called once a frame.
func step() -> void:
	pass


func stop() -> void:
	pass


func is_active() -> bool:
	return false
