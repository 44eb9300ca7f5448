package cli

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
)

// longStream is a stream of more than is read at once or kept in memory, and what it
// becomes.
func longStream(documents int) (before, after string) {
	var was, is strings.Builder
	for i := range documents {
		const pod = "---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: p%d\nspec:\n  containers:\n  - image: %sapp:v%d # ghcr.io/a/b\n"
		registry := "ghcr.io/amerintlxperts/"
		fmt.Fprintf(&was, pod, i, registry, i)
		if i%3 == 0 {
			was.WriteString("---\nkind: ConfigMap\ndata:\n  a: |\n    image: quay.io/b\n")
		}
		fmt.Fprintf(&is, pod, i, "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/", i)
		if i%3 == 0 {
			is.WriteString("---\nkind: ConfigMap\ndata:\n  a: |\n    image: quay.io/b\n")
		}
	}
	return was.String(), is.String()
}

func runRewrite(stdin string, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	args = append([]string{"rewrite", "--account-id", "123456789012", "--region", "ca-central-1"}, args...)
	code = Main(Build{}, args, strings.NewReader(stdin), &out, &err)
	return code, out.String(), err.String()
}

// TestLongStream: a long stream is rewritten as a short one is, and back; of what is
// refused nothing is written, however late that shows.
func TestLongStream(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	before, after := longStream(30_000)
	code, out, said := runRewrite(before)
	if code != 0 || out != after {
		t.Errorf("exit code %d, %d bytes, want %d: %s", code, len(out), len(after), said)
	}
	if !strings.HasPrefix(said, "ecrcache: 30000 image references rewritten in 30000 of 40000 items, 30000 mentions in comments") {
		t.Errorf("it says %s", said)
	}
	if code, out, _ = runRewrite(after, "--restore"); code != 0 || out != before {
		t.Errorf("restored: exit code %d, %d bytes, want %d", code, len(out), len(before))
	}
	code, out, said = runRewrite(before + "---\nkind: Pod\nspec: {a: ghcr.io/a/b\n")
	// The document begins at line 290,001; the parser's line is near its end.
	if want := "ecrcache: error: standard input: line 29000"; code != 1 || out != "" || !strings.HasPrefix(said, want) {
		t.Errorf("a late error: exit code %d, %d bytes, %.300q", code, len(out), said)
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

// TestLongStreamWithoutRoom: where the output cannot be kept until it is complete, the
// error says where it was to be kept, and nothing is written.
func TestLongStreamWithoutRoom(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()+"/missing")
	before, _ := longStream(30_000)
	code, out, said := runRewrite(before)
	if code != 1 || out != "" || !strings.Contains(said, "TMPDIR says where") {
		t.Errorf("exit code %d, %d bytes, %q", code, len(out), said)
	}
}

// TestInputLimit: what is larger than the limit is refused, for a stream a document.
func TestInputLimit(t *testing.T) {
	t.Setenv("ECRCACHE_MAX_INPUT_MIB", "1")
	before, after := longStream(30_000)
	if code, out, said := runRewrite(before); code != 0 || out != after {
		t.Errorf("many documents: exit code %d, %s", code, said)
	}
	code, out, said := runRewrite("a: " + strings.Repeat("b", 3<<20) + "\n---\nc: d\n")
	if code != 1 || out != "" || !strings.Contains(said, "larger than 1 MiB") {
		t.Errorf("a large document: exit code %d, %d bytes, %q", code, len(out), said)
	}
	t.Setenv("ECRCACHE_MAX_INPUT_MIB", "much")
	if code, _, said := runRewrite("a: b\n"); code != 1 || !strings.Contains(said, "accepted: a number of MiB from 1") {
		t.Errorf("no number: exit code %d, %q", code, said)
	}
}

// TestLongStreamOfKustomizations: the manifests that a kustomization finds may stand in any
// block, so its entry finds both names: no tag is lost, wherever it stands.
func TestLongStreamOfKustomizations(t *testing.T) {
	const far = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/far"
	pod := func(image string) string { return "---\nkind: Pod\nspec: {containers: [{image: '" + image + "'}]}\n" }
	before, after := longStream(30_000)
	for _, head := range []string{"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n", ""} {
		kustomization := func(entries string) string { return "---\n" + head + "resources: [p.yaml]\nimages:\n" + entries }
		was := kustomization("- name: ghcr.io/amerintlxperts/far\n  newTag: v1\n")
		is := kustomization("- name: " + far + "\n  newTag: v1\n- name: ghcr.io/amerintlxperts/far\n  newTag: v1\n  newName: " + far + "\n")
		podWas, podIs := pod("ghcr.io/amerintlxperts/far:v0"), pod(far+":v0")
		for _, at := range []struct{ before, want string }{{was + before + podWas, is + after + podIs}, {podWas + before + was, podIs + after + is}} {
			code, out, said := runRewrite(at.before)
			if code != 0 || out != at.want {
				t.Errorf("exit code %d, %d bytes, want %d: %s", code, len(out), len(at.want), said)
			}
			if code, out, _ := runRewrite(at.want); code != 0 || out != at.want {
				t.Errorf("twice: exit code %d, %d bytes, want %d", code, len(out), len(at.want))
			}
		}
	}
}
