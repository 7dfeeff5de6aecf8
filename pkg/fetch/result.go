// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"errors"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/reason"
)

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

// results are the numbers of reasons, the first row that fits counts. An empty word or stage fits each.
var results = []struct {
	word   reason.Word
	stage  string
	result Result
	// keeps: the head of the answer stays, as with the engine's node; nothing of the body ever does.
	keeps bool
}{
	{reason.Timeout, "", Timeout, false},
	{reason.Cancelled, "", RequestFailed, false},
	{reason.BadURL, "", RequestFailed, false},
	{reason.BadHeader, "", RequestFailed, false},
	{reason.BadMethod, "", RequestFailed, false},
	{reason.BadBody, "", RequestFailed, false},
	{reason.Redirect, "", RequestFailed, true},
	{reason.RedirectLimit, "", RedirectLimitReached, true},
	{reason.BadCoding, "", BodyDecompressFailed, true},
	{reason.Limit, stageBody, BodySizeLimitExceeded, true},
	{reason.File, stageOpen, DownloadFileCantOpen, true},
	{reason.File, stageSave, DownloadFileWriteError, true},
	{reason.Internal, "", RequestFailed, false},
	{"", "resolve", CantResolve, false},
	{"", "connect", CantConnect, false},
	{"", "proxy", CantConnect, false},
	{"", "tls", TLSHandshakeError, false},
	{"", "", ConnectionError, false},
}

// ResultOf returns the number for the error of a call, Success for nil.
func ResultOf(err error) Result {
	result, _ := resultOf(err)
	return result
}

func resultOf(err error) (result Result, keeps bool) {
	if err == nil {
		return Success, true
	}
	// A proxy that is too slow is a fault of the proxy in words, and a timeout all the same.
	if fe := (*fault.Error)(nil); errors.As(err, &fe) && fe.Timeout() {
		return Timeout, false
	}
	r := reason.Of(err)
	for _, row := range results {
		if (row.word == "" || row.word == r.Word) && (row.stage == "" || row.stage == r.Stage) {
			return row.result, row.keeps
		}
	}
	return RequestFailed, false
}
