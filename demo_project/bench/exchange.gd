# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Connects, asks and reads, for the measurements. Compiled for both classes, see subject.gd.

## Microseconds without progress after which a measurement has failed.
const PATIENCE := 5_000_000
## Clients that connect at once.
const CROWD := 50

## "host:port" of the server, plain and with TLS, and the options for the latter.
var plain: String
var secure: String
var options: TLSOptions


## Returns a client that is connected, or failed to.
func connected(tls: bool) -> HTTPClient:
	var client := HTTPClient.new()
	var deadline: int = Time.get_ticks_usec() + PATIENCE
	client.connect_to_host(host(tls), port(tls), options if tls else null)
	while connecting(client) and Time.get_ticks_usec() < deadline:
		client.poll()
		OS.delay_usec(50)
	return client


func host(tls: bool) -> String:
	return (secure if tls else plain).get_slice(":", 0)


func port(tls: bool) -> int:
	return (secure if tls else plain).get_slice(":", 1).to_int()


func connecting(client: HTTPClient) -> bool:
	var status: int = client.get_status()
	return status == HTTPClient.STATUS_CONNECTING or status == HTTPClient.STATUS_RESOLVING


## Asks, and returns whether an answer with a body has begun.
func responded(client: HTTPClient, path: String) -> bool:
	return client.request(HTTPClient.METHOD_GET, path, []) == OK and answered(client)


## Returns whether an answer with a body has begun to the request that was made.
func answered(client: HTTPClient) -> bool:
	var deadline: int = Time.get_ticks_usec() + PATIENCE
	while client.get_status() == HTTPClient.STATUS_REQUESTING and Time.get_ticks_usec() < deadline:
		client.poll()
	return client.get_status() == HTTPClient.STATUS_BODY


## Reads a body to its end and returns its length.
func drained(client: HTTPClient) -> int:
	var deadline: int = Time.get_ticks_usec() + PATIENCE
	var got := 0
	while client.get_status() == HTTPClient.STATUS_BODY:
		var piece: int = client.read_response_body_chunk().size()
		got += piece
		if piece > 0:
			deadline = 0
		elif deadline == 0:
			deadline = Time.get_ticks_usec() + PATIENCE
		elif Time.get_ticks_usec() > deadline:
			break
	return got


## Returns [param count] clients that are connected, or fewer when one failed. They connect side by side.
func many(count: int, tls: bool) -> Array[HTTPClient]:
	var clients: Array[HTTPClient] = []
	for i: int in count:
		clients.append(HTTPClient.new())
		clients[i].connect_to_host(host(tls), port(tls), options if tls else null)
		if i % CROWD == CROWD - 1 or i == count - 1: # as many as a listener lets wait
			_polled(clients, [HTTPClient.STATUS_RESOLVING, HTTPClient.STATUS_CONNECTING])
	return clients.filter(func(client: HTTPClient) -> bool: return client.get_status() == HTTPClient.STATUS_CONNECTED)


## Returns clients that have each got the head of a body, of an endless one without [param path], or fewer than [param count]
## when one failed.
func downloading(count: int, tls: bool, path := "/bytes/1000000000000") -> Array[HTTPClient]:
	var clients: Array[HTTPClient] = many(count, tls)
	for client: HTTPClient in clients:
		client.request(HTTPClient.METHOD_GET, path, [])
	_polled(clients, [HTTPClient.STATUS_REQUESTING])
	return clients.filter(func(client: HTTPClient) -> bool: return client.get_status() == HTTPClient.STATUS_BODY)


# Polls all until none has one of [param statuses].
func _polled(clients: Array[HTTPClient], statuses: Array[int]) -> void:
	var deadline: int = Time.get_ticks_usec() + 4 * PATIENCE
	var left := 1
	while left > 0 and Time.get_ticks_usec() < deadline:
		left = 0
		for client: HTTPClient in clients:
			if client.get_status() in statuses:
				client.poll()
				left += 1
