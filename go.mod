module httpclientgo

go 1.26.6

toolchain go1.26.11

require (
	github.com/andybalholm/brotli v1.3.0
	github.com/godot-go/godot-go v0.3.22
	github.com/klauspost/compress v1.20.4
	golang.org/x/crypto v0.58.0
	golang.org/x/net v0.62.0
)

require (
	go.uber.org/zap v1.16.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)

// godot-go logs through it. Ours has the few names that godot-go needs (extension/internal/zap/zap.go says why).
replace go.uber.org/zap => ./extension/internal/zap
