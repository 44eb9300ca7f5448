package corpus

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// build builds the program as it is in this checkout.
func build(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "ecrcache")
	cmd := exec.Command("go", "build", "-o", binary, "./cmd/ecrcache")
	cmd.Dir = "../.."
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return binary
}

// The program changes exactly the references that the corpus knows, and no other
// byte, in each form.
func TestTheProgramChangesExactlyTheReferences(t *testing.T) {
	binary := build(t)
	config := filepath.Join(t.TempDir(), "ecrcache.yaml")
	if err := os.WriteFile(config, []byte(Config), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, mix := range map[string]Mix{"cluster": Cluster, "repository": Repository, "odd": Odd} {
		before := Corpus{Items: 300, Seed: 1, Mix: mix}
		after := before
		after.Rewritten = true
		t.Run(name+" stream", func(t *testing.T) {
			out, said := run(t, before.WriteStream, binary, "rewrite", "--config", config)
			same(t, out, text(t, after))
			if want := counted(before); !strings.Contains(said, want) {
				t.Errorf("stderr does not say %q:\n%s", want, said)
			}
		})
		t.Run(name+" list", func(t *testing.T) {
			out, _ := run(t, before.WriteList, binary)
			items, _, found := strings.Cut(out, "\nresults:\n")
			if !found {
				t.Error("the list has no results")
			}
			var want bytes.Buffer
			if err := after.WriteList(&want); err != nil {
				t.Fatal(err)
			}
			same(t, items+"\n", want.String())
		})
	}
}

func TestTheProgramChangesExactlyTheFiles(t *testing.T) {
	folder := t.TempDir()
	before := Corpus{Items: 300, Seed: 1, Mix: Repository}
	after := before
	after.Rewritten = true
	if err := before.WriteTree(folder); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(build(t), "rewrite", ".")
	cmd.Dir = folder
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	if err := after.Check(folder); err != nil {
		t.Error(err)
	}
	if err := before.Check(folder); err == nil {
		t.Error("a check of the files as they were found nothing")
	}
	if err := before.Reset(folder); err != nil {
		t.Fatal(err)
	}
	if err := before.Check(folder); err != nil {
		t.Error("after a reset:", err)
	}
}

// counted is what the program must say that it did: an image in two fields is one.
func counted(c Corpus) string {
	items := 0
	for i := range c.Items {
		if c.Item(i).Class == Upstream {
			items++
		}
	}
	return fmt.Sprintf("in %d of %d items", items, c.Items)
}

func run(t *testing.T, input func(io.Writer) error, args ...string) (stdout, stderr string) {
	t.Helper()
	var in, out, said bytes.Buffer
	if err := input(&in); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = &in, &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	return out.String(), said.String()
}

// same reports the first line that differs.
func same(t *testing.T, got, want string) {
	t.Helper()
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(gotLines), len(wantLines)) {
		if gotLines[i] != wantLines[i] {
			t.Fatalf("line %d: got %q, want %q", i+1, gotLines[i], wantLines[i])
		}
	}
	if len(gotLines) != len(wantLines) {
		t.Fatalf("got %d lines, want %d", len(gotLines), len(wantLines))
	}
}
