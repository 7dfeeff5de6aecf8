// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package limits holds every bound on what a peer may send, and on the memory and the work that it can cause.
//
// Each constant says its unit, who else has such a limit and how high, and what it stops. Each is far above what honest
// servers send. A script can set those that say so, within a range, since it may know a server that sends more, or want
// less. The others are no options: nobody has a reason to raise one, and who could would take the protection away from
// the player. How large a body may be is for the script alone to say, as only it knows what it downloads.
package limits

// Response head, RFC 9112 Section 2.1.
const (
	// Head is the size of a response head in bytes, line ends included, together with all interim (1xx) responses
	// before it. Precedent: curl 300 KiB, Go 10 MiB, undici 16 KiB.
	// Stops heads that never end (CVE-2023-38039), also when they come dressed as interim responses.
	// A script can set it, from MinHead to MaxHead.
	Head    = 256 << 10
	MinHead = 1 << 10
	MaxHead = 16 << 20

	// ConnectHead takes the place of Head for the answer to CONNECT, in bytes. Precedent: curl 16 KiB.
	// Stops a proxy that feeds us without end before any tunnel is there. Less than Head: an answer that opens a
	// tunnel needs no fields at all.
	ConnectHead = 16 << 10

	// Line is the longest line of a head in bytes, line end included. Precedent: curl 100 KiB, nginx 8 KiB.
	// Stops a line without an end from growing to the size of Head. Less than Head, or it would never be reached; where
	// a script raises that, a quarter of it.
	Line = 64 << 10

	// Fields is the highest number of field lines in one section, head or trailer. Precedent: hyper 100, curl 5,000.
	// Stops floods of tiny fields, which cost the reader of the list far more memory than their bytes.
	// A script can set it for heads, from 1 to MaxFields.
	Fields    = 1000
	MaxFields = 100_000

	// Interim is the highest number of interim (1xx) responses before the final one. Precedent: Go took 5 before it
	// went over to counting bytes.
	// Stops a server that answers for ever and never finally. Head alone would let through 10,000 of them.
	Interim = 100

	// EmptyLines is the highest number of empty lines between two responses, or before a status line. Precedent: Node
	// takes any number, Go none.
	// Stops a server that sends line ends for ever in place of an answer.
	EmptyLines = 4

	// LengthDigits is the highest number of digits in a Content-Length or a chunk size, leading zeros included.
	// Precedent: Go and curl 16 for a chunk size.
	// The value has its own bound, the largest int64; this one stops long rows of zeros in front of it.
	LengthDigits = 32
)

// URLs and cookies.
const (
	// URL is the longest URL in bytes, as it was written and as it is sent. Precedent: curl 8 MB, Chrome 2 MB, nginx 8
	// KiB. Stops a Location from growing from redirect to redirect. A server that sends one refuses it long before.
	URL = 64 << 10

	// Cookie is the largest cookie in bytes, name and value; CookieAttribute the longest value of an attribute. Larger
	// ones are ignored. Precedent: browsers 4,096 and 1,024, curl 4,096.
	Cookie          = 4096
	CookieAttribute = 1024

	// Cookies is how many a session keeps, CookiesOfSite how many of one domain and all below it. Precedent: Chrome 3,300
	// and 180, RFC 6265 Section 6.1 at least 3,000 and 50.
	// Stops servers from filling the memory: with the above, one site has at most 1 MiB, all have 16 MiB.
	Cookies       = 3000
	CookiesOfSite = 180

	// CookieField is the longest Cookie field that is sent, in bytes. Precedent: curl 8,190; nginx takes lines of 8 KiB.
	// Stops a site from making each further request to it fail with a 400 for its size.
	CookieField = 8000
)

// Chunked transfer coding, RFC 9112 Section 7.1.
const (
	// ChunkLine is the longest line with a chunk size and its extensions in bytes, CR LF included.
	// Precedent: Go 4 KiB. Stops an extension without an end.
	ChunkLine = 4 << 10

	// ChunkOverhead is how many bytes of framing a chunked body may have beyond its allowance, which grows with each
	// chunk by ChunkAllowance and twice the size of the chunk. Precedent: Go and hyper 16 KiB.
	// Stops small chunks with large extensions (CVE-2023-39326). A body of 1-byte chunks stays within its allowance
	// however long it is.
	ChunkOverhead = 16 << 10

	// ChunkAllowance is the framing in bytes that each chunk may have without its counting as overhead: a size line
	// of up to 14 bytes and the CR LF behind the data. Precedent: Go 16.
	ChunkAllowance = 16

	// Trailers is the size of a trailer section in bytes, line ends included. Precedent: Go 4 KiB, hyper 16 KiB.
	// Stops a body that ended from going on for ever as trailer fields.
	Trailers = 8 << 10
)

