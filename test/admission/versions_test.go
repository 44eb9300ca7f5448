package admission

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"k8s.io/apimachinery/pkg/util/version"
)

// generatedStreams are what is generated for the golden cases of the generator, by their
// folder.
func generatedStreams(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../../generators/admission/testdata/*/config.yaml")
	if err != nil || len(files) < 7 {
		t.Fatalf("only %v: %v", files, err)
	}
	all := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c, err := config.Parse(text)
		if err != nil {
			t.Fatal(file, err)
		}
		all[filepath.Dir(file)] = streamOf(t, c)
	}
	return all
}

// only is a stream with the documents of one kind, and what stands before them.
func only(stream, kind string) string {
	var all []string
	for document := range strings.SplitSeq(stream, "---\n") {
		if strings.Contains(document, "\nkind: "+kind+"\n") {
			all = append(all, document)
		}
	}
	return strings.Join(all, "\n---\n")
}

// TestVersions compiles every policy of the golden cases as a Kubernetes does that creates
// it: with the CEL of the release before, to which it may be rolled back. Kyverno, whose CEL
// is that of its own Kubernetes libraries, counts as the latest.
func TestVersions(t *testing.T) {
	for kind, from := range map[string]uint{"MutatingAdmissionPolicy": 34, "ValidatingAdmissionPolicy": 30, "MutatingPolicy": 33, "ValidatingPolicy": 33} {
		compiled := 0
		for folder, stream := range generatedStreams(t) {
			part := only(stream, kind)
			if part == "" {
				continue
			}
			for minor := from; minor <= 38; minor++ {
				compiled++
				if _, err := Compile(part, version.MajorMinor(1, minor-1), nil); err != nil {
					t.Errorf("%s: %s does not compile on Kubernetes 1.%d: %v", folder, kind, minor, err)
				}
			}
		}
		if compiled == 0 {
			t.Errorf("no golden case has a %s", kind)
		}
		t.Logf("%s: %d compiled, Kubernetes 1.%d to 1.38", kind, compiled, from)
	}
}

// TestSubstitution: whoever substitutes ${NAME}, $NAME or {{ name }} in manifests finds
// nothing but the placeholders of the configuration.
func TestSubstitution(t *testing.T) {
	for folder, stream := range generatedStreams(t) {
		rest := strings.NewReplacer("${AWS_ACCOUNT_ID}", "", "${AWS_REGION}", "", "${OTHER}", "").Replace(stream)
		if strings.Contains(rest, "$") || strings.Contains(rest, "{{") {
			t.Errorf("%s: it holds $ or {{:\n%s", folder, rest)
		}
	}
}
