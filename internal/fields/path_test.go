package fields

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/kustomize/kyaml/utils"
)

// TestParsePath: the syntax of kustomize's fieldSpec, and ** besides.
func TestParsePath(t *testing.T) {
	for _, test := range []struct {
		path string
		want []segment
	}{
		{"image", []segment{{key: "image"}}},
		{"spec/containers[]/image", []segment{{key: "spec"}, {key: "containers", list: true}, {key: "image"}}},
		{"spec/containers/[]/image", []segment{{key: "spec"}, {key: "containers", list: true}, {key: "image"}}},
		{"spec/*/image", []segment{{key: "spec"}, {key: "*", any: true}, {key: "image"}}},
		{"**/image", []segment{{key: "**", deep: true}, {key: "image"}}},
		{"spec/**", []segment{{key: "spec"}, {key: "**", deep: true}}},
		{`metadata/annotations/example.com\/image`, []segment{{key: "metadata"}, {key: "annotations"}, {key: "example.com/image"}}},
		{`a\/b\/c`, []segment{{key: "a/b/c"}}},
	} {
		got, err := parsePath(test.path)
		if err != nil {
			t.Errorf("%s: %v", test.path, err)
		}
		if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(segment{})); diff != "" {
			t.Errorf("%s: -want +got\n%s", test.path, diff)
		}
	}
}

func TestCheckPath(t *testing.T) {
	for path, want := range map[string]string{
		"":           `path "" has an empty segment; segments are joined by one /, as in spec/containers[]/image`,
		"/spec":      `path "/spec" has an empty segment; segments are joined by one /, as in spec/containers[]/image`,
		"spec//a":    `path "spec//a" has an empty segment; segments are joined by one /, as in spec/containers[]/image`,
		"spec/a/":    `path "spec/a/" has an empty segment; segments are joined by one /, as in spec/containers[]/image`,
		"[]/image":   `path "[]/image" has [] without a list before it, as in spec/containers[]/image`,
		"a[]/[]/b":   `path "a[]/[]/b" has [] without a list before it, as in spec/containers[]/image`,
		"spec/**[]":  `path "spec/**[]" has **[]; ** alone passes through lists`,
		"**/[]/a":    `path "**/[]/a" has **[]; ** alone passes through lists`,
		"spec/image": "",
	} {
		got := ""
		if err := CheckPath(path); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}

// FuzzPath: no path makes the parser panic; an accepted one has the keys and lists
// that kustomize finds in it, and is accepted again when they are written out.
func FuzzPath(f *testing.F) {
	for _, seed := range []string{
		"spec/containers[]/image", `a\/b/c`, "**/x[]", "[]", "/", `\/`, `a\`, "a/[]/b", "a[][]", `a\/[]`, "*[]/x", `a\\/b`, ".",
		"spec/template/spec/containers[]/image", `metadata/annotations/example.com\/image`, "é/ü[]",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, path string) {
		if path == root {
			return // the object itself, for which kustomize has no path
		}
		segments, err := parsePath(path)
		if err != nil {
			if !strings.Contains(err.Error(), "path ") {
				t.Errorf("the error does not say which path: %v", err)
			}
			return
		}
		var parts []string
		for _, s := range segments {
			part := strings.ReplaceAll(s.key, "/", `\/`)
			if s.list {
				part += "[]"
			}
			parts = append(parts, part)
		}
		again, err := parsePath(strings.Join(parts, "/"))
		if err != nil || !cmp.Equal(segments, again, cmp.AllowUnexported(segment{})) {
			t.Errorf("%q became %+v, then %+v, %v", path, segments, again, err)
		}
		if ours, theirs := asKustomize(segments), utils.PathSplitter(path, "/"); !slices.Equal(ours, withJoinedLists(theirs)) {
			t.Errorf("%q is %q, kustomize says %q", path, ours, theirs)
		}
	})
}

// asKustomize writes segments as kustomize splits a path.
func asKustomize(segments []segment) (parts []string) {
	for _, s := range segments {
		if s.list {
			s.key += "[]"
		}
		parts = append(parts, s.key)
	}
	return parts
}

// withJoinedLists puts a [] that stands by itself behind the key before it: the
// same list in kustomize's older spelling.
func withJoinedLists(parts []string) (joined []string) {
	for _, part := range parts {
		if part == "[]" && len(joined) > 0 {
			joined[len(joined)-1] += part
			continue
		}
		joined = append(joined, part)
	}
	return joined
}
