// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"sync"
	"sync/atomic"
	"time"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/fetch"
	"httpclientgo/pkg/reason"
)

// running is the result while there is none.
const running = -1

// A responseView is what getters see without Go.
type responseView struct {
	done, ok, result, code         atomic.Int32
	bodySize, downloaded, uploaded atomic.Int64
}

// A response is the Go side of one HTTPResponseGo.
//
// What is new is taken of the call by take, on the main thread or on one that waits; what scripts see of it changes in
// there and in publish. Signals come from turn alone, on the main thread.
type response struct {
	instance godot.Instance
	view     *responseView
	session  *session
	method   string // that began it, as a script knows it
	inFile   bool   // the body goes into a file
	ofMain   bool   // begun on the main thread
	// self keeps the engine's object until completed was emitted.
	self  godot.Reference
	woken atomic.Bool // turn is on its way

	// taking lets one thread at the call. No other lock is held when it is taken.
	taking  sync.Mutex
	call    *fetch.Call
	decided bool // whether the body comes in pieces

	mu     sync.Mutex
	news   news
	end    *fetch.End // nil until it was taken
	over   bool       // published
	gone   bool       // cancelled: nothing but completed comes
	pieces bool       // the body came in pieces
	head   *fetch.Head
	body   *godot.ByteArray // by itself: C gets a pointer to it
	err    error
	info   *fetch.Info

	told told
}

// news is what was taken and not emitted yet.
type news struct {
	pieces             []godot.ByteArray
	down, up           progress
	downMoved, upMoved bool
}

type progress struct{ moved, total int64 }

func newResponse(i godot.Instance, s *session, method string) *response {
	r := &response{
		instance: i, view: (*responseView)(i.View()), session: s, method: method, inFile: method == "download", ofMain: godot.OnMainThread(),
		body: new(godot.ByteArray),
	}
	r.view.result.Store(running)
	r.view.bodySize.Store(-1)
	return r
}

// begin starts the call, which may wake before that returns, and keeps the object until it is over; it reports whether
// anything may still begin. Threads that find what is kept, to cancel or to serve it, wait for the call.
func (r *response) begin(self godot.Reference, o *fetch.Options, request *fetch.Request) (kept bool) {
	r.taking.Lock()
	defer r.taking.Unlock()
	if kept = keep(r); kept {
		r.self = self
		r.session.join(r)
	}
	r.call = r.session.core.Start(o, request, r.wake)
	return kept
}

// started returns the call, which another thread may be about to start.
func (r *response) started() *fetch.Call {
	r.taking.Lock()
	defer r.taking.Unlock()
	return r.call
}

// wake has turn called once. It may be called by any goroutine.
func (r *response) wake() {
	if r.woken.CompareAndSwap(false, true) {
		godot.Defer(r.turn)
	}
	waiters.tell(r)
}

// pull takes what is new of the call, and returns the end where it has come. A head is given to show first, which may
// run scripts; then it is asked who wants the body in pieces.
func (r *response) pull(show func(*fetch.Head)) *fetch.End {
	call := r.started()
	head := call.Head()
	if head != nil {
		show(head)
	}
	r.take(head)
	end := r.taken()
	if head == nil && end != nil {
		if head = call.Head(); head != nil { // it came in between
			show(head)
			r.taking.Lock()
			r.decide(head)
			r.taking.Unlock()
		}
	}
	return end
}

// taken returns the end, nil until it was taken.
func (r *response) taken() *fetch.End {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.end
}

// take takes what is new of the call, whose head is known or nil.
func (r *response) take(head *fetch.Head) {
	r.taking.Lock()
	defer r.taking.Unlock()
	r.decide(head)
	u := r.call.Take()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range u.Pieces {
		bytes := takeArray(p.Array, p.Size)
		if r.gone {
			bytes.Resize(0)
		} else {
			r.news.pieces = append(r.news.pieces, bytes)
		}
	}
	r.view.downloaded.Store(u.Downloaded)
	r.view.uploaded.Store(u.Uploaded)
	r.news.down, r.news.up = progress{u.Downloaded, u.Total}, progress{u.Uploaded, u.UploadTotal}
	r.news.downMoved = r.news.downMoved || u.DownloadMoved
	r.news.upMoved = r.news.upMoved || u.UploadMoved
	if u.End != nil && r.end == nil {
		r.end = u.End
		if u.End.Body != nil {
			*r.body = takeArray(u.End.Body, u.End.Size)
		}
	}
}

// decide asks once. The caller has the call.
func (r *response) decide(head *fetch.Head) {
	if head == nil || r.decided {
		return
	}
	r.decided = true
	pieces := !r.inFile && hasConnections(r.instance.Object(), "body_received")
	r.call.Decide(pieces)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pieces = pieces; pieces && r.body.Len() > 0 {
		r.news.pieces = append(r.news.pieces, *r.body) // all was there before the head was shown
		*r.body = godot.ByteArray{}
	}
}

