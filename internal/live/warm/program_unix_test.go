//go:build unix

package warm

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/livetest"
)

// builds is where the program is, built once for all tests.
var builds string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "ecrcache-aws")
	if err != nil {
		panic(err)
	}
	builds = dir
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// program builds ecrcache-aws, the first time.
func program(t *testing.T) string {
	t.Helper()
	path := filepath.Join(builds, "ecrcache-aws")
	if _, err := os.Stat(path); err == nil {
		return path
	}
	build := exec.Command("go", "build", "-o", path, "github.com/amerintlxperts/ecrcache/cmd/ecrcache-aws")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}

const configuration = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata:
  name: all
spec:
  accountID: "123456789012"
  region: ca-central-1
  upstreams:
  - registry: ghcr.io
  - registry: docker.io
  - registry: quay.io
`

// inDirectory writes the configuration and the list of images for a run.
func inDirectory(t *testing.T, images []string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"ecrcache.yaml": configuration, "images.txt": strings.Join(images, "\n")} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// The most that a run of a thousand images may take.
const (
	mostMemory   = 100 << 20
	mostRequests = 1.2 // of the least possible
)

// TestThousand: the program pulls 1,000 images of three upstreams, each of which refuses one
// request of fifty and says to wait a second. An import brings a manifest alone, so that the
// least possible is three requests for an image: its index, and one for each platform.
func TestThousand(t *testing.T) {
	aws := livetest.New(t)
	w := livetest.NewPullThrough(t, "ghcr", "docker-hub", "quay")
	w.Alone = true
	w.Serve(aws)
	least := map[string]int{}
	var images []string
	hosts := map[string]string{"ghcr": "ghcr.io", "docker-hub": "docker.io", "quay": "quay.io"}
	prefixes := []string{"ghcr", "docker-hub", "quay"}
	for i := range 1000 {
		prefix := prefixes[i%3]
		name, tag := fmt.Sprintf("org/app-%d", i/2), fmt.Sprint("v", i)
		w.Push(prefix, name, tag, i)
		least[prefix] += 3
		images = append(images, hosts[prefix]+"/"+name+":"+tag)
	}
	for _, u := range w.Upstreams {
		u.Refuse = func(n int) (string, bool) { return "1", n%50 == 0 }
	}
	cmd := exec.Command(program(t), "warm", "--list", "images.txt", "-o", "json")
	cmd.Dir, cmd.Env = inDirectory(t, images), aws.Environment()
	var errors strings.Builder
	cmd.Stderr = &errors
	began := time.Now()
	var out bytes.Buffer
	cmd.Stdout = &out
	memory, err := peakOf(cmd)
	if err != nil {
		t.Fatalf("%v\n%s", err, errors.String())
	}
	took := time.Since(began)
	var r live.WarmReport
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	if r.Count(live.Pulled) != 1000 {
		t.Errorf("pulled %d\n%s", r.Count(live.Pulled), errors.String())
	}
	for i := range 1000 {
		if w.Tagged(fmt.Sprintf("%s/org/app-%d", prefixes[i%3], i/2), fmt.Sprint("v", i)) == "" {
			t.Errorf("%s is not in the cache", images[i])
		}
	}
	ratios := ""
	for _, prefix := range prefixes {
		ratio := float64(w.Asked(prefix)) / float64(least[prefix])
		ratios += fmt.Sprintf(" %s %.3f", prefix, ratio)
		if ratio > mostRequests {
			t.Errorf("%s: %d requests, %.2f times the least possible", prefix, w.Asked(prefix), ratio)
		}
	}
	if memory > mostMemory {
		t.Errorf("%d bytes of memory, want at most %d", memory, mostMemory)
	}
	t.Logf("1,000 images in %s, memory %.1f MiB, requests of the least possible:%s", took.Round(100*time.Millisecond), float64(memory)/(1<<20), ratios)
}

// peakOf runs a command, and returns the most memory that it had at once, in bytes. Where there
// is /proc, it is asked while the command runs: what Linux tells at the end counts the process
// that started it too, which is this one, and large under the race detector.
func peakOf(cmd *exec.Cmd) (int64, error) {
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	peak := int64(0)
	for {
		select {
		case err := <-ended:
			if peak > 0 {
				return peak, err
			}
			used := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
			if runtime.GOOS != "darwin" {
				used *= 1024 // in KiB elsewhere
			}
			return used, err
		case <-time.After(20 * time.Millisecond):
			status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
			for line := range strings.Lines(string(status)) {
				var kib int64
				if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kib); err == nil {
					peak = kib * 1024
				}
			}
		}
	}
}

// TestInterrupt: the program ends within a second of Ctrl-C, says how far it came, and how
// to go on.
func TestInterrupt(t *testing.T) {
	aws := livetest.New(t)
	w := livetest.NewPullThrough(t, "ghcr", "docker-hub", "quay")
	w.Serve(aws)
	var images []string
	for i := range 20 {
		w.Push("ghcr", fmt.Sprint("org/app", i), "v1", i)
		images = append(images, fmt.Sprintf("ghcr.io/org/app%d:v1", i))
	}
	w.Upstreams["ghcr"].Refuse = func(n int) (string, bool) { return "3600", n > 5 }
	cmd := exec.Command(program(t), "warm", "--list", "images.txt")
	cmd.Dir, cmd.Env = inDirectory(t, images), aws.Environment()
	var out, errors strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errors
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for w.Asked("ghcr") < 6 {
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(100 * time.Millisecond)
	began := time.Now()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err := cmd.Wait()
	if took := time.Since(began); err == nil || cmd.ProcessState.ExitCode() != 1 || took > time.Second {
		t.Errorf("%v after %s", err, took)
	}
	for _, want := range []string{"error: interrupted; run it again to go on", "images pulled: ", "not reached: 1", "ghcr.io takes no more requests; going on with it in 1h"} {
		if !strings.Contains(errors.String(), want) {
			t.Errorf("no %q in\n%s", want, errors.String())
		}
	}
	// Of five imports some wait for their platforms, which the upstream may have to give.
	if n := strings.Count(out.String(), "pulled "); n < 1 || n > 5 {
		t.Errorf("%d images are named\n%s", n, out.String())
	}
}

// TestKilled: a program that is killed in the middle leaves what it pulled in the cache; the next
// run goes on, and no upstream is asked twice for anything.
func TestKilled(t *testing.T) {
	aws := livetest.New(t)
	w := livetest.NewPullThrough(t, "ghcr", "docker-hub", "quay")
	w.Alone = true
	w.Serve(aws)
	w.Before = func(http.ResponseWriter, *http.Request) bool { time.Sleep(20 * time.Millisecond); return false }
	var images []string
	for i := range 40 {
		w.Push("ghcr", fmt.Sprint("org/app", i/2), fmt.Sprint("v", i), i)
		images = append(images, fmt.Sprintf("ghcr.io/org/app%d:v%d", i/2, i))
	}
	binary, dir := program(t), inDirectory(t, images)
	run := func() *exec.Cmd {
		cmd := exec.Command(binary, "warm", "--list", "images.txt", "-o", "json")
		cmd.Dir, cmd.Env = dir, aws.Environment()
		return cmd
	}
	cmd := run()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for w.Asked("ghcr") < 30 {
		time.Sleep(time.Millisecond)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("it ended before it was killed")
	}
	time.Sleep(200 * time.Millisecond) // what the registry was asked for comes to its end
	if n := w.Asked("ghcr"); n >= 3*40 {
		t.Fatalf("all of %d were pulled before it was killed", n)
	}
	out, err := run().Output()
	var r live.WarmReport
	if err != nil || json.Unmarshal(out, &r) != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if r.Count(live.Pulled)+r.Count(live.WasCached) != 40 || r.Count(live.WasCached) == 0 {
		t.Errorf("pulled %d, cached %d", r.Count(live.Pulled), r.Count(live.WasCached))
	}
	if n := w.Asked("ghcr"); n != 3*40 { // an index, and an image for each of two platforms
		t.Errorf("the upstream was asked %d times, want %d", n, 3*40)
	}
}
