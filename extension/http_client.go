// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

// #include "gdext.h"
import "C"

import (
	"runtime/cgo"
	"strings"
	"sync"
	"unsafe"

	"httpclientgo/pkg/client"
	"httpclientgo/pkg/target"
)

// An object is what one HTTPClientGo of the engine holds on the Go side. C keeps
// its handle, made in hcgClientNew and deleted in hcgClientFree, and calls with it.
type object struct {
	client *client.Client
	stream streamRef // of the property connection
	// setting makes one step of what set_connection changes in both.
	setting sync.Mutex
}

func self(h C.uintptr_t) *object { return cgo.Handle(h).Value().(*object) }

//export hcgClientNew
func hcgClientNew(view unsafe.Pointer) (h C.uintptr_t) {
	defer guard("new")
	o := &object{}
	o.client = client.New(client.Config{
		View:       (*client.View)(view),
		UserAgent:  userAgent,
		DefaultTLS: defaultTLS,
		Buffers:    &buffers,
		Report:     printError,
	})
	return C.uintptr_t(cgo.NewHandle(o))
}

//export hcgClientFree
func hcgClientFree(h C.uintptr_t) {
	defer guard("free")
	o := self(h)
	cgo.Handle(h).Delete()
	o.client.Close()
	o.stream.drop()
}

// On a panic: FAILED, and the client is in STATUS_CONNECTION_ERROR.
//
//export hcgConnectToHost
func hcgConnectToHost(h C.uintptr_t, host unsafe.Pointer, port C.int32_t, options C.GDExtensionObjectPtr) (code C.int64_t) {
	code = C.int64_t(client.Failed)
	o := self(h)
	defer guardClient(o, "connect_to_host")
	defer o.dropClosed()
	return C.int64_t(o.client.Connect(goString(host), int(port), tlsOptions(options), connectTimeout()))
}

//export hcgClose
func hcgClose(h C.uintptr_t) {
	o := self(h)
	defer guardClient(o, "close")
	o.client.Close()
	o.stream.drop()
}

//export hcgPoll
func hcgPoll(h C.uintptr_t) (code C.int64_t) {
	code = C.int64_t(client.ErrConnectionError)
	o := self(h)
	defer guardClient(o, "poll")
	code = C.int64_t(o.client.Poll())
	o.dropClosed()
	return code
}

//export hcgRequest
func hcgRequest(h C.uintptr_t, method C.int32_t, url, headers, body unsafe.Pointer) (code C.int64_t) {
	code = C.int64_t(client.Failed)
	o := self(h)
	defer guardClient(o, "request")
	return C.int64_t(o.client.RequestHolding("request", int(method), goString(url), goStrings(headers), goStringBytes(body), holdNothing))
}

//export hcgRequestRaw
func hcgRequestRaw(h C.uintptr_t, method C.int32_t, url, headers, body unsafe.Pointer) (code C.int64_t) {
	code = C.int64_t(client.Failed)
	o := self(h)
	defer guardClient(o, "request_raw")
	return C.int64_t(o.client.RequestHolding("request_raw", int(method), goString(url), goStrings(headers), borrowBytes(body), holdBytes(body)))
}

// On a panic: what was read so far, perhaps nothing.
//
//export hcgReadResponseBodyChunk
func hcgReadResponseBodyChunk(h C.uintptr_t, result unsafe.Pointer) {
	o := self(h)
	defer guardClient(o, "read_response_body_chunk")
	o.client.ReadBody((*byteArray)(result))
	o.dropClosed()
}

// On a panic: what was read so far, perhaps nothing.
//
//export hcgReadResponseBodyAvailable
func hcgReadResponseBodyAvailable(h C.uintptr_t, most C.int64_t, result unsafe.Pointer) {
	o := self(h)
	defer guardClient(o, "read_response_body_available")
	o.client.ReadAvailable((*byteArray)(result), int64(most))
	o.dropClosed()
}

