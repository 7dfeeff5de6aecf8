# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Many REST calls at once, off the main thread. Connections go back to a pool and are used again.
##
##   pool.queue("GET", "/scores")          on the WorkerThreadPool
##   pool.start_threads(2); pool.push(...)  or on threads of its own, in blocking mode
##   pool.wait()                            all results, by job number

const METHODS = {"GET": HTTPClient.METHOD_GET, "HEAD": HTTPClient.METHOD_HEAD, "POST": HTTPClient.METHOD_POST,
	"PUT": HTTPClient.METHOD_PUT, "DELETE": HTTPClient.METHOD_DELETE, "PATCH": HTTPClient.METHOD_PATCH}

var host: String
var port: int
var timeout_msec := 8000
var connections_made := 0

var _idle = []
var _results = {}
var _tasks = []
var _jobs = []
var _last_id := 0
var _mutex := Mutex.new()
var _semaphore := Semaphore.new()
var _threads: Array[Thread] = []


func _init(p_host: String, p_port: int):
	host = p_host
	port = p_port


func queue(method: String, path: String, data = null) -> int:
	_last_id += 1
	_tasks.append(WorkerThreadPool.add_task(_run.bind(_last_id, method, path, data), false, "REST " + path))
	return _last_id


func start_threads(count: int) -> void:
	for i in count:
		var thread = Thread.new()
		thread.start(_thread_loop)
		_threads.append(thread)


func push(method: String, path: String, data = null) -> int:
	_last_id += 1
	_mutex.lock()
	_jobs.append([_last_id, method, path, data])
	_mutex.unlock()
	_semaphore.post()
	return _last_id


func wait() -> Dictionary:
	for task in _tasks:
		WorkerThreadPool.wait_for_task_completion(task)
	_tasks.clear()
	for thread in _threads:
		_semaphore.post()
	for thread in _threads:
		thread.wait_to_finish()
	_threads.clear()
	for client in _idle:
		client.close()
	_idle.clear()
	return _results


func _run(id: int, method: String, path: String, data) -> void:
	var client = _borrow()
	var result = _fetch(client, method, path, data)
	_give_back(client, result)
	_mutex.lock()
	_results[id] = result
	_mutex.unlock()


func _thread_loop() -> void:
	var client := HTTPClient.new()
	client.blocking_mode_enabled = true
	while true:
		_semaphore.wait()
		_mutex.lock()
		var job = _jobs.pop_front()
		_mutex.unlock()
		if job == null:
			break
		var result = _fetch(client, job[1], job[2], job[3])
		_mutex.lock()
		_results[job[0]] = result
		_mutex.unlock()
	client.close()


func _borrow():
	_mutex.lock()
	var client = _idle.pop_back() if not _idle.is_empty() else null
	_mutex.unlock()
	if client == null:
		client = HTTPClient.new()
		client.read_chunk_size = 3e+04
	return client


func _give_back(client, result) -> void:
	if result["error"] != OK:
		client.close()
		return
	_mutex.lock()
	_idle.append(client)
	_mutex.unlock()


func _fetch(client, method: String, path: String, data) -> Dictionary:
	var limit = Time.get_ticks_msec() + timeout_msec
	client.poll()
	if str(client.get_status()) != str(HTTPClient.STATUS_CONNECTED):
		var err = client.connect_to_host(host, port)
		if err != OK:
			return {"error": err, "code": 0}
		_mutex.lock()
		connections_made += 1
		_mutex.unlock()
		while client.get_status() == HTTPClient.STATUS_RESOLVING or client.get_status() == HTTPClient.STATUS_CONNECTING:
			client.poll()
			if Time.get_ticks_msec() > limit:
				return {"error": ERR_TIMEOUT, "code": 0}
			OS.delay_msec(1)
		if client.get_status() != HTTPClient.STATUS_CONNECTED:
			return {"error": ERR_CANT_CONNECT, "code": 0}
	var headers = ["Accept: */*", "X-Job: " + path.md5_text()]
	var sent = OK
	if data is PackedByteArray:
		headers.append("Content-Type: application/octet-stream")
		sent = client.request_raw(METHODS[method], path, headers, data)
	elif data != null:
		headers.append("Content-Type: application/json")
		sent = client.request(METHODS[method], path, headers, JSON.stringify(data))
	else:
		sent = client.request(METHODS[method], path, headers)
	if sent != OK:
		return {"error": sent, "code": 0}
	while client.get_status() == HTTPClient.STATUS_REQUESTING:
		client.poll()
		if Time.get_ticks_msec() > limit:
			return {"error": ERR_TIMEOUT, "code": 0}
		OS.delay_msec(1)
	if not client.has_response():
		return {"error": ERR_CONNECTION_ERROR, "code": client.get_response_code()}
	var result = {"error": OK, "code": client.get_response_code(), "length": client.get_response_body_length(),
		"chunked": client.is_response_chunked(), "headers": client.get_response_headers_as_dictionary()}
	var body = _drain(client, limit)
	result["status"] = client.get_status()
	if client.get_status() == HTTPClient.STATUS_BODY:
		result["error"] = ERR_TIMEOUT
	result["size"] = body.size()
	result["md5"] = _md5(body)
	if str(result["headers"].get("Content-Type", "")).begins_with("application/json"):
		result["json"] = JSON.parse_string(body.get_string_from_utf8())
	return result


# Takes anything that reads like a client.
func _drain(source, limit) -> PackedByteArray:
	var body = PackedByteArray()
	while source.get_status() == HTTPClient.STATUS_BODY and Time.get_ticks_msec() < limit:
		source.poll()
		var chunk = source.read_response_body_chunk()
		if chunk.size() == 0:
			OS.delay_usec(200)
		else:
			body = body + chunk
	return body


func _md5(body: PackedByteArray) -> String:
	if body.is_empty():
		return ""
	var context = HashingContext.new()
	context.start(HashingContext.HASH_MD5)
	context.update(body)
	return context.finish().hex_encode()
