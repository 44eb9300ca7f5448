package awscli_test

import (
	"fmt"
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
	if said, noted := liveCheck(t, "no", "ca-central-1"); noted != "" || strings.Count(said, "   succeeds: ") < 10 {
		t.Errorf("without being told to it ran\n%s\nand said\n%s", noted, said)
	}
	said, noted := liveCheck(t, "yes", "ca-central-1")
	made, removed := strings.Count(noted, "create-pull-through-cache-rule"), strings.Count(noted, "delete-pull-through-cache-rule")
	if made != 4 || removed != made {
		t.Errorf("%d rules were made and %d removed:\n%s", made, removed, noted)
	}
	if made, removed := strings.Count(noted, "create-secret"), strings.Count(noted, "delete-secret"); made != 1 || removed != made {
		t.Errorf("%d secrets were made and %d removed:\n%s", made, removed, noted)
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
	if n := strings.Count(noted, "ecrcache warm --account-id 123456789012 --region ca-central-1 --upstream public.ecr.aws=ecrcache-live-check --list - --verbose --platform linux/amd64"); n != 3 {
		t.Errorf("warm was asked %d times:\n%s", n, noted)
	}
	if !strings.Contains(said, "dkr.ecr.ca-central-1.amazonaws.com/ecrcache-live-check/docker/library/busybox:1.37.0\n") {
		t.Errorf("warm was given another image:\n%s", said)
	}
	for n := 1; n <= 13; n++ {
		if strings.Count(said, fmt.Sprintf("\n## %d. ", n)) != 1 {
			t.Errorf("question %d is there more than once, or not at all", n)
		}
	}
	if !strings.Contains(noted, "manifests/sha256:feed") {
		t.Errorf("the digest was not asked for:\n%s", noted)
	}
}

// TestLiveCheckPartitions: each partition is asked at its own domain, and about a Region of its
// own.
func TestLiveCheckPartitions(t *testing.T) {
	for region, want := range map[string][2]string{
		"ca-central-1":   {"https://123456789012.dkr.ecr.ca-central-1.amazonaws.com/v2/", "123456789012.dkr.ecr.us-east-1.amazonaws.com\n"},
		"us-gov-west-1":  {"https://123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/v2/", "123456789012.dkr.ecr.us-gov-east-1.amazonaws.com\n"},
		"cn-north-1":     {"https://123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/v2/", "123456789012.dkr.ecr.cn-northwest-1.amazonaws.com.cn\n"},
		"eusc-de-east-1": {"https://123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu/v2/", ""},
	} {
		_, noted := liveCheck(t, "yes", region)
		for _, text := range want {
			if !strings.Contains(noted, text) {
				t.Errorf("%s: %s is not asked:\n%s", region, text, noted)
			}
		}
	}
}

// liveCheck is what the script says, and the commands that it ran.
func liveCheck(t *testing.T, run, region string) (said, noted string) {
	t.Helper()
	dir := t.TempDir()
	log := filepath.Join(dir, "log")
	for name, answer := range map[string]string{
		"aws":      `echo hidden-of-aws`,
		"ecrcache": `cat`,
		"curl":     `case "$*" in *token/*) echo '{"token":"hidden-of-curl"}';; *--head*--header*public*|*--config*public*) printf 'Docker-Content-Digest: sha256:feed\r\n';; *) printf 200;; esac`,
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
	command.Env = []string{"PATH=" + dir + ":/usr/bin:/bin", "ACCOUNT=123456789012", "REGION=" + region, "RUN=" + run}
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text, _ := os.ReadFile(log) // there is none when nothing ran
	return string(out), string(text)
}
