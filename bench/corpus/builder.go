package corpus

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strconv"
)

// A builder writes one object.
type builder struct {
	random                *rand.Rand
	index                 int
	located, rewritten    bool
	name, namespace, path string
	text                  []byte
	references            []Reference
}

// add appends text.
func (b *builder) add(format string, args ...any) {
	b.text = fmt.Appendf(b.text, format, args...)
}

// indented moves what write appends to the right.
func (b *builder) indented(spaces int, write func()) {
	start := len(b.text)
	write()
	block := bytes.Clone(b.text[start:])
	b.text = b.text[:start]
	for line := range bytes.Lines(block) {
		if len(line) > 1 {
			b.text = append(b.text, "                "[:spaces]...)
		}
		b.text = append(b.text, line...)
	}
}

// times calls write between least and most times.
func (b *builder) times(least, most int, write func(i int)) {
	for i := range least + b.random.IntN(most-least+1) {
		write(i)
	}
}

// chance is true in so many of a hundred cases.
func (b *builder) chance(percent int) bool { return b.random.IntN(100) < percent }

// object writes the head of an object. Extra lines of annotations may follow it.
func (b *builder) object(apiVersion, kind string) {
	b.add("apiVersion: %s\nkind: %s\n", apiVersion, kind)
	b.metadata(b.name, b.namespace)
}

// metadata writes the metadata of an object; one of the whole cluster has no
// namespace.
func (b *builder) metadata(name, namespace string) {
	b.add("metadata:\n  annotations:\n")
	if b.located {
		b.add("    config.kubernetes.io/index: '0'\n    config.kubernetes.io/path: '%s'\n", b.path)
		b.add("    internal.config.kubernetes.io/index: '0'\n    internal.config.kubernetes.io/path: '%s'\n", b.path)
	}
	b.add("    amerintlxperts.github.io/owner: %s\n", pick(b.random, services))
	b.add("  labels:\n")
	b.indented(4, b.labels)
	b.add("  name: %s\n", name)
	if namespace != "" {
		b.add("  namespace: %s\n", namespace)
	}
}

func (b *builder) labels() {
	b.add("app.kubernetes.io/instance: %s\n", b.name)
	b.add("app.kubernetes.io/name: %s\n", b.name)
	b.add("app.kubernetes.io/part-of: %s\n", b.namespace)
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func itoa(i int) string { return strconv.Itoa(i) }
