// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"runtime"
	"strings"
	"sync"
	"time"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/client"
	"httpclientgo/pkg/trust"
)

// tlsOptions reads a TLSOptions of the engine; nil for null. Trusted are, in this
// order: the options' own chain, the project's certificate_bundle_override, the
// system's roots.
func tlsOptions(o godot.Object) *client.TLS {
	if o.IsNull() {
		return nil
	}
	t := &client.TLS{Server: o.CallBool("is_server")}
	if t.Server {
		return t
	}
	t.Unsafe = o.CallBool("is_unsafe_client")
	t.CommonName = o.CallText("get_common_name_override")
	o.CallObject("get_trusted_ca_chain", func(chain godot.Object) {
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
	if !godot.Singleton("Engine").CallBool("is_editor_hint") {
		return settingText(setting) != "false"
	}
	enabled := true
	godot.Singleton("EditorInterface").CallObject("get_editor_settings", func(settings godot.Object) {
		enabled = settings.CallText("get_setting", godot.String(setting)) != "false"
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
	trust.SetFallbackRoots(godot.Singleton("OS").CallText("get_system_ca_certificates"))
})

// connectTimeout is the project's limit for a TCP connect; 0 is the default.
func connectTimeout() time.Duration {
	settings := godot.Singleton("ProjectSettings")
	return time.Duration(settings.CallInt("get_setting", godot.String("network/limits/tcp/connect_timeout_seconds"))) * time.Second
}

// settingText is a project setting as text; "<null>" or "" where it is not set.
func settingText(name string) string {
	return godot.Singleton("ProjectSettings").CallText("get_setting", godot.String(name))
}

// chainText is the PEM text of a chain that a script gave. The engine writes the
// first certificate of a chain over and over, once for each, and one of over 3 KB not
// at all (4.6.3), so such a chain is read from the file that it was loaded from.
func chainText(chain godot.Object) string {
	text := certificateText(chain)
	count := strings.Count(text, pemBegin)
	if count == 1 {
		return text
	}
	file := fileText(chain.CallText("get_path"))
	if strings.Count(file, pemBegin) < max(count, 1) {
		return text
	}
	return file
}

// isFile reports whether there is a file of the project, or elsewhere.
func isFile(path string) bool {
	return path != "" && godot.CallStatic("FileAccess", "file_exists", godot.String(path)) == "true"
}

const pemBegin = "-----BEGIN CERTIFICATE-----"

// fileText reads a file of the project, from inside an exported game as well; "" where
// there is none.
func fileText(path string) string {
	if !isFile(path) {
		return ""
	}
	return godot.CallStatic("FileAccess", "get_file_as_string", godot.String(path))
}

// certificateText is the PEM text of an X509Certificate. The engine leaves a NUL at
// its end and then complains of that in a line of its own, at each call (4.6.3); the
// line is kept out of the user's log.
func certificateText(certificate godot.Object) string {
	engine := godot.Singleton("Engine")
	if engine.CallBool("is_printing_error_messages") {
		engine.Call("set_print_error_messages", nil, godot.Bool(false))
		defer engine.Call("set_print_error_messages", nil, godot.Bool(true))
	}
	return certificate.CallText("save_to_string")
}
