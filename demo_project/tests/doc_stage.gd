# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## What a block of the documentation stands on: a node in the tree, and clients that have come as far as the block expects.

const LIMIT := 5000

## Ports of the scripted server, without and with TLS.
var plain_port: int
var secure_port: int
## Who signed the server's certificate.
var authority: X509Certificate


## Overridden by the block.
func run() -> Variant:
	return null


## Returns a client that is connected, and has once been answered before if [param warm].
func connected_client(warm: bool = false) -> HTTPClientGo:
	var client := HTTPClientGo.new()
	client.connect_to_host("localhost", plain_port)
	await _leave(client, [HTTPClientGo.STATUS_RESOLVING, HTTPClientGo.STATUS_CONNECTING])
	if warm:
		client.request(HTTPClientGo.METHOD_GET, "/", [])
		await _leave(client, [HTTPClientGo.STATUS_REQUESTING, HTTPClientGo.STATUS_BODY])
	return client


## Waits for the response of [param client] and its end; returns its code.
func finished(client: HTTPClientGo) -> int:
	await _leave(client, [HTTPClientGo.STATUS_REQUESTING])
	var code: int = client.get_response_code()
	await _leave(client, [HTTPClientGo.STATUS_BODY])
	return code


## Returns a client in STATUS_BODY.
func answered_client() -> HTTPClientGo:
	var client: HTTPClientGo = await connected_client()
	client.request(HTTPClientGo.METHOD_GET, "/", [])
	await _leave(client, [HTTPClientGo.STATUS_REQUESTING])
	return client


## Returns a client that has met the server's certificate.
func refused_client() -> HTTPClientGo:
	var client := HTTPClientGo.new()
	client.connect_to_host("localhost", secure_port, TLSOptions.client(authority))
	await _leave(client, [HTTPClientGo.STATUS_RESOLVING, HTTPClientGo.STATUS_CONNECTING])
	return client


func _leave(client: HTTPClientGo, statuses: Array[int]) -> void:
	var limit: int = Time.get_ticks_msec() + LIMIT
	while client.get_status() in statuses and Time.get_ticks_msec() < limit:
		client.poll()
		if client.get_status() == HTTPClientGo.STATUS_BODY and HTTPClientGo.STATUS_BODY in statuses:
			client.read_response_body_chunk()
		await get_tree().process_frame