// showHead shows the head to scripts.
func (r *response) showHead(head *fetch.Head) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.over {
		r.head = head
		r.view.code.Store(int32(head.Code))
		r.view.bodySize.Store(head.Length)
	}
}

// publish shows the end to scripts, once; there is one.
func (r *response) publish() {
	if r.showEnd() && r.err != nil {
		r.complain(reason.Of(r.err))
	}
}

// showEnd reports whether it was not shown before.
func (r *response) showEnd() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over {
		return false
	}
	if r.gone {
		if r.end.Err == nil || reason.Of(r.end.Err).Word != reason.Cancelled {
			// It had ended just before, which no script has seen.
			r.end = &fetch.End{Result: fetch.RequestFailed, Err: errCancelled, Info: r.end.Info}
		}
		r.body.Resize(0)
	}
	e := r.end
	r.over, r.head, r.err, r.info = true, e.Head, e.Err, e.Info
	code := 0
	if e.Head != nil {
		code = e.Head.Code
		r.view.bodySize.Store(e.Head.Length)
	}
	r.view.code.Store(int32(code))
	r.view.result.Store(int32(e.Result))
	if e.Err == nil && (code >= 200 && code < 300 || r.inFile && r.wasWhole(code)) {
		r.view.ok.Store(1)
	}
	r.view.done.Store(1)
	return true
}

// wasWhole reports whether an answer says that the file of a download was there as a whole. With any other 416 nothing
// counts as downloaded. The caller holds the lock.
func (r *response) wasWhole(code int) bool {
	const rangeNotSatisfiable = 416
	return code == rangeNotSatisfiable && r.news.down.moved > 0 && r.news.down.moved == r.news.down.total
}

// complain prints one line for a mistake of the script's.
func (r *response) complain(why reason.Reason) {
	switch why.Word {
	case reason.BadURL, reason.BadHeader, reason.BadMethod, reason.BadBody:
		godot.PrintError(sessionClassName, r.method, why.Message)
	}
}

// cancel ends it as cancelled unless it is over, as far as scripts know.
func (r *response) cancel() {
	r.mu.Lock()
	if r.over || r.gone {
		r.mu.Unlock()
		return
	}
	r.gone = true
	r.forgetPieces()
	r.mu.Unlock()
	r.started().Cancel()
	r.take(nil)
	r.publish()
	r.wake()
}

var errCancelled = &reason.Error{Stage: "read", Word: reason.Cancelled, Text: "the call was cancelled"}

// forgetPieces frees what nobody will get. The caller holds the lock.
func (r *response) forgetPieces() {
	for i := range r.news.pieces {
		r.news.pieces[i].Resize(0)
	}
	r.news.pieces = nil
}

// isOver reports whether scripts see that it is over.
func (r *response) isOver() bool { return r.view.done.Load() != 0 }

// wait blocks the thread that calls it, which may be the main thread, and then what that has to do for any call is done
// here.
func (r *response) wait(c godot.Call) {
	var limit <-chan time.Time
	if seconds := c.Float(0); seconds >= 0 {
		timer := time.NewTimer(duration(seconds))
		defer timer.Stop()
		limit = timer.C
	}
	w := waiters.join()
	defer waiters.leave(w)
	for {
		w.serve()
		if r.settle() {
			c.ReturnBool(true)
			return
		}
		select {
		case <-w.bell:
		case <-limit:
			c.ReturnBool(false)
			return
		}
	}
}

// settle takes what is new and shows it, as turn does but without signals; it reports whether it is over.
func (r *response) settle() bool {
	if r.isOver() {
		return true
	}
	if r.pull(r.showHead) == nil {
		return false
	}
	r.publish()
	return true
}

// serve lets a body go on that waits for the decision, and so for the connection that it keeps. One that was begun on
// the main thread waits for that, on which a handler of head_received may ask for pieces yet; and while the main thread
// itself is who waits, nobody else takes pieces.
func (r *response) serve() {
	onMain := godot.OnMainThread()
	if r.ofMain && !onMain {
		return
	}
	head := r.started().Head()
	if onMain {
		r.take(head)
		return
	}
	r.taking.Lock()
	defer r.taking.Unlock()
	r.decide(head)
}

func (r *response) awaiting() []godot.Reference { return awaiting(r.self.Object(), responseSignals) }

// drop lets go of the object. A thread that decides has it until then.
func (r *response) drop() {
	r.taking.Lock()
	r.decided = true
	r.taking.Unlock()
	self := r.self
	r.self = godot.Reference{}
	self.Release()
}

func (r *response) free() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.forgetPieces()
	r.body.Resize(0)
}
