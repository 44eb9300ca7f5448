package main

import (
	"strings"
	"testing"
)

const (
	deployment = `kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    spec:
      initContainers:
      - image: ghcr.io/amerintlxperts/web:v1
      containers:
      - image: quay.io/prometheus/statsd-exporter:v0.28.0
---
kind: Service
metadata: {name: web, namespace: shop}
spec: {ports: [{port: 80}]}
`
	cache = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/"
)

func TestShow(t *testing.T) {
	var b strings.Builder
	after := strings.ReplaceAll(deployment, "ghcr.io/", cache)
	if err := show(&b, false, []byte(deployment), []byte(after)); err != nil {
		t.Error(err)
	}
	want := `
Deployment shop/web
- ghcr.io/amerintlxperts/web:v1
+ ` + cache + `amerintlxperts/web:v1
  quay.io/prometheus/statsd-exporter:v0.28.0

images moved to the cache: 1; left on ghcr.io: 0
`
	if b.String() != want {
		t.Errorf("got %s\nwant %s", b.String(), want)
	}
}

// TestShowFails: an image that is left, and a run that did nothing, are failures.
func TestShowFails(t *testing.T) {
	var b strings.Builder
	if err := show(&b, true, []byte(deployment), []byte(deployment)); err == nil {
		t.Errorf("no error; printed %s", b.String())
	}
	if strings.Contains(b.String(), "\x1b") {
		t.Errorf("colour where nothing changed: %q", b.String())
	}
}

func TestPaint(t *testing.T) {
	if got := paint(true, green, "+ a"); got != "\x1b[32m+ a\x1b[0m" {
		t.Errorf("got %q", got)
	}
}
