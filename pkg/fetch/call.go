// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"cmp"
	"context"
	"sync"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/sink"
)

// A Call has one goroutine, work, and what its consumer sees of it, under a lock.
//
//	state    the consumer sees           left by
//	running  counters                    show (shown), finish (over), Cancel (over)
//	shown    the head, pieces, counters  show again, of an answer that was cut and is repeated; finish, Cancel (over)
//	over     the end, once in a Take     -
//
// Cancel makes the end at once, and the goroutine, whose own end then counts no more, follows. What came is the
// consumer's as soon as it is over by finish, and is freed by the goroutine after a Cancel.

// A Call is one exchange from the URL to the end, redirects and retries included. Its methods may be called from any
// goroutine and return at once; Take has one caller at a time.
type Call struct {
	*task
	wakes func()
	leave func() // of Session.Join
	done  chan struct{}

	interrupted chan struct{} // closed by interrupt
	gone        chan struct{} // closed at the end of work

	mu        sync.Mutex
	told      bool // wakes was called since the last Take, or there is nothing more to tell
	decided   bool
	pieces    bool // as which the body is wanted
	head      *Head
	end       *End
	cancelled bool
	finished  bool // the goroutine is gone
	memory    *sink.Memory
	seen      counters // of the last Take
}

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

// counters are bytes on the wire; see Update.
type counters struct{ downloaded, total, uploaded, uploadTotal int64 }

// An Update is what is new since the last Take. Arrays in it belong to the caller.
type Update struct {
	Pieces []Piece // in order; only after Decide(true)

	// Downloaded counts the bytes of the body over the wire, of a download with what was there before; Total is how
	// many there will be, -1 where that is not known. Moved reports that they are not what the last Take gave.
	Downloaded, Total int64
	DownloadMoved     bool
	// Uploaded counts the bytes of the request's body that were handed to the network; UploadTotal is -1 where the
	// length is not known, 0 without a body. A repetition counts from 0 again.
	Uploaded, UploadTotal int64
	UploadMoved           bool

	// End is how it ended: nil before. The arrays are in the first Update that has it alone.
	End *End
}

// An End is how a call ended.
type End struct {
	Result Result
	// Head is of the answer, nil where nothing of it stays, see result.go. It may differ from what Call.Head gave first
	// where an answer was cut short and repeated.
	Head *Head
	// Body is the body, its first Size bytes; nil if it is empty, went elsewhere, or the call failed.
	Body sink.Array
	Size int
	// Err is nil if the answer is whole, whatever its status says; else a *reason.Failure.
	Err error
	// Refusal, a *reason.Failure, is why an answer that leads elsewhere is the one that counts, with Request.LikeEngine;
	// nil if it does not.
	Refusal error
	// Info is of the last connection; nil if there was none.
	Info *Info
}

func newCall(s *Session, o *Options, r *Request, wake func()) *Call {
	c := &Call{
		task: s.newTask(context.Background(), o, r), wakes: wake, leave: func() {},
		done: make(chan struct{}), interrupted: make(chan struct{}), gone: make(chan struct{}),
	}
	c.task.moved = c.tell
	c.seen = c.count()
	return c
}

// Cancel ends the call with the reason cancelled unless it is over. It waits for nothing: the end is there when it
// returns, nothing else comes, and the goroutine follows.
func (c *Call) Cancel() { c.stop(errCancelled) }

// Expire is Cancel for a caller with a clock of its own: the call ends as after Options.Timeout.
func (c *Call) Expire(limit time.Duration) { c.stop(errTimeout("timeout", limit)) }

func (c *Call) stop(why *stop) {
	c.mu.Lock()
	over := c.end != nil
	if !over {
		c.cancelled = true
		c.over(why.in(c.stage()))
	}
	c.mu.Unlock()
	if !over {
		c.cancel(why)
		c.tell()
	}
}

// Stage returns what the call is doing, in words of reason.Reason.Stage: call, connect until the connection stands,
// write, read from the head of an answer on, also of one that is not the last.
func (c *Call) Stage() string { return c.stage() }

// Done is closed when the call is over.
func (c *Call) Done() <-chan struct{} { return c.done }

// Head returns the head of the answer that counts, nil until it came; redirects and answers that are repeated are never
// shown.
func (c *Call) Head() *Head {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.head
}

// Decide says whether the body is wanted in pieces, as it comes, or whole at the end. It counts once, and is due when
// Head is not nil any more: until then the body rests after the first 4 MiB. A download takes no notice.
func (c *Call) Decide(pieces bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.memory == nil || c.decided {
		return
	}
	c.decided, c.pieces = true, pieces
	c.memory.Decide(pieces)
}

