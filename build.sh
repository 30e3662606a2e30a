#!/usr/bin/env bash
# Builds, serves and tests Countersign. Needs Go; the tests need Chromium and curl. Keeps its state in
# .build/ and dist/ only.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$PWD

# nested modules hold the tests that need more than the tree itself requires.
nested=(sigv4/internal/oracle app/e2e)

usage() {
  cat <<'HELP'
usage: ./build.sh COMMAND

  build         write dist/site/, dist/countersign-offline.zip, dist/countersign.html, dist/SHA256SUMS
  serve [ADDR]  build, then serve dist/site with the headers of a good host (default 127.0.0.1:8080)
  check         formatting, vet, staticcheck, unit tests: the fast part of "test"
  test          everything: check, other signers and real servers, two builds that must agree, real browsers
  bench         the benchmark figures, beside other signers; needs npm as well

SITE_URL, when set, is the site's public address: it adds canonical addresses and a sitemap.
HELP
}

# tool builds a Go program of this tree into .build, so that its exit status is its own.
tool() {
  mkdir -p .build
  (cd "$1" && go build -o "$root/.build/$3" "$2")
}

commit() {
  if [ -e .git ]; then
    git describe --always --dirty --abbrev=12 --exclude='*' 2>/dev/null || true
  fi
}

build() {
  tool . ./app/cmd/site site
  .build/site build -commit "$(commit)"
  .build/site check
}

check() {
  local unformatted
  unformatted=$(gofmt -l app docs sigv4 web)
  if [ -n "$unformatted" ]; then
    printf 'not formatted by gofmt:\n%s\n' "$unformatted" >&2
    return 1
  fi
  go vet ./...
  GOOS=js GOARCH=wasm go vet ./app/cmd/client ./app/ui
  tool app/e2e honnef.co/go/tools/cmd/staticcheck staticcheck
  .build/staticcheck ./...
  GOOS=js GOARCH=wasm .build/staticcheck ./app/cmd/client
  local module
  for module in "${nested[@]}"; do
    (cd "$module" && go vet ./... && "$root/.build/staticcheck" ./...)
  done
  # staticcheck does not know that //go:wasmexport is a use.
  (cd app/e2e && export GOOS=js GOARCH=wasm && go vet ./bench/engine && "$root/.build/staticcheck" -checks inherit,-U1000 ./bench/engine)
  go test ./...
}

# installed PACKAGE PROGRAM... makes sure that there is one of the programs, from Debian's package if need be.
installed() {
  local package=$1
  shift
  if command -v "$@" >/dev/null; then
    return
  fi
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Tests and benchmarks need $package: install Debian's package $package." >&2
    return 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package"
}

browser() {
  installed chromium chromium chromium-browser google-chrome
}

case "${1-}" in
build)
  build
  ;;
serve)
  build
  exec .build/site serve -addr "${2-127.0.0.1:8080}"
  ;;
check)
  check
  ;;
test)
  check
  browser
  installed curl curl
  for module in "${nested[@]}"; do
    (cd "$module" && go test -count=1 -timeout 15m -v ./...)
  done
  ;;
bench)
  browser
  build
  tool app/e2e ./bench browserbench
  go test -run '^$' -bench . -benchmem ./...
  tool sigv4/internal/oracle ./bench peers
  .build/peers        # the engine beside other signers for Go
  .build/browserbench # and beside JavaScript's, in the browser, where searches are timed too
  ;;
'' | help | -h | --help)
  usage
  ;;
*)
  usage >&2
  exit 2
  ;;
esac
