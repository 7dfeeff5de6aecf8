// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/target"
)

// Pins are the keys that a connection has to meet one of, in a form that == compares: what ParsePins returned. Empty:
// any key will do.
type Pins string

const pinBegin = "sha256//"

// ParsePins reads pins as curl writes them: "sha256//" and the Base64 of the SHA-256 of a SubjectPublicKeyInfo, several
// in one text parted by ";". With a host and "=" in front, those of a text count for that host alone, which may begin
// with "*." for one label; hosts that no pin speaks of are not pinned by them. Pins without a host count for each.
// The error is an *InputError.
func ParsePins(texts []string) (Pins, error) {
	var all []string
	for _, text := range texts {
		host, list := "", strings.TrimSpace(text)
		if i := strings.Index(list, pinBegin); i > 0 && list[i-1] == '=' {
			host, list = list[:i-1], list[i:]
			pattern, err := pinHost(host)
			if err != nil {
				return "", err
			}
			host = pattern + "="
		}
		for pin := range strings.SplitSeq(list, ";") {
			pin = strings.TrimSpace(pin)
			digest, ok := strings.CutPrefix(pin, pinBegin)
			if sum, err := base64.StdEncoding.Strict().DecodeString(digest); !ok || err != nil || len(sum) != sha256.Size {
				return "", &InputError{fmt.Sprintf("%q is no pin: one is sha256// and 44 characters of Base64, perhaps with a host and = in front", cut(pin))}
			}
			all = append(all, host+pin)
		}
	}
	slices.Sort(all)
	return Pins(strings.Join(slices.Compact(all), "\n")), nil
}

// cut returns the beginning of a text that is too long to show.
func cut(text string) string {
	const most = 2 * limits.Quote
	if len(text) > most {
		return text[:most] + "…"
	}
	return text
}

// pinHost returns the host in front of a pin as serverName has it.
func pinHost(text string) (string, error) {
	name, wild := strings.CutPrefix(text, "*.")
	_, isAddress := target.Address(name)
	if _, err := target.ASCII(name); name == "" || strings.ContainsAny(name, "*=;,") || wild && isAddress || err != nil && !isAddress {
		return "", &InputError{fmt.Sprintf("%q in front of a pin is no host: one is as in a URL, without a port, perhaps with *. in front of it", cut(text))}
	}
	name = strings.ToLower(serverName(name))
	if wild {
		name = "*." + name
	}
	return name, nil
}

// of returns the pins that count for a host, none if it is not pinned.
func (p Pins) of(host string) (pins []string) {
	if p == "" {
		return nil
	}
	host = strings.ToLower(serverName(host))
	_, parent, _ := strings.Cut(host, ".")
	for line := range strings.SplitSeq(string(p), "\n") {
		i := strings.Index(line, pinBegin)
		if pattern := strings.TrimSuffix(line[:i], "="); pattern == "" || pattern == host || parent != "" && pattern == "*."+parent {
			pins = append(pins, line[i:])
		}
	}
	return pins
}

// PinOf returns the pin of a certificate, as ParsePins reads it.
func PinOf(c *x509.Certificate) string {
	sum := sha256.Sum256(c.RawSubjectPublicKeyInfo)
	return pinBegin + base64.StdEncoding.EncodeToString(sum[:])
}

// PinsOf returns the pins of chains, each once, the first chain's first.
func PinsOf(chains ...[]*x509.Certificate) (pins []string) {
	for _, chain := range chains {
		for _, c := range chain {
			if pin := PinOf(c); !slices.Contains(pins, pin) {
				pins = append(pins, pin)
			}
		}
	}
	return pins
}

// A PinError is a server whose certificates have none of the pins for it.
type PinError struct {
	Pins []string // that they have, the server's own first; of an unverified chain its own alone
}

func (e *PinError) Error() string { return "no certificate of the chain has one of the pins" }

// pinned reports whether a chain has one of the pins.
func pinned(chain []*x509.Certificate, pins []string) bool {
	return slices.ContainsFunc(chain, func(c *x509.Certificate) bool { return slices.Contains(pins, PinOf(c)) })
}
