package compare

import (
	"fmt"

	"go.yaml.in/yaml/v3"
)

// addedKeys reports images in the keys of a that b does not have.
func (w *walk) addedKeys(at []string, b, e, a *yaml.Node) {
	if a == nil || a.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(a.Content); i += 2 {
		if key := a.Content[i].Value; value(b, key) == nil {
			w.added(append(at, key), value(e, key), a.Content[i+1])
		}
	}
}

// addedElements reports images in the elements of a that b does not have.
func (w *walk) addedElements(at []string, b, e, a *yaml.Node) {
	if a == nil || a.Kind != yaml.SequenceNode {
		return
	}
	for i, child := range a.Content {
		if element(b, resolved(child), i) == nil {
			w.added(append(at, fmt.Sprintf("[%d]", i)), element(e, resolved(child), i), child)
		}
	}
}

// added reports the images in a new value, unless rewriting the output before adds the same.
func (w *walk) added(at []string, e, a *yaml.Node) {
	e, a = resolved(e), resolved(a)
	if w.isBuilderSetting(at) || a == nil {
		return
	}
	switch a.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(a.Content); i += 2 {
			key := a.Content[i].Value
			w.added(append(at, key), value(e, key), a.Content[i+1])
		}
	case yaml.SequenceNode:
		for i, child := range a.Content {
			w.added(append(at, fmt.Sprintf("[%d]", i)), element(e, resolved(child), i), child)
		}
	case yaml.ScalarNode:
		d := Difference{Kind: w.object.kind, Name: w.object.name, Field: pathOf(at), Expected: textOf(e), After: a.Value}
		if a.Value != d.Expected && (isImage(at) || !w.names.sameText(&d)) {
			w.add(d)
		}
	}
}
