// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"strings"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/client"
	"httpclientgo/pkg/content"
	"httpclientgo/pkg/fetch"
	"httpclientgo/pkg/reason"
)

// done returns what await waits for: the signal completed, or when it is over, the response itself.
func (r *response) done(c godot.Call) {
	if r.isOver() {
		c.ReturnVariant(godot.ObjectValue(c.Instance.Object()))
		return
	}
	c.ReturnVariant(godot.SignalValue(c.Instance.Object(), "completed"))
}

func (r *response) shownHead() *fetch.Head {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.head
}

func (r *response) getHeaders(c godot.Call) {
	if head := r.shownHead(); head != nil {
		godot.SetTexts(c.Result(), head.Lines)
	}
}

func (r *response) getURL(c godot.Call) {
	if head := r.shownHead(); head != nil {
		c.ReturnText(head.URL)
	}
}

func (r *response) getHeader(c godot.Call) {
	if head := r.shownHead(); head != nil {
		c.ReturnText(headerOf(head.Lines, c.Text(0)))
	}
}

// headerOf returns the values of a field, joined as RFC 9110 Section 5.3 says.
func headerOf(lines []string, name string) string {
	var values []string
	for _, line := range lines {
		if isField(line, name) {
			values = append(values, strings.TrimFunc(line[len(name)+1:], client.IsEdge))
		}
	}
	return strings.Join(values, ", ")
}

// isField reports whether line is one of the field name.
func isField(line, name string) bool {
	return name != "" && len(line) > len(name) && line[len(name)] == ':' && strings.EqualFold(line[:len(name)], name)
}

// getBody gives the script the memory itself; whoever writes to it gets a copy.
func (r *response) getBody(c godot.Call) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over {
		r.body.Share(c.Result())
	}
}

// bodyText returns the body as text; isWhole reports that it is all of it.
func (r *response) bodyText() (text string, isWhole bool) {
	r.mu.Lock()
	if !r.over || r.err != nil || r.pieces || r.inFile {
		r.mu.Unlock()
		return "", false
	}
	var kind string
	if r.head != nil {
		kind = headerOf(r.head.Lines, "Content-Type")
	}
	var held godot.ByteArray
	r.body.Share(held.Pointer())
	r.mu.Unlock()
	defer held.Resize(0)
	text, _ = content.Text(held.Bytes(), kind) // in a charset that is not known it is read as UTF-8
	return text, true
}

func (r *response) text(c godot.Call) {
	text, _ := r.bodyText()
	c.ReturnText(text)
}

// json asks the engine, without its error line.
func (r *response) json(c godot.Call) {
	text, isWhole := r.bodyText()
	if !isWhole {
		godot.PrintError(responseClassName, "json", r.whyNoText())
		return
	}
	godot.Singleton("ClassDB").CallObject("instantiate", func(json godot.Object) {
		if json.CallInt("parse", godot.String(text)) == 0 {
			json.Call("get_data", func(v godot.Variant) { c.ReturnVariant(v.Copy()) })
			return
		}
		godot.PrintError(responseClassName, "json", fmt.Sprintf("the body is no JSON: line %d: %s", json.CallInt("get_error_line")+1, json.CallText("get_error_message")))
	}, godot.String("JSON"))
}

func (r *response) whyNoText() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case !r.over:
		return "the response is not over yet: await done() first"
	case r.err != nil:
		return "there is no body: " + reason.Of(r.err).Message
	case r.inFile:
		return "the body is in the file of the download"
	}
	return "the body came in pieces, by body_received"
}

func (r *response) getError(c godot.Call) {
	r.mu.Lock()
	err := r.err
	r.mu.Unlock()
	if err != nil {
		why := reason.Of(err)
		setReason(c.Dictionary(), &why)
	}
}

func (r *response) getConnectionInfo(c godot.Call) {
	r.mu.Lock()
	info := r.info
	r.mu.Unlock()
	if info != nil {
		setInfo(c.Dictionary(), (*client.Info)(info))
	}
}
