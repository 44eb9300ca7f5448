package fields

import (
	"fmt"
	"strings"
)

// A segment is one step of a path.
type segment struct {
	key  string
	list bool // the value is a list, and its elements go on
	any  bool // *: every key
	deep bool // **: any number of keys and elements, also none
}

// CheckPath reports what is wrong with a path that a user wrote.
func CheckPath(path string) error {
	_, err := parsePath(path)
	return err
}

// root is the path of the object itself.
const root = "."

// parsePath reads a path in the syntax of kustomize's fieldSpec
// (https://kubectl.docs.kubernetes.io/references/kustomize/glossary/#fieldspec),
// extended by **.
func parsePath(path string) ([]segment, error) {
	if path == root {
		return nil, nil
	}
	parts := splitPath(path)
	segments := make([]segment, 0, len(parts))
	for _, part := range parts {
		s := segment{key: part}
		s.key, s.list = strings.CutSuffix(part, "[]")
		switch {
		case s.key == "" && part != "[]":
			return nil, fmt.Errorf("path %q has an empty segment; segments are joined by one /, as in spec/containers[]/image", path)
		case s.key == "**" && s.list, s.key == "" && len(segments) > 0 && segments[len(segments)-1].deep:
			return nil, fmt.Errorf("path %q has **[]; ** alone passes through lists", path)
		case s.key == "" && len(segments) > 0 && !segments[len(segments)-1].list:
			segments[len(segments)-1].list = true
			continue
		case s.key == "":
			return nil, fmt.Errorf("path %q has [] without a list before it, as in spec/containers[]/image", path)
		}
		s.any, s.deep = s.key == "*", s.key == "**"
		segments = append(segments, s)
	}
	if segments[len(segments)-1].deep {
		segments[len(segments)-1] = segment{deep: true, key: "**"}
	}
	return segments, nil
}

// splitPath splits at each / that is not escaped as \/.
func splitPath(path string) []string {
	parts := strings.Split(path, "/")
	for i := len(parts) - 2; i >= 0; i-- {
		if head, escaped := strings.CutSuffix(parts[i], `\`); escaped {
			parts[i] = head + "/" + parts[i+1]
			parts = append(parts[:i+1], parts[i+2:]...)
		}
	}
	return parts
}