// Our own memory.
const (
	// KeptBuffer is the largest buffer in bytes that a reader keeps from one response for the next.
	// Without it, one large head would stay allocated as long as its connection.
	KeptBuffer = 16 << 10

	// KeptChunk is the largest memory in bytes of a chunk delivered as one piece that is kept for the next one.
	// Precedent: none. Without it, one large chunk would stay allocated as long as its connection.
	KeptChunk = 64 << 10

	// ReadQueue is how much a connection reads ahead of the script, and over TLS decrypts, in bytes; a multiple of 64 KiB.
	// Then it stops reading, and the peer has to wait. Precedent: none. An idle connection holds none.
	// Stops a fast server from filling the memory of a slow script.
	ReadQueue = 1 << 20

	// ReadTotal is how much all connections of the process together hold of what they read ahead, in bytes, in equal
	// parts where they are many. ReadLeast is what each may hold when that is used up, or it would stand still.
	// Precedent: none; it is what keeps 64 downloads from taking 64 MiB.
	ReadTotal = 16 << 20
	ReadLeast = 64 << 10

	// PendingWrite is how much a connection takes of a script's own bytes ahead of the network, in bytes; a multiple of 64
	// KiB. Precedent: the engine 8 MiB over TLS, Linux up to 4 MiB over plain TCP. Less makes an upload in pieces of one a
	// frame slow. Stops an upload to a server that does not read from filling the memory.
	PendingWrite = 4 << 20

	// PendingWriteTotal is how much all connections of the process together take so, in bytes, in equal parts where they
	// are many; 64 KiB each in any case. Precedent: none. Keeps 100 stuck uploads from taking 400 MiB.
	PendingWriteTotal = 32 << 20

	// Sessions is how many TLS sessions the process remembers for resumption; each is some kilobytes.
	// Precedent: Go 64 a cache, browsers a few hundred. Stops each server ever met from staying in memory.
	Sessions = 128

	// IdleConnections is how many connections a pool keeps for later, of all hosts together; the longest idle goes first.
	// Each holds a descriptor, of which a process may have 256. Precedent: Go 100, Chrome
	// 256 sockets in all. Stops a script that visits many hosts from using up the descriptors of the game.
	IdleConnections = 64

	// HelloRequests is how often a server may ask for a new TLS handshake on one connection, each time in vain.
	// Precedent: Go takes 16 records without content in a row. Stops a server from having refusals written for ever.
	HelloRequests = 16

	// Lookups is how many names the system's resolver is asked for at once. Precedent: Go 500, libuv 4, browsers 6 to 64.
	// Stops names that no resolver answers from occupying a thread of the system each.
	Lookups = 32

	// WholeChunk is the largest chunk delivered to a script as one piece, in bytes; a larger one comes in pieces.
	// Precedent: the engine fails beyond 16 MiB.
	// Stops a size line from deciding how much is kept: memory for a chunk grows with the bytes that came, up to this.
	WholeChunk = 16 << 20

	// Redirects is how many a call follows that has no limit of its own. Precedent: curl 30, browsers 20.
	// Stops servers from leading on for ever.
	Redirects = 100

	// Drained is how much of a body that nobody wants is read, in bytes, so that its connection can carry another request.
	// Precedent: net/http 2 KiB in a client, 256 KiB in a server. Stops a redirect with an endless body from being read.
	Drained = 64 << 10

	// MemoryBody is the largest decoded body in bytes that a call keeps as a whole. Precedent: V8 4 GiB, fetch in browsers
	// 2. Stops an answer that never ends, or a small one that decodes into a large one, from filling the memory of a game
	// that set no limit.
	MemoryBody = 1 << 30

	// KeptRequest is the largest request in bytes, body included, whose memory is kept for the next one. Precedent: none.
	// Stops one large upload from staying allocated as long as its connection.
	KeptRequest = 64 << 10

	// Quote is how many bytes of the peer's data an error shows, in bytes before escaping.
	// Stops a peer from filling the logs of a game.
	Quote = 32
)

// Event streams, WHATWG HTML Section 9.2.
const (
	// EventLine is the longest line of an event stream in bytes, line end not included. Precedent: Go's bufio.Scanner,
	// which many clients read with, 64 KiB; browsers none. Stops a line without an end. Where a script raises Event, a
	// line of data may be as long.
	EventLine = 1 << 20

	// Event is the largest data of one event in bytes, decoded. Precedent: none; language models send pictures of some MiB
	// as one. Stops data lines without an end. A script sets it by body_size_limit.
	Event = 8 << 20

	// EventQueue is how much an event source reads ahead of the script in bytes, EventCost for each event included. Then
	// it stops reading, and the server has to wait. Precedent: browsers none. One event may be larger and waits alone.
	// Stops a fast server from filling the memory of a slow script.
	EventQueue = 4 << 20

	// EventCost is what an event counts for in EventQueue beside its text, in bytes: what its strings and its place in a
	// list take. Stops empty events, which are six bytes on the wire, from growing the list without a bound.
	EventCost = 128

	// FailedBody is how much a script gets of the body of an answer that is no event stream, in bytes. Precedent: none; an
	// API explains itself in a few KiB. Stops a page, or a download, from being read for its error message.
	FailedBody = 64 << 10
)
