// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"time"
)

// maxLine bounds one line of the control protocol, in bytes.
const maxLine = 16 << 20

// Request is one line of the control protocol. Each gets one line of answer, in order: {"ok":true,...} or
// {"ok":false,"error":"..."}. Scripts end with the connection that started them.
//
//	{"op":"script","steps":[["read_head"],["send","HTTP/1.1 200 OK\r\n\r\n"]],"tls":{...}}  -> id, port
//	{"op":"state","id":1}                  -> state
//	{"op":"wait","id":1,"at":2,"ms":1000}  -> state, as soon as 2 steps are done (or all, or one failed), or when ms are over
//	{"op":"go","id":1}                     -> opens one gate
//	{"op":"record","id":1,"ms":1000}       -> state, records; waits until all is done and the clients have ended, at most ms
//	{"op":"drop","id":1}                   -> ends the script and its connections
//	{"op":"closed_port"}                   -> port on which nobody listens
//	{"op":"info"}                          -> ready
type Request struct {
	Op    string      `json:"op"`
	ID    int         `json:"id"`
	Steps []Step      `json:"steps"`
	TLS   *TLSOptions `json:"tls"`
	At    int         `json:"at"`
	MS    int         `json:"ms"`
}

// Answer is the answer to a Request. Fields that an op does not speak of are left out.
type Answer struct {
	OK      bool     `json:"ok"`
	Error   string   `json:"error,omitempty"`
	ID      int      `json:"id,omitempty"`
	Port    int      `json:"port,omitempty"`
	State   *State   `json:"state,omitempty"`
	Records []Record `json:"records,omitempty"`
	Ready   *Ready   `json:"ready,omitempty"`
}

// serveControl speaks the control protocol on one connection.
func (s *Server) serveControl(c net.Conn) {
	var mine []int
	defer func() {
		for _, id := range mine {
			s.remove(id)
		}
	}()
	lines := bufio.NewScanner(c)
	lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	out := json.NewEncoder(c)
	for lines.Scan() {
		var req Request
		var ans Answer
		err := json.Unmarshal(lines.Bytes(), &req)
		if err == nil {
			ans, err = s.answer(req)
		}
		if err != nil {
			ans = Answer{Error: err.Error()}
		} else if ans.OK = true; req.Op == "script" {
			mine = append(mine, ans.ID)
		}
		if out.Encode(ans) != nil {
			return
		}
	}
}

func (s *Server) answer(req Request) (Answer, error) {
	switch req.Op {
	case "script":
		sc, err := s.add(req.Steps, req.TLS)
		if err != nil {
			return Answer{}, err
		}
		return Answer{ID: sc.id, Port: portOf(sc.listener)}, nil
	case "info":
		ready := s.Ready()
		return Answer{Ready: &ready}, nil
	case "closed_port":
		l, err := listen(0)
		if err != nil {
			return Answer{}, err
		}
		defer l.Close()
		return Answer{Port: portOf(l)}, nil
	case "drop":
		s.remove(req.ID)
		return Answer{ID: req.ID}, nil
	}
	sc, err := s.script(req.ID)
	if err != nil {
		return Answer{}, err
	}
	ans := Answer{ID: req.ID}
	switch req.Op {
	case "state":
	case "go":
		err = sc.release()
	case "wait":
		waitFor(req.MS, func() bool { st := sc.state(); return st.Done || st.At >= req.At })
	case "record":
		waitFor(req.MS, sc.quiet)
		ans.Records = sc.records()
	default:
		return Answer{}, fmt.Errorf("testserver: no op %q", req.Op)
	}
	state := sc.state()
	ans.State = &state
	return ans, err
}

// waitFor looks again and again, at most ms milliseconds and never longer than a step may take.
func waitFor(ms int, reached func() bool) {
	limit := time.Now().Add(min(time.Duration(ms)*time.Millisecond, stepLimit))
	for !reached() && time.Now().Before(limit) {
		time.Sleep(200 * time.Microsecond)
	}
}

func portOf(l net.Listener) int { return l.Addr().(*net.TCPAddr).Port }