// Take returns what is new. At the end without a Decide the body is whole.
func (c *Call) Take() Update {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.told = c.end != nil
	now := c.count()
	u := Update{
		Downloaded: now.downloaded, Total: now.total, Uploaded: now.uploaded, UploadTotal: now.uploadTotal,
		DownloadMoved: now.downloaded != c.seen.downloaded || now.total != c.seen.total,
		UploadMoved:   now.uploaded != c.seen.uploaded,
	}
	if c.cancelled {
		u.DownloadMoved, u.UploadMoved = false, false
	}
	c.seen = now
	if c.memory != nil && c.pieces && !c.cancelled {
		for {
			array, size := c.memory.Take()
			if array == nil {
				break
			}
			u.Pieces = append(u.Pieces, Piece{array, size})
		}
	}
	if u.End = c.end; u.End == nil {
		return u
	}
	if c.memory != nil && c.finished {
		if c.end.Err == nil && !c.pieces {
			c.memory.Decide(false)
			end := *c.end
			end.Body, end.Size = c.memory.Body()
			u.End = &end
		}
		c.free()
	}
	return u
}

// Counters returns Downloaded, Total, Uploaded and UploadTotal as of now.
func (c *Call) Counters() (downloaded, total, uploaded, uploadTotal int64) {
	now := c.count()
	return now.downloaded, now.total, now.uploaded, now.uploadTotal
}

func (c *Call) count() counters {
	return counters{c.downloaded.Load(), c.total.Load(), c.uploaded.Load(), c.uploadSize.Load()}
}

// tell wakes the consumer unless it was told already.
func (c *Call) tell() {
	c.mu.Lock()
	told := c.told
	c.told = true
	c.mu.Unlock()
	if !told && c.wakes != nil {
		c.s.wake(c.wakes)
	}
}

// over makes the end. The caller holds the lock, and tells.
func (c *Call) over(err error) {
	result, keeps := resultOf(err)
	end := &End{Result: result, Info: c.lastInfo()}
	if err != nil {
		end.Err = c.failure(err)
	}
	if keeps {
		end.Head = cmp.Or(c.lost, c.head)
	}
	var refusal error
	c.set(func(w *circumstance) { refusal = w.refusal })
	if refusal != nil {
		end.Refusal = c.failure(refusal)
	}
	c.end = end
	close(c.done)
}

// work is the goroutine.
func (c *Call) work() {
	defer c.s.works.Done()
	defer close(c.gone)
	defer fault.Contain()
	undo := context.AfterFunc(c.ctx, c.interrupt)
	err := c.guard()
	if !undo() {
		<-c.interrupted
		err = cmp.Or(err, stopped(c.ctx, c.stage())) // the memory is closed
	}
	c.letGo()
	c.finish(err)
}

// letGo gives up what the call has beside its memory.
func (c *Call) letGo() {
	defer fault.Contain()
	defer c.leave()
	c.task.end()
}

// interrupt ends what the goroutine may wait for besides the network, when the context is over.
func (c *Call) interrupt() {
	defer close(c.interrupted)
	defer fault.Contain()
	if c.r.Body != nil {
		c.r.Body.Close()
	}
	c.mu.Lock()
	memory := c.memory
	c.mu.Unlock()
	if memory != nil {
		memory.Close(context.Cause(c.ctx))
	}
}

// guard runs the task and turns a panic into an error.
func (c *Call) guard() (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fault.Caught(v)
		}
	}()
	if err := c.start(); err != nil {
		return err
	}
	if c.r.Download != "" {
		return c.save()
	}
	if c.r.File != nil {
		return c.run(c.saveAsEngine)
	}
	return c.run(c.receive)
}

// finish ends the call, unless Cancel has.
func (c *Call) finish(err error) {
	c.mu.Lock()
	c.finished = true
	late := c.end != nil
	if !late {
		c.over(err)
	}
	if c.memory == nil || late || err != nil && !c.pieces {
		c.free()
	}
	c.mu.Unlock()
	if !late {
		c.tell()
	}
}

// free lets go of the memory. The caller holds the lock, and nobody writes any more.
func (c *Call) free() {
	if c.memory != nil {
		c.memory.Close(nil)
		c.memory = nil
	}
	c.s.forget(c)
}

// drop frees what nobody took. The session is closed.
func (c *Call) drop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.free()
}
