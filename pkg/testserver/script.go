// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"
)

// stepLimit bounds each step, so that a client that does not come never keeps a script for ever.
const stepLimit = 60 * time.Second

// maxGates is how many "go" words can be kept for gates that the script has not reached yet.
const maxGates = 1 << 16

var errDropped = errors.New("dropped by the test")

// script is one list of steps with its own port. It is played once.
type script struct {
	id        int
	steps     []Step
	listener  net.Listener
	tls       *tls.Config // nil: plain
	seals     bool        // TLSOptions.Records
	authority *Authority

	gates chan struct{} // one element a "go"
	ended chan struct{} // closed by drop

	mu      sync.Mutex
	links   []*link
	at      int    // steps finished
	waiting bool   // the current step is a gate
	done    bool   // all steps finished, or one failed
	fault   string // why a step failed
	dropped bool
}

// State is where a script stands.
type State struct {
	At          int    `json:"at"`          // steps finished
	Waiting     bool   `json:"waiting"`     // at a gate
	Done        bool   `json:"done"`        // no step is left, or one failed
	Fault       string `json:"fault"`       // "" unless a step failed
	Connections int    `json:"connections"` // accepted so far
}

func newScript(steps []Step) (*script, error) {
	for i, s := range steps {
		if _, ok := stepKinds[s.Op]; !ok {
			return nil, fmt.Errorf("testserver: step %d: no step %q", i+1, s.Op)
		}
	}
	return &script{steps: steps, gates: make(chan struct{}, maxGates), ended: make(chan struct{})}, nil
}

// play accepts the first connection and runs the steps. An empty script accepts nothing: its clients wait in the
// backlog, connected and unanswered. After the last step open connections are drained, so that the record is whole.
func (sc *script) play() {
	p := &player{script: sc}
	err := error(nil)
	if len(sc.steps) > 0 && sc.steps[0].Op != "accept" {
		err = p.accept(Step{})
	}
	for i := 0; err == nil && i < len(sc.steps); i++ {
		step := sc.steps[i]
		if err = stepKinds[step.Op].run(p, step); err != nil {
			err = fmt.Errorf("step %d (%s): %w", i+1, step.Op, err)
			break
		}
		sc.mu.Lock()
		sc.at++
		sc.mu.Unlock()
	}
	sc.mu.Lock()
	sc.done = true
	if err != nil && !sc.dropped {
		sc.fault = err.Error()
	}
	sc.mu.Unlock()
	p.drainAll()
}

func (sc *script) state() State {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	return State{At: sc.at, Waiting: sc.waiting, Done: sc.done, Fault: sc.fault, Connections: len(sc.links)}
}

// release lets the script pass one gate, now or when it comes there.
func (sc *script) release() error {
	select {
	case sc.gates <- struct{}{}:
		return nil
	default:
		return fmt.Errorf("testserver: script %d has %d unused releases", sc.id, maxGates)
	}
}

// drop ends the script and all its connections at once.
func (sc *script) drop() {
	sc.mu.Lock()
	if sc.dropped {
		sc.mu.Unlock()
		return
	}
	sc.dropped = true
	links := append([]*link(nil), sc.links...)
	sc.mu.Unlock()
	close(sc.ended)
	sc.listener.Close()
	for _, l := range links {
		l.tcp.Close()
	}
}

// enter registers a connection, or refuses it where the script was dropped in the meantime.
func (sc *script) enter(l *link) error {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	if sc.dropped {
		l.tcp.Close()
		return errDropped
	}
	sc.links = append(sc.links, l)
	return nil
}

func (sc *script) setWaiting(on bool) {
	sc.mu.Lock()
	sc.waiting = on
	sc.mu.Unlock()
}

// records returns what each connection saw, in the order of acceptance.
func (sc *script) records() []Record {
	sc.mu.Lock()
	links := append([]*link(nil), sc.links...)
	sc.mu.Unlock()
	records := make([]Record, len(links))
	for i, l := range links {
		records[i] = l.record()
	}
	return records
}

// quiet tells whether nothing more will be recorded: all steps are done and each connection has ended on the client's
// side, or the script stands at a gate, where it reads nothing.
func (sc *script) quiet() bool {
	if state := sc.state(); !state.Done {
		return state.Waiting
	}
	for _, r := range sc.records() {
		if r.Peer == PeerOpen {
			return false
		}
	}
	return true
}
