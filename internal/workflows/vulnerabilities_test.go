package workflows

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestVulnerabilities: the step of .ci/run passes where the database cannot be
// reached, and says that nothing was looked for; a vulnerability, and any other
// failure, fails it.
func TestVulnerabilities(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the script is for a POSIX shell")
	}
	for _, c := range []struct {
		name, makes string
		failed      bool
		notRun      bool
	}{
		{"nothing found", "echo No vulnerabilities found.; exit 0", false, false},
		{"a vulnerability", "echo 'Vulnerability #1: GO-2026-0001'; exit 3", true, false},
		{"no database", "echo 'govulncheck: fetching vulnerabilities: Get \"https://vuln.go.dev/index/modules.json.gz\": no such host' >&2; exit 1", false, true},
		{"no govulncheck", "echo 'go: module lookup failed' >&2; exit 1", true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			bin := t.TempDir()
			if err := os.WriteFile(filepath.Join(bin, "make"), []byte("#!/bin/sh\n"+c.makes+"\n"), 0o755); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("../../.ci/vulnerabilities")
			cmd.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
			out, err := cmd.CombinedOutput()
			if (err != nil) != c.failed || strings.Contains(string(out), "NOT RUN") != c.notRun {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
