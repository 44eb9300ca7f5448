package problems

import "strings"

// A key is what the user calls the field at a path: the path spec.region is the key
// data.region of a ConfigMap.
type key struct{ path, name string }

// NameKey makes the collector call the field at a path by the name of the key that gives
// it in the document.
func (c *Collector) NameKey(path, name string) { c.keys = append(c.keys, key{path, name}) }

// KeyOf returns the key by which the document gives a field, or lacks it, and which part of
// the key's value the field is: for spec.upstreams[1].prefix, which a ConfigMap gives by the
// text under its key upstreams, data.upstreams and [1].prefix. The longest path around the
// field decides. A field without a key is returned as its path.
func (c *Collector) KeyOf(path string) (name, part string) {
	longest := 0
	name = path
	for _, k := range c.keys {
		rest, ok := strings.CutPrefix(path, k.path)
		if ok && len(k.path) > longest && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			longest, name, part = len(k.path), k.name, strings.TrimPrefix(rest, ".")
		}
	}
	return name, part
}
