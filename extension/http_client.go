// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"strings"
	"sync"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/client"
	"httpclientgo/pkg/target"
)

// An object is the Go side of one HTTPClientGo.
type object struct {
	instance godot.Instance
	client   *client.Client
	stream   streamRef // of the property connection
	trust    trustSettings
	// setting makes one step of what set_connection changes in both.
	setting sync.Mutex
}

func newObject(i godot.Instance) any {
	return &object{
		instance: i,
		trust:    trustSettings{class: className},
		client: client.New(client.Config{
			View:       (*client.View)(i.View()),
			UserAgent:  userAgent,
			DefaultTLS: defaultTLS,
			Getenv:     getenv,
			Buffers:    &buffers,
			Report:     func(method, message string) { godot.PrintError(className, method, message) },
		}),
	}
}

func (o *object) free() {
	o.client.Close()
	o.stream.drop()
}

// panicked leaves the client in STATUS_CONNECTION_ERROR.
func (o *object) panicked(method string) {
	o.client.Abort(client.Defect(className + "." + method))
}

// The engine's own parameters are 32 bits wide: larger integers are cut as there.
func (o *object) connectToHost(c godot.Call) {
	defer o.dropClosed()
	o.client.SetBeyond(o.trust.current())
	c.ReturnInt(int64(o.client.Connect(c.Text(0), c.Int32(1), tlsOptions(c.Object(2)), connectTimeout())))
}

func (o *object) close(godot.Call) {
	o.client.Close()
	o.stream.drop()
}

func (o *object) poll(c godot.Call) {
	c.ReturnInt(int64(o.client.Poll()))
	o.dropClosed()
}

func (o *object) request(c godot.Call) {
	hold := func() (release func()) { return func() {} } // the bytes are Go's
	c.ReturnInt(int64(o.client.RequestHolding("request", c.Int32(0), c.Text(1), godot.Texts(c.Arg(2)), godot.TextBytes(c.Arg(3)), hold)))
}

func (o *object) requestRaw(c godot.Call) {
	hold := func() (release func()) { return godot.HoldBytes(c.Arg(3)) }
	c.ReturnInt(int64(o.client.RequestHolding("request_raw", c.Int32(0), c.Text(1), godot.Texts(c.Arg(2)), godot.BorrowBytes(c.Arg(3)), hold)))
}

// On a panic: what was read so far, perhaps nothing.
func (o *object) readResponseBodyChunk(c godot.Call) {
	o.client.ReadBody((*readResult)(c.Result()))
	o.dropClosed()
}

func (o *object) readResponseBodyAvailable(c godot.Call) {
	o.client.ReadAvailable((*readResult)(c.Result()), c.Int(0))
	o.dropClosed()
}

func (o *object) getResponseHeaders(c godot.Call) {
	godot.SetTexts(c.Result(), o.client.TakeHeaders())
}

func (o *object) getResponseHeadersAsDictionary(c godot.Call) {
	for _, line := range o.client.TakeHeaders() {
		if key, value, ok := strings.Cut(line, ":"); ok {
			c.Dictionary().Set(strings.TrimFunc(key, client.IsEdge), godot.String(strings.TrimFunc(value, client.IsEdge)))
		}
	}
}

func (o *object) setReadChunkSize(c godot.Call)    { o.client.SetReadChunkSize(c.Int32(0)) }
func (o *object) setBlockingMode(c godot.Call)     { o.client.SetBlocking(c.Bool(0)) }
func (o *object) setHTTPProxy(c godot.Call)        { o.client.SetHTTPProxy(c.Text(0), c.Int32(1)) }
func (o *object) setHTTPSProxy(c godot.Call)       { o.client.SetHTTPSProxy(c.Text(0), c.Int32(1)) }
func (o *object) setEnvironmentProxy(c godot.Call) { o.client.SetEnvironmentProxy(c.Bool(0)) }
func (o *object) isEnvironmentProxy(c godot.Call)  { c.ReturnBool(o.client.EnvironmentProxy()) }
func (o *object) setBodySizeLimit(c godot.Call)    { o.client.SetBodySizeLimit(c.Int(0)) }
func (o *object) getBodySizeLimit(c godot.Call)    { c.ReturnInt(int64(o.client.BodySizeLimit())) }
func (o *object) setHeadSizeLimit(c godot.Call)    { o.client.SetHeadSizeLimit(c.Int(0)) }
func (o *object) getHeadSizeLimit(c godot.Call)    { c.ReturnInt(int64(o.client.HeadSizeLimit())) }
func (o *object) setHeaderCountLimit(c godot.Call) { o.client.SetHeaderCountLimit(c.Int(0)) }
func (o *object) getHeaderCountLimit(c godot.Call) { c.ReturnInt(int64(o.client.HeaderCountLimit())) }

// queryStringFromDict needs no client; the engine's is a method of instances all the same.
// A null value gives the key alone, an Array one pair an element, anything else one pair
// with its text.
func queryStringFromDict(c godot.Call) {
	var q target.Query
	c.DictionaryArg(0).Each(func(key, value godot.Variant) {
		name := key.Text()
		switch value.Kind() {
		case godot.KindNil:
			q.Key(name)
		case godot.KindArray:
			value.Elements(func(n int, at func(int) godot.Variant) {
				for i := range n {
					q.Pair(name, at(i).Text())
				}
			})
		default:
			q.Pair(name, value.Text())
		}
	})
	c.ReturnTextBytes(q.Bytes())
}
