package yamlbytes

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

// benchItem is a Deployment as kustomize writes it.
const benchItem = `- apiVersion: apps/v1
  kind: Deployment
  metadata:
    labels:
      app.kubernetes.io/name: shop
      app.kubernetes.io/part-of: shop
    name: shop
    namespace: shop
  spec:
    replicas: 2
    selector:
      matchLabels:
        app.kubernetes.io/name: shop
    template:
      metadata:
        labels:
          app.kubernetes.io/name: shop
      spec:
        containers:
        - args:
          - --listen=:8080
          env:
          - name: LOG_LEVEL
            value: info
          - name: ADDRESS
            value: "http://shop.shop.svc:8080"
          image: ghcr.io/amerintlxperts/shop:v1.4.2
          livenessProbe:
            httpGet:
              path: /healthz
              port: http
          name: shop
          ports:
          - containerPort: 8080
            name: http
          resources:
            limits:
              memory: 256Mi
            requests:
              cpu: 100m
              memory: 128Mi
        volumes:
        - emptyDir: {}
          name: tmp
`

const benchItems = 1000

var benchList = []byte("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n" + strings.Repeat(benchItem, benchItems))

func BenchmarkReadList(b *testing.B) {
	b.SetBytes(int64(len(benchList)))
	for b.Loop() {
		if list, err := ReadList(benchList); err != nil || len(list.Items) != benchItems {
			b.Fatal(err)
		}
	}
}

// BenchmarkParse reads items by lines, around the image alone, and by the parser.
func BenchmarkParse(b *testing.B) {
	list, err := ReadList(benchList)
	if err != nil {
		b.Fatal(err)
	}
	image := []int{strings.Index(benchItem, "ghcr.io")}
	reader, item := &Reader{}, &list.Items[0]
	for _, way := range []struct {
		name string
		read func() (*Node, error)
	}{
		{"lines", func() (*Node, error) { return reader.Parse(item) }},
		{"around", func() (*Node, error) { return reader.ParseAround(item, image) }},
		{"parser", item.parseWhole},
	} {
		b.Run(way.name, func(b *testing.B) {
			b.SetBytes(int64(len(benchItem)))
			for b.Loop() {
				reader.Reset()
				if root, err := way.read(); err != nil || root.Text("kind") != "Deployment" {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkBlocks(b *testing.B) {
	text := bytes.ReplaceAll(benchList, []byte("\n- apiVersion"), []byte("\n---\n- apiVersion"))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		blocks := NewBlocks(bytes.NewReader(text), len(text))
		for {
			if _, err := blocks.Next(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkWriteSpliced(b *testing.B) {
	var edits []Edit
	for at := 0; ; {
		i := bytes.Index(benchList[at:], []byte("ghcr.io"))
		if i < 0 {
			break
		}
		at += i
		edits = append(edits, Edit{at, at + len("ghcr.io"), "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr"})
		at++
	}
	b.SetBytes(int64(len(benchList)))
	for b.Loop() {
		if err := WriteSpliced(io.Discard, benchList, edits); err != nil {
			b.Fatal(err)
		}
	}
}
