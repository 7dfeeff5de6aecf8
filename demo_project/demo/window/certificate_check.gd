# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## One TLS handshake with a server whose certificate is of one kind.

const EitherClient := preload("res://demo/window/either_client.gd")

var done := false
var status: HTTPClient.Status = HTTPClient.STATUS_DISCONNECTED
## Why the certificate was refused, in a sentence; empty when it was not, or when the class does not tell.
var reason := ""
## What is wrong with the certificate, in a word, likewise.
var fault := ""

var _client: EitherClient


func _init(class_id: StringName) -> void:
	_client = EitherClient.new(class_id)


func start(address: String, tls: TLSOptions) -> void:
	done = _client.open(address, tls) != OK


func step() -> void:
	if done:
		return
	_client.poll()
	status = _client.status()
	if status == HTTPClient.STATUS_RESOLVING or status == HTTPClient.STATUS_CONNECTING:
		return
	done = true
	reason = _client.reason().get("message", "")
	fault = _client.reason().get("fault", "")
	_client.close()


func stop() -> void:
	_client.close()
	done = true
