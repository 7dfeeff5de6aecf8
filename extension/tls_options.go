// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

// #include "gdext.h"
import "C"

import (
	"runtime"
	"strings"
	"sync"
	"time"

	"httpclientgo/pkg/client"
	"httpclientgo/pkg/trust"
)

// tlsOptions reads a TLSOptions of the engine; nil for null. Trusted are, in this
// order: the options' own chain, the project's certificate_bundle_override, the
// system's roots.
func tlsOptions(o C.GDExtensionObjectPtr) *client.TLS {
	if o == nil {
		return nil
	}
	t := &client.TLS{Server: callBool(o, "is_server")}
	if t.Server {
		return t
	}
	t.Unsafe = callBool(o, "is_unsafe_client")
	t.CommonName = callString(o, "get_common_name_override")
	callObject(o, "get_trusted_ca_chain", func(chain C.GDExtensionObjectPtr) {
		t.Roots = pools.of(chainText(chain))
	})
	completeTLS(&t.TLSOptions)
	return t
}

// defaultTLS is what "https://" in front of a host asks for.
func defaultTLS() *client.TLS {
	t := &client.TLS{}
	completeTLS(&t.TLSOptions)
	return t
}

// completeTLS adds what the project says and the options do not.
func completeTLS(t *trust.TLSOptions) {
	t.DisableTLS13 = !tls13Enabled()
	if t.Roots != nil || t.Unsafe {
		return
	}
	if path := settingText("network/tls/certificate_bundle_override"); path != "" && path != "<null>" {
		t.Roots = pools.ofFile(path)
		return
	}
	fallbackRoots()
}

// tls13Enabled looks where the engine does: in the editor's settings inside the
// editor, in the project's elsewhere.
func tls13Enabled() bool {
	const setting = "network/tls/enable_tls_v1.3"
	if !callBool(C.hcg_singleton(stringName("Engine")), "is_editor_hint") {
		return settingText(setting) != "false"
	}
	enabled := true
	callObject(C.hcg_singleton(stringName("EditorInterface")), "get_editor_settings", func(settings C.GDExtensionObjectPtr) {
		enabled = callString(settings, "get_setting", textArg(setting)) != "false"
	})
	return enabled
}

// fallbackRoots hands over the roots that the engine finds in the system, once, for
// systems whose roots Go does not find. On the others Go asks the system itself to
// verify.
var fallbackRoots = sync.OnceFunc(func() {
	switch runtime.GOOS {
	case "windows", "darwin", "ios":
		return
	}
	trust.SetFallbackRoots(callString(C.hcg_singleton(stringName("OS")), "get_system_ca_certificates"))
})

// connectTimeout is the project's limit for a TCP connect; 0 is the default.
func connectTimeout() time.Duration {
	settings := C.hcg_singleton(stringName("ProjectSettings"))
	return time.Duration(callInt(settings, "get_setting", textArg("network/limits/tcp/connect_timeout_seconds"))) * time.Second
}

// settingText is a project setting as text; "<null>" or "" where it is not set.
func settingText(name string) string {
	return callString(C.hcg_singleton(stringName("ProjectSettings")), "get_setting", textArg(name))
}

// chainText is the PEM text of a chain that a script gave. The engine writes the
// first certificate of a chain over and over, once for each, and one of over 3 KB not
// at all (4.6.3), so such a chain is read from the file that it was loaded from.
func chainText(chain C.GDExtensionObjectPtr) string {
	text := certificateText(chain)
	count := strings.Count(text, pemBegin)
	if count == 1 {
		return text
	}
	file := fileText(callString(chain, "get_path"))
	if strings.Count(file, pemBegin) < max(count, 1) {
		return text
	}
	return file
}

const pemBegin = "-----BEGIN CERTIFICATE-----"

// fileText reads a file of the project, from inside an exported game as well; "" where
// there is none.
func fileText(path string) string {
	if path == "" || callStatic("FileAccess", "file_exists", path) != "true" {
		return ""
	}
	return callStatic("FileAccess", "get_file_as_string", path)
}

// callStatic calls a static method of the engine with one text.
func callStatic(class, method, argument string) string {
	return callString(C.hcg_singleton(stringName("ClassDB")), "class_call_static", textArg(class), textArg(method), textArg(argument))
}

// certificateText is the PEM text of an X509Certificate. The engine leaves a NUL at
// its end and then complains of that in a line of its own, at each call (4.6.3); the
// line is kept out of the user's log.
func certificateText(certificate C.GDExtensionObjectPtr) string {
	engine := C.hcg_singleton(stringName("Engine"))
	if callBool(engine, "is_printing_error_messages") {
		call(engine, "set_print_error_messages", nil, boolArg(false))
		defer call(engine, "set_print_error_messages", nil, boolArg(true))
	}
	return callString(certificate, "save_to_string")
}
