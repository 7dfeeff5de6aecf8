// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"time"
)

// player runs the steps of one script. All its methods run on one goroutine.
type player struct {
	script *script
	*link  // the newest connection; nil before the first
}

func (p *player) accept(Step) error {
	p.script.listener.(*net.TCPListener).SetDeadline(time.Now().Add(stepLimit))
	c, err := p.script.listener.Accept()
	if err != nil {
		return err
	}
	l := newLink(c.(*net.TCPConn))
	if err := p.script.enter(l); err != nil {
		return err
	}
	p.link = l
	if p.script.tls != nil {
		return l.handshake(p.script.tls, p.script.seals)
	}
	return nil
}

func (p *player) readHead(Step) error {
	_, err := p.takeHead()
	return err
}

// takeHead accepts CRLF and bare LF as line ends, since it must see the end of whatever a client under test sends.
func (p *player) takeHead() ([]byte, error) {
	return p.take(func(b []byte) int {
		crlf, lf := bytes.Index(b, []byte("\r\n\r\n")), bytes.Index(b, []byte("\n\n"))
		switch {
		case crlf >= 0 && (lf < 0 || crlf < lf):
			return crlf + 4
		case lf >= 0:
			return lf + 2
		}
		return -1
	})
}

func (p *player) readBody(s Step) error {
	left := s.N
	for left > 0 {
		taken, err := p.take(func(b []byte) int {
			if len(b) == 0 {
				return -1
			}
			return int(min(int64(len(b)), left))
		})
		if err != nil {
			return fmt.Errorf("%d bytes missing: %w", left, err)
		}
		left -= int64(len(taken))
	}
	return nil
}

func (p *player) readUntil(s Step) error {
	_, err := p.take(func(b []byte) int {
		if i := bytes.Index(b, []byte(s.Text)); i >= 0 {
			return i + len(s.Text)
		}
		return -1
	})
	return err
}

func (p *player) send(s Step) error { return p.write([]byte(s.Text)) }

func (p *player) sendSlow(s Step) error {
	for i := range len(s.Text) {
		if err := p.write([]byte(s.Text[i : i+1])); err != nil {
			return err
		}
		// Gives the client the chance to see each byte alone; a client that sees several must give the same result.
		time.Sleep(50 * time.Microsecond)
	}
	return nil
}

func (p *player) sendRepeat(s Step) error {
	if s.Text == "" {
		return nil
	}
	perWrite := max(1, int64((64<<10)/len(s.Text)))
	block := bytes.Repeat([]byte(s.Text), int(min(perWrite, s.N)))
	for left := s.N; left > 0; left -= perWrite {
		if err := p.write(block[:min(perWrite, left)*int64(len(s.Text))]); err != nil {
			return err
		}
	}
	return nil
}

func (p *player) sendFill(s Step) error {
	for offset := int64(0); offset < s.N; {
		block := Fill(offset, s.N-offset)
		if err := p.write(block); err != nil {
			return err
		}
		offset += int64(len(block))
	}
	return nil
}

func (p *player) gate(Step) error {
	p.script.setWaiting(true)
	defer p.script.setWaiting(false)
	limit := time.NewTimer(stepLimit)
	defer limit.Stop()
	select {
	case <-p.script.gates:
		return nil
	case <-p.script.ended:
		return errDropped
	case <-limit.C:
		return errors.New("nobody opened the gate")
	}
}

func (p *player) pause(s Step) error {
	select {
	case <-time.After(min(time.Duration(s.N)*time.Millisecond, stepLimit)):
		return nil
	case <-p.script.ended:
		return errDropped
	}
}

func (p *player) close(Step) error {
	p.end()
	p.conn.Close()
	return nil
}

func (p *player) cut(Step) error {
	p.end()
	p.tcp.Close()
	return nil
}

func (p *player) halfClose(Step) error {
	if half, ok := p.conn.(interface{ CloseWrite() error }); ok && p.conn != net.Conn(p.tcp) {
		if err := half.CloseWrite(); err != nil {
			return err
		}
	}
	return p.tcp.CloseWrite()
}

func (p *player) reset(Step) error {
	p.end()
	if err := p.tcp.SetLinger(0); err != nil {
		return err
	}
	p.tcp.Close()
	return nil
}

// waitClose is content with any end of the client, a reset too: the record tells which.
func (p *player) waitClose(Step) error {
	p.conn.SetReadDeadline(time.Now().Add(stepLimit))
	defer p.conn.SetReadDeadline(time.Time{})
	p.drain()
	if p.record().Peer == PeerOpen {
		return errors.New("the client did not end")
	}
	return nil
}

func (p *player) startTLS(s Step) error {
	options := TLSOptions{}
	if s.TLS != nil {
		options = *s.TLS
	}
	config, err := p.script.authority.ServerConfig(options)
	if err != nil {
		return err
	}
	return p.handshake(config, options.Records)
}

func (p *player) hello(s Step) error {
	return p.times(s, func(c *RecordConn) error { return c.HelloRequest() })
}

func (p *player) keyUpdate(s Step) error {
	return p.times(s, func(c *RecordConn) error { return c.KeyUpdate(false) })
}

func (p *player) keyRequest(s Step) error {
	return p.times(s, func(c *RecordConn) error { return c.KeyUpdate(true) })
}

// times does something as often as the step says, on a connection with records of its own.
func (p *player) times(s Step, f func(*RecordConn) error) error {
	c, ok := p.conn.(*RecordConn)
	if !ok {
		return errors.New(`the TLS options have no "records"`)
	}
	c.raw.SetWriteDeadline(time.Now().Add(stepLimit))
	for range s.N {
		if err := f(c); err != nil {
			return err
		}
	}
	return nil
}

// drainAll reads what clients still send on open connections, until they end or the script is dropped.
func (p *player) drainAll() {
	for _, l := range p.script.links {
		if !l.closed {
			go func() {
				l.drain()
				l.conn.Close()
			}()
		}
	}
}
