package handover

import (
	"os"
	"path/filepath"
	"testing"
)

// TestBesideOfLink: a program that is started by a link finds the second one beside the link,
// else beside the file: krew and Homebrew link one program into a directory of the PATH.
func TestBesideOfLink(t *testing.T) {
	store, bin := t.TempDir(), t.TempDir()
	program := func(path string) string {
		t.Helper()
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const name = Program + ".exe" // a program on every system
	inStore := program(filepath.Join(store, name))
	link := filepath.Join(bin, "kubectl-ecrcache")
	if err := os.Symlink(program(filepath.Join(store, "ecrcache")), link); err != nil {
		t.Skip("no links here:", err)
	}
	if resolved, err := filepath.EvalSymlinks(inStore); err != nil {
		t.Fatal(err)
	} else if got, ok := besideOf(link, name); !ok || got != resolved {
		t.Errorf("found %q, want %q", got, resolved)
	}
	inBin := program(filepath.Join(bin, name))
	if got, _ := besideOf(link, name); got != inBin {
		t.Errorf("found %q, want the one beside the link, %q", got, inBin)
	}
	if got, ok := besideOf(filepath.Join(t.TempDir(), "ecrcache"), name); ok {
		t.Errorf("found %q where there is none", got)
	}
}
