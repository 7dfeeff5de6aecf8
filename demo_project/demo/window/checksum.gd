# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The SHA-256 of a file that arrives in pieces, taken on a worker thread: the frame shall carry the download alone.

## Of the files that the demo server makes, by their size in bytes.
const KNOWN: Dictionary[int, String] = {
	1_000_000: "902a04a7ec90aea69c7e1e4bb55b5f4f16848c3036bffddaeebcb7e518713c09",
	10_000_000: "fd9dbaa742d2598312c1509dbf467c14a19e12418dd2de43263678e2325dca72",
	50_000_000: "97151b7fdc02123dcd3476e239e29ab0388f8de0b03cd8ab3458c205cf137a46",
	200_000_000: "a0adeb31b9893f7118649ec11763b3f5d5aa7b49e498c86dfcb2f9b4159b5a3b",
}

## The digest as hexadecimal digits, once [method step] has returned true.
var digest := ""

var _context := HashingContext.new()
var _pieces: Array[PackedByteArray] = []
var _task := -1


func _init() -> void:
	_context.start(HashingContext.HASH_SHA256)


func add(piece: PackedByteArray) -> void:
	_pieces.append(piece)


## Hands on what has come. Returns whether the digest of all pieces stands; [param complete] says that no more will come.
func step(complete: bool) -> bool:
	if not digest.is_empty():
		return true
	if _task >= 0:
		if not WorkerThreadPool.is_task_completed(_task):
			return false
		WorkerThreadPool.wait_for_task_completion(_task)
		_task = -1
	if not _pieces.is_empty():
		_task = WorkerThreadPool.add_task(_update.bind(_pieces))
		_pieces = []
	elif complete:
		digest = _context.finish().hex_encode()
	return not digest.is_empty()


## Waits for the worker thread.
func stop() -> void:
	if _task >= 0:
		WorkerThreadPool.wait_for_task_completion(_task)
		_task = -1


func _update(pieces: Array[PackedByteArray]) -> void:
	for piece: PackedByteArray in pieces:
		_context.update(piece)
