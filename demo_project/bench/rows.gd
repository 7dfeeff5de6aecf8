# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The rows of the benchmark, as data.
##
## call: method of measures.gd or loads.gd and its arguments. unit and scale: how the figure is shown. rate: more is better;
## else less is. wanted: the ratio to reach, which is ours to the engine's for rates, and the engine's to ours for all else.
## alone: each measurement has a process of its own. at_once: one call gives the figures of all rounds. The row without a call is
## memory.gd's.
##
## Yardsticks, where the same can be asked of others, see yardsticks.gd. curl: a method there and whether over TLS.
## ceiling: also of the barest client.

const MEBIBYTE := 1024 * 1024
const GIBIBYTE := 1024 * MEBIBYTE

const ROWS: Array[Dictionary] = [
	{"key": "get_status", "label": "get_status(), typed",
			"call": ["get_status_typed"], "unit": "ns", "wanted": 1.0},
	{"key": "get_status_untyped", "label": "get_status(), untyped",
			"call": ["get_status_untyped"], "unit": "ns", "wanted": 1.0},
	{"key": "creation", "label": "new() and free",
			"call": ["creation"], "unit": "ns"},
	{"key": "idle_poll", "label": "idle poll()",
			"call": ["idle_poll", false], "unit": "ns", "wanted": 1.5},
	{"key": "idle_poll_tls", "label": "idle poll(), TLS",
			"call": ["idle_poll", true], "unit": "ns", "wanted": 1.5},
	{"key": "download", "label": "download, 64 KiB reads",
			"call": ["download", false, "/bytes/%d" % (512 * MEBIBYTE), 512 * MEBIBYTE],
			"unit": "GB/s", "scale": 1e-9, "rate": true, "wanted": 1.0,
			"curl": ["download", false], "ceiling": true},
	{"key": "download_tls", "label": "download, 64 KiB reads, TLS",
			"call": ["download", true, "/bytes/%d" % (128 * MEBIBYTE), 128 * MEBIBYTE],
			"unit": "GB/s", "scale": 1e-9, "rate": true, "wanted": 3.0,
			"curl": ["download", true]},
	{"key": "chunked_16k", "label": "chunked, 16 KiB chunks",
			"call": ["download", false, "/packed/%d/16384" % (256 * MEBIBYTE), 256 * MEBIBYTE],
			"unit": "GB/s", "scale": 1e-9, "rate": true, "wanted": 1.5,
			"curl": ["download", false], "ceiling": true},
	{"key": "chunked_512", "label": "512 B chunks flushed one by one",
			"call": ["download", false, "/chunked/%d/512" % (32 * MEBIBYTE), 32 * MEBIBYTE],
			"unit": "MB/s", "scale": 1e-6, "rate": true, "wanted": 3.0,
			"curl": ["download", false], "ceiling": true},
	{"key": "chunked_512_packed", "label": "512 B chunks, many in a write",
			"call": ["download", false, "/packed/%d/512" % (32 * MEBIBYTE), 32 * MEBIBYTE],
			"unit": "MB/s", "scale": 1e-6, "rate": true,
			"curl": ["download", false], "ceiling": true},
	{"key": "small", "label": "100-byte answers",
			"call": ["small_answers", false], "unit": "/s", "rate": true, "wanted": 2.5,
			"curl": ["small_answers", false], "ceiling": true},
	{"key": "small_tls", "label": "100-byte answers, TLS",
			"call": ["small_answers", true], "unit": "/s", "rate": true, "wanted": 1.5,
			"curl": ["small_answers", true]},
	{"key": "upload", "label": "upload of 100 MB",
			"call": ["upload", false], "unit": "GB/s", "scale": 1e-9, "rate": true, "wanted": 1.0,
			"curl": ["upload", false]},
	{"key": "upload_tls", "label": "upload of 100 MB, TLS",
			"call": ["upload", true], "unit": "GB/s", "scale": 1e-9, "rate": true, "wanted": 3.0,
			"curl": ["upload", true]},
	{"key": "connect_longest", "label": "TLS connect, longest call",
			"call": ["tls_connect_longest"], "unit": "us", "wanted": 20.0},
	{"key": "connect_total", "label": "TLS connect, main thread",
			"call": ["tls_connect_total"], "unit": "us", "wanted": 20.0},
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
	{"key": "frames", "label": "32 downloads at 60 fps, main thread",
			"call": ["frame_loop", false], "unit": "us/MB", "wanted": 3.0},
	{"key": "frames_tls", "label": "32 downloads at 60 fps, TLS",
			"call": ["frame_loop", true], "unit": "us/MB", "wanted": 20.0},
	{"key": "frames_greedy", "label": "the same, read until empty",
			"call": ["greedy_frames", false], "unit": "MB/s", "scale": 1e-6, "rate": true},
	{"key": "frames_greedy_tls", "label": "the same, read until empty, TLS",
			"call": ["greedy_frames", true], "unit": "MB/s", "scale": 1e-6, "rate": true, "wanted": 3.0},
	{"key": "processor", "label": "CPU for 1 GB, all threads",
			"call": ["processor_time", false, 1_000_000_000], "unit": "s",
			"curl": ["processor_time", false]},
	{"key": "processor_tls", "label": "CPU for 1 GB over TLS, all threads",
			"call": ["processor_time", true, 1_000_000_000], "unit": "s", "wanted": 2.5,
			"curl": ["processor_time", true]},
	{"key": "slow_frames", "label": "16 MiB at 20 fps, one read a frame",
			"call": ["slow_frames", false, 16 * MEBIBYTE, "piece"], "unit": "s", "at_once": true},
	{"key": "slow_frames_available", "label": "the same, ours by ..._available()",
			"call": ["slow_frames", false, 16 * MEBIBYTE, "available"], "unit": "s", "wanted": 10.0, "at_once": true},
	{"key": "slow_frames_available_tls", "label": "the same, ours by ..._available(), TLS",
			"call": ["slow_frames", true, 16 * MEBIBYTE, "available"], "unit": "s", "wanted": 10.0, "at_once": true},
	{"key": "slow_frames_greedy", "label": "16 MiB at 20 fps, read until empty",
			"call": ["slow_frames", false, 16 * MEBIBYTE, "until empty"], "unit": "s", "at_once": true},
	{"key": "memory_idle", "label": "memory of an idle client",
			"call": ["idle_memory", false], "unit": "KB", "scale": 1e-3, "wanted": 1.0, "alone": true},
	{"key": "memory_idle_tls", "label": "memory of an idle client, TLS",
			"call": ["idle_memory", true], "unit": "KB", "scale": 1e-3, "wanted": 1.0, "alone": true},
	{"key": "memory_peak", "label": "memory, 64 downloads, peak",
			"call": ["peak_memory", false], "unit": "MB", "scale": 1e-6, "wanted": 1.0, "alone": true},
	{"key": "memory_peak_tls", "label": "memory, 64 downloads, peak, TLS",
			"call": ["peak_memory", true], "unit": "MB", "scale": 1e-6, "wanted": 1.0, "alone": true},
	{"key": "memory", "label": "kept of 100,000 calls",
			"unit": "bytes"},
]


## Returns the row of a key, or an empty one.
static func row(key: String) -> Dictionary:
	for candidate: Dictionary in ROWS:
		if candidate["key"] == key:
			return candidate
	return {}
