// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/fetch"
)

// kept is what lives until it is over though no script may hold it, and what has to be let go of at the engine's end.
var kept struct {
	mu sync.Mutex
	// ended: the engine takes the library down, and nothing begins any more.
	ended   bool
	watched bool // endAll is called when the main loop goes
	tasks   map[task]struct{}
	cores   map[*fetch.Session]struct{}
	// awaiting are coroutines that awaited one of the tasks when the main loop ended. Their own objects free what they
	// hold, but only while somebody has a reference to them (4.6.3: what they hold leaks otherwise).
	awaiting []godot.Reference
	// shared is the session of HTTPSessionGo.shared(), empty before it was asked for.
	shared godot.Reference
}

// A task runs by itself and holds an object of the engine's.
type task interface {
	// serve does what needs a thread of the engine's, and is waited for. It may be called by any of those.
	serve()
	// drop lets go of the object. It is called on the main thread.
	drop()
	// awaiting returns references to the coroutines that await it.
	awaiting() []godot.Reference
}

// keep remembers t; it reports whether anything may still begin.
func keep(t task) bool {
	kept.mu.Lock()
	defer kept.mu.Unlock()
	if kept.ended {
		return false
	}
	if kept.tasks == nil {
		kept.tasks = map[task]struct{}{}
	}
	kept.tasks[t] = struct{}{}
	if !kept.watched {
		kept.watched = true
		godot.Defer(godot.WatchMainLoop)
	}
	return true
}

// forget is the opposite of keep, and reports whether t was there: who gets true has the object to let go of.
func forget(t task) bool {
	kept.mu.Lock()
	defer kept.mu.Unlock()
	_, there := kept.tasks[t]
	delete(kept.tasks, t)
	return there
}

func isEnding() bool {
	kept.mu.Lock()
	defer kept.mu.Unlock()
	return kept.ended
}

// openCore makes a session of package fetch, closed by closeCore or at the engine's end; then it is so from the
// beginning.
func openCore(cfg fetch.Config) *fetch.Session {
	core := fetch.New(cfg)
	kept.mu.Lock()
	defer kept.mu.Unlock()
	switch {
	case kept.ended:
		core.Close()
	case kept.cores == nil:
		kept.cores = map[*fetch.Session]struct{}{core: {}}
	default:
		kept.cores[core] = struct{}{}
	}
	return core
}

// closeCore returns at once, though closing takes as long as goroutines need to end.
func closeCore(core *fetch.Session) {
	go func() {
		defer godot.Guard(sessionClassName, "free")
		core.Close()
		kept.mu.Lock()
		defer kept.mu.Unlock()
		delete(kept.cores, core)
	}()
}

// endAll lets go of everything, without signals. A second call finds nothing.
func endAll() {
	kept.mu.Lock()
	kept.ended = true
	tasks, cores, shared := slices.Collect(maps.Keys(kept.tasks)), slices.Collect(maps.Keys(kept.cores)), kept.shared
	kept.shared, kept.cores = godot.Reference{}, nil
	kept.mu.Unlock()

	// All of them end at once. A thread that waits goes on when its call is over.
	var closing sync.WaitGroup
	for _, core := range cores {
		closing.Go(func() {
			defer godot.Guard(sessionClassName, "free")
			core.Close()
		})
	}
	closing.Wait()
	waiters.tell(tasks...)
	for _, t := range tasks {
		if forget(t) {
			kept.awaiting = append(kept.awaiting, t.awaiting()...)
			t.drop()
		}
	}
	shared.Release()
}

// endLibrary is endAll, and behind the end of the scripting languages.
func endLibrary() {
	endAll()
	for _, state := range kept.awaiting {
		state.Release()
	}
	kept.awaiting = nil
}

// A waiter is a thread of the engine's that is inside HTTPResponseGo.wait(). As it may be the main thread, it does
// itself what that would do for the tasks.
type waiter struct {
	bell chan struct{} // holds one ring

	mu  sync.Mutex
	due map[task]struct{} // that have something to serve
}

// waiters are all of them.
var waiters waiterList

type waiterList struct {
	count atomic.Int32 // of the list, for who has something to tell
	mu    sync.Mutex
	list  []*waiter
}

// join adds a waiter who is told of all tasks at first.
func (l *waiterList) join() *waiter {
	w := &waiter{bell: make(chan struct{}, 1), due: map[task]struct{}{}}
	l.mu.Lock()
	l.list = append(l.list, w)
	l.count.Store(int32(len(l.list)))
	l.mu.Unlock()
	kept.mu.Lock()
	defer kept.mu.Unlock()
	w.mu.Lock()
	defer w.mu.Unlock()
	for t := range kept.tasks {
		w.due[t] = struct{}{}
	}
	return w
}

func (l *waiterList) leave(w *waiter) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = slices.DeleteFunc(l.list, func(other *waiter) bool { return other == w })
	l.count.Store(int32(len(l.list)))
}

// tell says that there is something to serve. It may be called by any goroutine.
func (l *waiterList) tell(tasks ...task) {
	if l.count.Load() == 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, w := range l.list {
		w.mu.Lock()
		for _, t := range tasks {
			w.due[t] = struct{}{}
		}
		w.mu.Unlock()
		select {
		case w.bell <- struct{}{}:
		default:
		}
	}
}

// serve serves all that there is.
func (w *waiter) serve() {
	w.mu.Lock()
	due := w.due
	w.due = map[task]struct{}{}
	w.mu.Unlock()
	for t := range due {
		t.serve()
	}
}
