package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"
)

// TestWriteYAML: what is printed as YAML is read as the same by a reader of YAML 1.1,
// such as kubectl's, and plain where nothing else is asked for.
func TestWriteYAML(t *testing.T) {
	form := []map[string]string{{"name": "no"}, {"name": "on"}, {"name": "y"}, {"name": "1:30"}, {"name": "012"}, {"name": "a\nb"}, {"name": ""}, {"name": "plain text"}}
	var b strings.Builder
	if err := WriteYAML(&b, form); err != nil {
		t.Fatal(err)
	}
	var read []map[string]string
	if err := yaml.UnmarshalStrict([]byte(b.String()), &read); err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	if diff := cmp.Diff(form, read); diff != "" {
		t.Errorf("-given +read\n%s", diff)
	}
	if !strings.Contains(b.String(), "\n- name: plain text\n") {
		t.Errorf("plain text is quoted:\n%s", b.String())
	}
}
