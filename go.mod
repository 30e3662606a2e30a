module countersign

go 1.26

toolchain go1.26.8

require (
	github.com/andybalholm/brotli v1.2.8
	github.com/maxence-charriere/go-app/v10 v10.1.11
	github.com/yuin/goldmark v1.8.7
)

require github.com/google/uuid v1.6.0 // indirect
