// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import "httpclientgo/pkg/sink"

// A Call is one exchange from the URL to the end, redirects and retries included. Its methods may be called from any
// goroutine and return at once; Take has one caller at a time.
type Call struct{}

// A Head is the head of the answer that counts.
type Head struct {
	Code   int
	Lines  []string // "Name: value", bytes as they came; not to be changed
	URL    string   // that it answers, without user information and fragment
	Length int64    // bytes announced on the wire; -1: not known, or no body
}

// A Piece is a part of a body: the first Size bytes of Array.
type Piece struct {
	Array sink.Array
	Size  int
}

// An Update is what is new since the last Take. Arrays in it belong to the caller.
type Update struct {
	Pieces []Piece // in order; only after Decide(true)

	// Downloaded counts the bytes of the body over the wire, of a download with what was there before; Total is how many
	// there will be, -1 where that is not known. Moved reports that they are not what the last Take gave.
	Downloaded, Total int64
	DownloadMoved     bool
	// Uploaded counts the bytes of the request's body that were handed to the network; UploadTotal is -1 where the length
	// is not known, 0 without a body. A repetition counts from 0 again.
	Uploaded, UploadTotal int64
	UploadMoved           bool

	// End is how it ended, once: nil before, and in each Update after the one that had it.
	End *End
}

// An End is how a call ended.
type End struct {
	Result Result
	// Head is of the answer, nil where nothing of it stays, see result.go. It may differ from Call.Head where an answer was
	// cut short and repeated.
	Head *Head
	// Body is the body, its first Size bytes; nil if it is empty, went elsewhere, or the call failed.
	Body sink.Array
	Size int
	// Err is nil if the answer is whole, whatever its status says; else a *reason.Failure.
	Err error
	// Info is of the last connection; nil if there was none.
	Info *Info
}

// Cancel ends the call with the reason cancelled unless it is over. It waits for nothing: the end is there when it
// returns, nothing else comes, and the goroutine follows.
func (c *Call) Cancel() {}

// Done is closed when the call is over.
func (c *Call) Done() <-chan struct{} { return nil }

// Head returns the head of the answer that counts, nil until it came; redirects and answers that are repeated are never
// shown.
func (c *Call) Head() *Head { return nil }

// Decide says whether the body is wanted in pieces, as it comes, or whole at the end. It counts once, and is due when Head
// is not nil any more: until then the body rests after the first 4 MiB. A download takes no notice.
func (c *Call) Decide(pieces bool) {}

// Take returns what is new.
func (c *Call) Take() Update { return Update{} }

// Counters returns Downloaded, Total, Uploaded and UploadTotal as of now.
func (c *Call) Counters() (downloaded, total, uploaded, uploadTotal int64) { return 0, -1, 0, 0 }
