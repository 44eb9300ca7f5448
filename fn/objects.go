package fn

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// An Outcome is what Objects did. When a result is an error, no object changes.
type Outcome struct {
	// Changed are the new texts of the objects that change, by their index in the call.
	Changed map[int]string
	// Removed are the indexes of objects that an earlier run generated and that the
	// configuration does not ask for any more.
	Removed map[int]bool
	// Added are the texts of new generated objects.
	Added []string
	// Results say what was done, and which references were not changed and why.
	Results Results
}

// Objects runs the function on objects that a program has in memory, each as the YAML text
// of one document. The configuration is a PullThroughCache, or a ConfigMap with its flat
// keys, as YAML or JSON. An invalid configuration gives results that are errors. Objects fails
// for an object that cannot be read, and names its index. [Process] and [Run] do the same for
// a ResourceList.
func Objects(configuration string, objects []string) (*Outcome, error) {
	source := stream(objects)
	before, err := split(source, len(objects))
	if err != nil {
		return nil, err
	}
	done, err := processItems([]byte(configuration), before)
	if err != nil {
		return nil, ofObject(err, objects)
	}
	after, err := split(yamlbytes.Splice(source, done.edits), len(objects))
	if err != nil {
		return nil, err
	}
	o := &Outcome{Changed: map[int]string{}, Removed: done.changes.Remove, Results: done.results}
	for i, object := range objects {
		replacement, replaced := done.changes.Replace[i]
		switch text := string(after[i].Raw()); {
		case replaced:
			o.Changed[i] = replacement.Block
		case text != string(before[i].Raw()):
			o.Changed[i] = fromDocument(text, object)
		}
	}
	for _, text := range done.changes.Add {
		o.Added = append(o.Added, text.Block)
	}
	return o, nil
}

const separator = "---\n"

// stream joins the objects to one YAML stream, each after a separator, so that documents and
// objects have the same indexes.
func stream(objects []string) []byte {
	var b strings.Builder
	for _, object := range objects {
		b.WriteString(asDocument(object))
	}
	return []byte(b.String())
}

// asDocument returns the text of an object in a stream.
func asDocument(object string) string {
	text := object
	if !strings.HasPrefix(object, separator) {
		text = separator + text
	}
	if !strings.HasSuffix(object, "\n") {
		text += "\n"
	}
	return text
}

// fromDocument is the inverse of asDocument: it removes what that added to the object.
func fromDocument(text, object string) string {
	if !strings.HasPrefix(object, separator) {
		text = strings.TrimPrefix(text, separator)
	}
	if !strings.HasSuffix(object, "\n") {
		text = strings.TrimSuffix(text, "\n")
	}
	return text
}

// ofObject turns an error at a line of the stream into one at a line of its object.
func ofObject(err error, objects []string) error {
	f, is := finding.Of(err)
	if !is {
		return err
	}
	line := f.Line
	for i, object := range objects {
		lines := strings.Count(asDocument(object), "\n")
		if line > lines {
			line -= lines
			continue
		}
		if !strings.HasPrefix(object, separator) {
			line--
		}
		return fmt.Errorf("objects[%d], line %d: %s", i, line, f.Message)
	}
	return err
}

// split splits a stream into its documents, and fails unless they are as many as the objects.
func split(source []byte, objects int) ([]yamlbytes.Item, error) {
	if objects == 0 {
		return nil, nil
	}
	items, err := yamlbytes.SplitStream(source)
	if err == nil && len(items) != objects {
		err = fmt.Errorf("%d objects were given as %d YAML documents; give each object as the text of one document", objects, len(items))
	}
	return items, err
}
