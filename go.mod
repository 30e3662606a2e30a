module countersign

go 1.26

toolchain go1.26.8

require (
	github.com/maxence-charriere/go-app/v10 v10.1.11
	github.com/yuin/goldmark v1.8.7
)
