# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The rows of the benchmark, as data.
##
## call: method of measures.gd and its arguments. unit and scale: how the figure is shown. rate: more is better; else
## less is. wanted: the ratio to reach, which is ours to the engine's for rates, and the engine's to ours for times. The row
## without a call is memory.gd's.

const MEBIBYTE := 1024 * 1024

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
			"unit": "GB/s", "scale": 1e-9, "rate": true, "wanted": 1.0},
	{"key": "download_tls", "label": "download, 64 KiB reads, TLS",
			"call": ["download", true, "/bytes/%d" % (128 * MEBIBYTE), 128 * MEBIBYTE],
			"unit": "GB/s", "scale": 1e-9, "rate": true, "wanted": 3.0},
	{"key": "chunked_16k", "label": "chunked, 16 KiB chunks",
			"call": ["download", false, "/packed/%d/16384" % (256 * MEBIBYTE), 256 * MEBIBYTE],
			"unit": "GB/s", "scale": 1e-9, "rate": true, "wanted": 1.5},
	{"key": "chunked_512", "label": "chunked, 512 B chunks, flushed",
			"call": ["download", false, "/chunked/%d/512" % (32 * MEBIBYTE), 32 * MEBIBYTE],
			"unit": "MB/s", "scale": 1e-6, "rate": true, "wanted": 3.0},
	{"key": "small", "label": "100-byte answers",
			"call": ["small_answers", false], "unit": "/s", "rate": true, "wanted": 2.5},
	{"key": "small_tls", "label": "100-byte answers, TLS",
			"call": ["small_answers", true], "unit": "/s", "rate": true, "wanted": 1.5},
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
	{"key": "memory", "label": "kept of 100,000 calls",
			"unit": "bytes"},
]
