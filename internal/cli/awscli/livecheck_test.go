package awscli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestLiveCheck runs docs/live-check.sh with programs that note what they are given. By
// default it runs none of them; when it is told to, it removes the rules that it makes, and
// puts no token into the arguments of a program.
func TestLiveCheck(t *testing.T) {
	if said, noted := liveCheck(t, "no"); noted != "" || strings.Count(said, "   succeeds: ") < 10 {
		t.Errorf("without being told to it ran\n%s\nand said\n%s", noted, said)
	}
	said, noted := liveCheck(t, "yes")
	made, removed := strings.Count(noted, "create-pull-through-cache-rule"), strings.Count(noted, "delete-pull-through-cache-rule")
	if made != 2 || removed != made {
		t.Errorf("%d rules were made and %d removed:\n%s", made, removed, noted)
	}
	for _, line := range strings.Split(strings.TrimSpace(noted), "\n") {
		if strings.HasPrefix(line, "aws ecr ") && !strings.Contains(line, "--region ca-central-1") {
			t.Errorf("asks another Region: %s", line)
		}
		if strings.Contains(line, "hidden") {
			t.Errorf("shows a token: %s", line)
		}
	}
	if strings.Contains(said, "hidden") {
		t.Errorf("shows a token:\n%s", said)
	}
	if !strings.Contains(noted, "manifests/sha256:feed") {
		t.Errorf("the digest was not asked for:\n%s", noted)
	}
}

// liveCheck is what the script says, and the commands that it ran.
func liveCheck(t *testing.T, run string) (said, noted string) {
	t.Helper()
	dir := t.TempDir()
	log := filepath.Join(dir, "log")
	for name, answer := range map[string]string{
		"aws":  `echo hidden-of-aws`,
		"curl": `case "$*" in *token/*) echo '{"token":"hidden-of-curl"}';; *--head*--header*public*|*--config*public*) printf 'Docker-Content-Digest: sha256:feed\r\n';; *) printf 200;; esac`,
	} {
		text := "#!/bin/sh\necho \"" + name + " $*\" >> " + log + "\n" + answer + "\n"
		if name == "aws" { // only a token is secret
			text = strings.Replace(text, "echo hidden-of-aws", `case "$*" in *get-authorization-token*) echo hidden-of-aws;; *) echo '[]';; esac`, 1)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.Command("sh", "../../../docs/live-check.sh")
	command.Env = []string{"PATH=" + dir + ":/usr/bin:/bin", "ACCOUNT=123456789012", "REGION=ca-central-1", "RUN=" + run}
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text, _ := os.ReadFile(log) // there is none when nothing ran
	return string(out), string(text)
}
