package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// useContainers gives the rest of the test buildah and podman, with a store of
// its own. They need no Docker engine, no cgroups of their own and no overlay file
// system, so they run inside a container, too.
func useContainers(t *testing.T) {
	t.Helper()
	for _, program := range []string{"buildah", "podman", "runc"} {
		if _, err := exec.LookPath(program); err != nil || os.Getuid() != 0 {
			needed(t, program+" is not on PATH, or the test is not run by root; .ci/containers installs it on Debian")
		}
	}
	folder := t.TempDir()
	write(t, folder, "storage.conf", fmt.Sprintf("[storage]\ndriver=\"vfs\"\ngraphroot=%q\nrunroot=%q\n", folder+"/graph", folder+"/run"))
	write(t, folder, "containers.conf", `[containers]
default_ulimits=["nofile=1024:1024","nproc=1024:1024"]
[engine]
runtime="runc"
cgroup_manager="cgroupfs"
events_logger="file"
`)
	t.Setenv("CONTAINERS_STORAGE_CONF", filepath.Join(folder, "storage.conf"))
	t.Setenv("CONTAINERS_CONF", filepath.Join(folder, "containers.conf"))
}

// needed skips a test that lacks something, or fails it where tests are required.
func needed(t *testing.T, what string) {
	t.Helper()
	if required() {
		t.Fatal(what)
	}
	t.Skip(what)
}

// recorded puts a program of the name first on PATH that writes its arguments down
// and then is podman, which gives a container a root that nobody can write to and no
// capabilities: callers do not ask for that, and clusters do. What was written is
// read by the function that it returns.
func recorded(t *testing.T, name string) func() []string {
	t.Helper()
	podman, err := exec.LookPath("podman")
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	script := fmt.Sprintf(`#!/bin/sh
echo "$*" >>%s/calls
case $1 in run) shift; set -- run --read-only --cap-drop all "$@" ;; esac
exec %s "$@"
`, bin, podman)
	if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	return func() []string {
		text, err := os.ReadFile(filepath.Join(bin, "calls"))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(strings.TrimSpace(string(text)), "\n")
	}
}