//export hcgGetResponseHeaders
func hcgGetResponseHeaders(h C.uintptr_t, result unsafe.Pointer) {
	o := self(h)
	defer guardClient(o, "get_response_headers")
	setStrings(result, o.client.TakeHeaders())
}

//export hcgGetResponseHeadersAsDictionary
func hcgGetResponseHeadersAsDictionary(h C.uintptr_t, result unsafe.Pointer) {
	o := self(h)
	defer guardClient(o, "get_response_headers_as_dictionary")
	for _, line := range o.client.TakeHeaders() {
		if key, value, ok := strings.Cut(line, ":"); ok {
			setEntry(result, strings.TrimFunc(key, client.IsEdge), strings.TrimFunc(value, client.IsEdge))
		}
	}
}

//export hcgSetReadChunkSize
func hcgSetReadChunkSize(h C.uintptr_t, bytes C.int32_t) {
	o := self(h)
	defer guardClient(o, "set_read_chunk_size")
	o.client.SetReadChunkSize(int(bytes))
}

//export hcgSetBlockingMode
func hcgSetBlockingMode(h C.uintptr_t, enabled C.uint8_t) {
	o := self(h)
	defer guardClient(o, "set_blocking_mode")
	o.client.SetBlocking(enabled != 0)
}

//export hcgSetHTTPProxy
func hcgSetHTTPProxy(h C.uintptr_t, host unsafe.Pointer, port C.int32_t) {
	o := self(h)
	defer guardClient(o, "set_http_proxy")
	o.client.SetHTTPProxy(goString(host), int(port))
}

//export hcgSetHTTPSProxy
func hcgSetHTTPSProxy(h C.uintptr_t, host unsafe.Pointer, port C.int32_t) {
	o := self(h)
	defer guardClient(o, "set_https_proxy")
	o.client.SetHTTPSProxy(goString(host), int(port))
}

//export hcgSetEnvironmentProxy
func hcgSetEnvironmentProxy(h C.uintptr_t, enabled C.uint8_t) {
	o := self(h)
	defer guardClient(o, "set_environment_proxy_enabled")
	o.client.SetEnvironmentProxy(enabled != 0)
}

//export hcgEnvironmentProxy
func hcgEnvironmentProxy(h C.uintptr_t) (enabled C.uint8_t) {
	o := self(h)
	defer guardClient(o, "is_environment_proxy_enabled")
	if o.client.EnvironmentProxy() {
		enabled = 1
	}
	return enabled
}

//export hcgSetAnswerLimit
func hcgSetAnswerLimit(h C.uintptr_t, which C.int, value C.int64_t) {
	o := self(h)
	defer guardClient(o, "set an answer limit")
	switch which {
	case C.HCG_BODY_SIZE:
		o.client.SetBodySizeLimit(int64(value))
	case C.HCG_HEAD_SIZE:
		o.client.SetHeadSizeLimit(int64(value))
	case C.HCG_HEADER_COUNT:
		o.client.SetHeaderCountLimit(int64(value))
	}
}

//export hcgAnswerLimit
func hcgAnswerLimit(h C.uintptr_t, which C.int) (value C.int64_t) {
	o := self(h)
	defer guardClient(o, "get an answer limit")
	switch which {
	case C.HCG_BODY_SIZE:
		value = C.int64_t(o.client.BodySizeLimit())
	case C.HCG_HEAD_SIZE:
		value = C.int64_t(o.client.HeadSizeLimit())
	case C.HCG_HEADER_COUNT:
		value = C.int64_t(o.client.HeaderCountLimit())
	}
	return value
}

// It needs no client: the engine's is an instance method all the same.
//
//export hcgQueryStringFromDict
func hcgQueryStringFromDict(fields, result unsafe.Pointer) {
	defer guard("query_string_from_dict")
	var q target.Query
	eachPair(fields, q.Key, q.Pair)
	setString(result, q.Bytes())
}
