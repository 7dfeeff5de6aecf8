# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## One file over one connection: the base of those by a client and by a node.

enum {WAITING, RUNNING, DONE, FAILED}

var state: int = WAITING
var size: int
var received := 0
## What went wrong.
var problem := ""
## Called with each piece of the body; may be empty.
var sink: Callable


func _init(bytes: int) -> void:
	size = bytes


## [param address] is "host:port"; without [param tls] the connection is plain.
func start(_address: String, _tls: TLSOptions) -> void:
	pass


## To be called once a frame.
func step() -> void:
	pass


func stop() -> void:
	pass


func fail(why: String) -> void:
	problem = why
	state = FAILED


## Ends it, well if as many bytes came as were wanted.
func judge() -> void:
	if received == size:
		state = DONE
	else:
		fail("%d bytes came instead of %d" % [received, size])
