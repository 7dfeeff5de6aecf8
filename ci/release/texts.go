// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"os"
	"strings"
)

const addressVariable = "HTTP_CLIENT_GO_ADDRESS"

// writeTexts writes what a release page and the Asset Library are told.
func writeTexts(notes string) error {
	version, err := os.ReadFile("VERSION")
	if err != nil {
		return err
	}
	if err := os.MkdirAll("dist", 0o755); err != nil {
		return err
	}
	if err := os.WriteFile("dist/NOTES.md", []byte(strings.TrimSpace(notes)+"\n"), 0o644); err != nil {
		return err
	}
	address := strings.TrimSuffix(os.Getenv(addressVariable), "/")
	if address == "" {
		address = "ADDRESS"
		fmt.Printf("release: %s is not set, so ASSET_LIBRARY.txt says ADDRESS where the project's page belongs\n", addressVariable)
	}
	return os.WriteFile("dist/ASSET_LIBRARY.txt", []byte(assetFields(strings.TrimSpace(string(version)), address)), 0o644)
}

// assetFields returns the fields of the Asset Library's form, by the names that it has there. The binaries are not in
// git, so the download is the zip of the release.
func assetFields(version, address string) string {
	var text strings.Builder
	for _, field := range [][2]string{
		{"Asset Name", "HTTPClientGo"},
		{"Category", "Addons: Scripts"},
		{"Godot version", "4.4"},
		{"Version String", version},
		{"Repository host", "Custom"},
		{"Repository URL", address},
		{"Issues URL", address + "/issues"},
		{"Download URL", fmt.Sprintf("%s/releases/download/v%s/http_client_go-%[2]s.zip", address, version)},
		{"Icon URL", address + "/raw/v" + version + "/docs/images/icon.png"},
		{"License", "MIT"},
		{"Preview 1", address + "/raw/v" + version + "/docs/images/demo_downloads.png"},
		{"Preview 2", address + "/raw/v" + version + "/docs/images/demo_certificates.png"},
		{"Description", "HTTP that can be awaited: one call from a URL to an answer or a reason, on connections that are kept. Redirects, gzip, brotli and " +
			"zstd, retries, cookies, resumed downloads, server-sent events, proxies with passwords. Beside it HTTPRequestGo and HTTPClientGo take the place of " +
			"HTTPRequest and HTTPClient by the change of one word. A GDExtension written in Go: version.txt in the addon says what it was built from, its README.md which " +
			"platforms it has. Restart the editor after installing."},
	} {
		fmt.Fprintf(&text, "%s: %s\n", field[0], field[1])
	}
	return text.String()
}
