// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package limits

// Content codings, RFC 9110 Section 8.4.
const (
	// Codings is how many codings a body may have, one upon the other. Precedent: curl, urllib3 and undici 5.
	// Stops a server from having one small body decoded again and again, each time into a larger one.
	Codings = 5

	// CodingRest is how many bytes that are not zero may be behind the last member of a coding. Precedent: curl 4, behind
	// deflate without zlib alone; browsers any number. The shortest member, an empty one of zlib, has 8.
	// Stops a member with a damaged head from being taken for bytes that do not matter.
	CodingRest = 7

	// ZstdWindow is the largest window of zstd in bytes. Precedent: browsers; RFC 9659 bounds the coding to it. Stops a
	// frame header from deciding how much memory is taken. The other codings have windows of 16 MiB (br) and 32 KiB at
	// most by themselves.
	ZstdWindow = 8 << 20
)

// Bodies on their way to a script, and to a file.
const (
	// Waiting is how many bytes of one body wait for a script at most, in pieces, or until it is known whether it wants
	// pieces. Then reading rests, and the peer has to wait. Precedent: none; at 60 frames a second it lets 250 MB/s
	// through. Stops a fast server from filling the memory of a slow script.
	Waiting = 4 << 20

	// Piece is the largest piece of a body in bytes. Precedent: none.
	Piece = 1 << 20

	// Validator is how many bytes of an ETag or a date are kept beside a part of a download. Precedent: none; servers send
	// some dozens. Stops a server from having us keep its kilobytes, and send them back.
	Validator = 1 << 10
)
