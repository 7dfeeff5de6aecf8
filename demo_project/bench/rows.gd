# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The rows of the benchmark, as data.
##
## call: a method of frames.gd, loads.gd or measures.gd and its arguments. unit and scale: how the figure is shown. rate: more is
## better; else less is.
##
## Floors, each of them only where one was set. floor: what the ratio has to reach, which is ours to the engine's for rates, and
## the engine's to ours for all else. most: what ours may be at most, in the unit. curl_floor: ours to curl's.
##
## rounds: at most so many. alone: each measurement has a process of its own. at_once: one call gives the figures of all rounds.
## ours_only: the engine's class has no such call. server: "standard" (net/http's) or "nginx" instead of the endpoints of
## pkg/testserver. start: no call but a figure of start.gd.
##
## Yardsticks, where the same can be asked of others, see yardsticks.gd. curl: a method there and whether over TLS.
## ceiling: also of the barest client.

const MEBIBYTE := 1024 * 1024
const ENDLESS := "/packed/1000000000000/1"

const ROWS: Array[Dictionary] = [
	# One client in a game, on a link of a known speed.
	{"key": "paced_50_piece", "label": "50 Mbit/s, one piece a frame",
			"call": ["paced", false, 50, "piece"], "unit": "us/frame", "floor": 1.5},
	{"key": "paced_50_empty", "label": "50 Mbit/s, read until empty",
			"call": ["paced", false, 50, "until empty"], "unit": "us/frame", "floor": 1.5},
	{"key": "paced_50_available", "label": "50 Mbit/s, available()",
			"call": ["paced", false, 50, "available"], "unit": "us/frame", "ours_only": true},
	{"key": "paced_200_piece", "label": "200 Mbit/s, one piece a frame",
			"call": ["paced", false, 200, "piece"], "unit": "us/frame", "floor": 1.5},
	{"key": "paced_200_empty", "label": "200 Mbit/s, read until empty",
			"call": ["paced", false, 200, "until empty"], "unit": "us/frame", "floor": 1.5},
	{"key": "paced_200_available", "label": "200 Mbit/s, available()",
			"call": ["paced", false, 200, "available"], "unit": "us/frame", "ours_only": true},
	{"key": "paced_50_piece_tls", "label": "50 Mbit/s, one piece a frame, TLS",
			"call": ["paced", true, 50, "piece"], "unit": "us/frame", "floor": 6.0},
	{"key": "paced_50_empty_tls", "label": "50 Mbit/s, read until empty, TLS",
			"call": ["paced", true, 50, "until empty"], "unit": "us/frame", "floor": 6.0},
	{"key": "paced_50_available_tls", "label": "50 Mbit/s, available(), TLS",
			"call": ["paced", true, 50, "available"], "unit": "us/frame", "ours_only": true},
	{"key": "paced_200_piece_tls", "label": "200 Mbit/s, one piece a frame, TLS",
			"call": ["paced", true, 200, "piece"], "unit": "us/frame", "floor": 6.0},
	{"key": "paced_200_empty_tls", "label": "200 Mbit/s, read until empty, TLS",
			"call": ["paced", true, 200, "until empty"], "unit": "us/frame", "floor": 6.0},
	{"key": "paced_200_available_tls", "label": "200 Mbit/s, available(), TLS",
			"call": ["paced", true, 200, "available"], "unit": "us/frame", "ours_only": true},

	# Many clients, large bodies and bad servers in a game.
	{"key": "frames", "label": "32 downloads at 60 fps",
			"call": ["frame_loop", false], "unit": "us/MB", "floor": 3.0},
	{"key": "frames_tls", "label": "32 downloads at 60 fps, TLS",
			"call": ["frame_loop", true], "unit": "us/MB", "floor": 15.0},
	{"key": "longest_frame_tls", "label": "64 downloads, TLS, longest frame",
			"call": ["longest_frame", true, 3.0], "unit": "ms", "scale": 1e-3, "rounds": 3, "alone": true},
	{"key": "slow_frames_available", "label": "16 MiB at 20 fps, available()",
			"call": ["slow_frames", false, 16 * MEBIBYTE], "unit": "s", "floor": 10.0, "at_once": true},
	{"key": "slow_frames_available_tls", "label": "16 MiB at 20 fps, available(), TLS",
			"call": ["slow_frames", true, 16 * MEBIBYTE], "unit": "s", "floor": 10.0, "at_once": true},
	{"key": "connects_64", "label": "64 TLS connects, longest call",
			"call": ["connects", 64], "unit": "ms", "scale": 1e-3},
	{"key": "connects_400", "label": "400 TLS connects, longest call",
			"call": ["connects", 400], "unit": "ms", "scale": 1e-3, "most": 5.0},
	{"key": "connects_1000", "label": "1,000 TLS connects, longest call",
			"call": ["connects", 1000], "unit": "ms", "scale": 1e-3, "rounds": 3},
	{"key": "flood_chunk", "label": "one-byte chunks, longest read",
			"call": ["flood", false, "chunk", ENDLESS], "unit": "ms", "scale": 1e-3, "most": 1.0},
	{"key": "flood_available", "label": "one-byte chunks, available()",
			"call": ["flood", false, "available", ENDLESS], "unit": "ms", "scale": 1e-3, "most": 1.0, "ours_only": true},
	{"key": "flood_chunk_tls", "label": "one-byte chunks, longest read, TLS",
			"call": ["flood", true, "chunk", ENDLESS], "unit": "ms", "scale": 1e-3, "most": 1.0},
	{"key": "flood_available_tls", "label": "one-byte chunks, available(), TLS",
			"call": ["flood", true, "available", ENDLESS], "unit": "ms", "scale": 1e-3, "most": 1.0, "ours_only": true},
	{"key": "pieces", "label": "32 MiB sent in pieces at 60 fps",
			"call": ["pieces", false, "rate"], "unit": "MB/s", "scale": 1e-6, "rate": true},
	{"key": "pieces_tls", "label": "32 MiB sent in pieces at 60 fps, TLS",
			"call": ["pieces", true, "rate"], "unit": "MB/s", "scale": 1e-6, "rate": true},
	{"key": "pieces_main", "label": "upload in pieces, main thread",
			"call": ["pieces", false, "main"], "unit": "us/MB"},
	{"key": "pieces_main_tls", "label": "upload in pieces, main thread, TLS",
			"call": ["pieces", true, "main"], "unit": "us/MB"},

	# As fast as it goes, against our server and others'.
	{"key": "download", "label": "download",
			"call": ["download", false, "/bytes/%d" % (512 * MEBIBYTE), 512 * MEBIBYTE],
			"unit": "GB/s", "scale": 1e-9, "rate": true, "floor": 1.0,
			"curl": ["download", false], "ceiling": true},
	{"key": "download_standard", "label": "download, net/http",
			"call": ["download", false, "/bytes/%d" % (256 * MEBIBYTE), 256 * MEBIBYTE], "server": "standard",
			"unit": "GB/s", "scale": 1e-9, "rate": true, "floor": 1.0, "curl": ["download", false]},
	{"key": "download_nginx", "label": "download, nginx",
			"call": ["download", false, "/bytes/%d" % (512 * MEBIBYTE), 512 * MEBIBYTE], "server": "nginx",
			"unit": "GB/s", "scale": 1e-9, "rate": true, "floor": 1.0, "curl": ["download", false]},
	{"key": "download_tls", "label": "download, TLS",
			"call": ["download", true, "/bytes/%d" % (128 * MEBIBYTE), 128 * MEBIBYTE],
			"unit": "GB/s", "scale": 1e-9, "rate": true, "floor": 3.0, "curl": ["download", true]},
	{"key": "download_standard_tls", "label": "download, net/http, TLS",
			"call": ["download", true, "/bytes/%d" % (128 * MEBIBYTE), 128 * MEBIBYTE], "server": "standard",
			"unit": "GB/s", "scale": 1e-9, "rate": true, "floor": 3.0, "curl": ["download", true]},
	{"key": "download_nginx_tls", "label": "download, nginx, TLS",
			"call": ["download", true, "/bytes/%d" % (128 * MEBIBYTE), 128 * MEBIBYTE], "server": "nginx",
			"unit": "GB/s", "scale": 1e-9, "rate": true, "floor": 3.0, "curl": ["download", true]},
	{"key": "chunked_16k", "label": "chunks of 16 KiB",
			"call": ["chunked", false, "/packed/%d/16384" % (256 * MEBIBYTE), 256 * MEBIBYTE, 0],
			"unit": "GB/s", "scale": 1e-9, "rate": true, "floor": 0.95, "alone": true,
			"curl": ["download", false], "ceiling": true},
	{"key": "chunked_16k_after", "label": "chunks of 16 KiB after 400 MB",
			"call": ["chunked", false, "/packed/%d/16384" % (256 * MEBIBYTE), 256 * MEBIBYTE, 400_000_000],
			"unit": "GB/s", "scale": 1e-9, "rate": true, "floor": 0.95, "alone": true},
	{"key": "chunked_standard", "label": "chunks of 16 KiB, net/http",
			"call": ["chunked", false, "/chunked/%d/16384" % (256 * MEBIBYTE), 256 * MEBIBYTE, 0], "server": "standard",
			"unit": "GB/s", "scale": 1e-9, "rate": true, "floor": 0.95, "alone": true, "curl": ["download", false]},
	{"key": "chunked_standard_after", "label": "chunks, net/http, after 400 MB",
			"call": ["chunked", false, "/chunked/%d/16384" % (256 * MEBIBYTE), 256 * MEBIBYTE, 400_000_000], "server": "standard",
			"unit": "GB/s", "scale": 1e-9, "rate": true, "floor": 0.95, "alone": true},
	{"key": "chunked_512", "label": "chunks of 512 bytes",
			"call": ["download", false, "/packed/%d/512" % (32 * MEBIBYTE), 32 * MEBIBYTE],
			"unit": "MB/s", "scale": 1e-6, "rate": true, "curl": ["download", false], "ceiling": true},
	{"key": "small", "label": "answers of 100 bytes",
			"call": ["small_answers", false], "unit": "/s", "rate": true, "floor": 2.0,
			"curl": ["small_answers", false], "ceiling": true},
	{"key": "small_tls", "label": "answers of 100 bytes, TLS",
			"call": ["small_answers", true], "unit": "/s", "rate": true, "floor": 1.3, "curl": ["small_answers", true]},
	{"key": "upload", "label": "upload of 100 MB",
			"call": ["upload", false], "unit": "GB/s", "scale": 1e-9, "rate": true, "floor": 1.0, "curl_floor": 0.9,
			"curl": ["upload", false]},
	{"key": "upload_tls", "label": "upload of 100 MB, TLS",
			"call": ["upload", true], "unit": "GB/s", "scale": 1e-9, "rate": true, "floor": 3.0, "curl_floor": 0.9,
			"curl": ["upload", true]},
	{"key": "processor", "label": "processor time of 1 GB",
			"call": ["processor_time", false, 1_000_000_000], "unit": "s", "curl": ["processor_time", false]},
	{"key": "processor_tls", "label": "processor time of 1 GB, TLS",
			"call": ["processor_time", true, 1_000_000_000], "unit": "s", "rounds": 3, "floor": 3.5,
			"curl": ["processor_time", true]},

	# Single calls.
	{"key": "get_status", "label": "get_status(), typed",
			"call": ["get_status_typed"], "unit": "ns"},
	{"key": "get_status_untyped", "label": "get_status(), untyped",
			"call": ["get_status_untyped"], "unit": "ns"},
	{"key": "creation", "label": "new() and free",
			"call": ["creation"], "unit": "ns"},
	{"key": "idle_poll", "label": "idle poll()",
			"call": ["idle_poll", false], "unit": "ns", "floor": 5.0},
	{"key": "idle_poll_tls", "label": "idle poll(), TLS",
			"call": ["idle_poll", true], "unit": "ns", "floor": 5.0},
	{"key": "connect_longest", "label": "TLS connect, longest call",
			"call": ["tls_connect_longest"], "unit": "us", "floor": 20.0},
	{"key": "connect_total", "label": "TLS connect, main thread",
			"call": ["tls_connect_total"], "unit": "us", "floor": 20.0},
	{"key": "close_resolving", "label": "close() while resolving",
			"call": ["close_in", "resolving"], "unit": "us"},
	{"key": "close_connecting", "label": "close() while connecting",
			"call": ["close_in", "connecting"], "unit": "us"},
	{"key": "close_handshaking", "label": "close() in the TLS handshake",
			"call": ["close_in", "handshaking"], "unit": "us"},
	{"key": "close_requesting", "label": "close() while requesting",
			"call": ["close_in", "requesting"], "unit": "us"},
	{"key": "close_body", "label": "close() in the body",
			"call": ["close_in", "body"], "unit": "us"},
	{"key": "close_body_tls", "label": "close() in the body, TLS",
			"call": ["close_in", "body, TLS"], "unit": "us"},

	# What the class and Go's runtime take of the process.
	{"key": "memory_idle", "label": "memory of an idle client",
			"call": ["idle_memory", false], "unit": "KB", "scale": 1e-3, "most": 12.0, "alone": true},
	{"key": "memory_idle_tls", "label": "memory of an idle client, TLS",
			"call": ["idle_memory", true], "unit": "KB", "scale": 1e-3, "floor": 1.0, "alone": true},
	{"key": "memory_peak", "label": "memory of 64 downloads, peak",
			"call": ["peak_memory", false], "unit": "MB", "scale": 1e-6, "alone": true},
	{"key": "memory_peak_tls", "label": "memory of 64 downloads, peak, TLS",
			"call": ["peak_memory", true], "unit": "MB", "scale": 1e-6, "alone": true},
	{"key": "wake_ups", "label": "wake-ups with 1,000 idle clients",
			"call": ["wake_ups", false, 1000, 2.0], "unit": "/s", "rounds": 3, "alone": true},
	{"key": "wake_ups_tls", "label": "wake-ups with 1,000 idle clients, TLS",
			"call": ["wake_ups", true, 1000, 2.0], "unit": "/s", "rounds": 1, "alone": true},
	{"key": "start", "label": "start of Godot",
			"start": "milliseconds", "unit": "ms", "floor": 0.9},
	{"key": "start_memory", "label": "memory of a Godot that started",
			"start": "memory", "unit": "MB", "scale": 1e-6},
	{"key": "threads", "label": "threads of a Godot that started",
			"start": "threads", "unit": "", "most": 11.0},
	{"key": "library", "label": "size of the library",
			"start": "library", "unit": "MB", "scale": 1e-6, "most": 7.5},
]


## Returns the row of a key, or an empty one.
static func row(key: String) -> Dictionary:
	for candidate: Dictionary in ROWS:
		if candidate["key"] == key:
			return candidate
	return {}
