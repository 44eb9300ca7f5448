package cli

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/doctor"
	"github.com/amerintlxperts/ecrcache/internal/live/livetest"
	"github.com/amerintlxperts/ecrcache/internal/live/status"
	"github.com/amerintlxperts/ecrcache/internal/live/warm"
	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what comes out into the sessions and the documentation")

func TestMain(m *testing.M) {
	run := func(build Build) func() {
		return func() { os.Exit(Main(build, os.Args[1:], os.Stdin, watched(os.Stdout), watched(os.Stderr))) }
	}
	program := run(Build{})
	asks := run(Build{AWS: &live.AWS{Doctor: doctor.Examine, Warm: warm.Pull, Status: status.Of}})
	testscript.Main(m, map[string]func(){"ecrcache": program, "ecrcache-aws": asks, "kubectl-ecrcache": program, "ecrcache-buggy": buggyProgram})
}

// TestScripts runs the sessions in testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		UpdateScripts:       *update,
		Setup:               plantInEnvironment,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    exits,
			"windows":  windows,
			"nul":      nul,
			"grow":     grow,
			"registry": func(ts *testscript.TestScript, _ bool, args []string) { pullThrough(t, ts, args) },
			"account":  func(ts *testscript.TestScript, _ bool, args []string) { account(t, ts, args) },
			"proxy":    func(ts *testscript.TestScript, _ bool, _ []string) { startProxy(t, ts) },
			"proxied":  proxied,
		},
		Condition: func(name string) (bool, error) {
			if name != "mounts" {
				return false, fmt.Errorf("no condition is called %q", name)
			}
			return exec.Command("unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", os.TempDir()).Run() == nil, nil
		},
	})
}

// exits runs a program that must end with an exit code: exits CODE PROGRAM ARG….
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	var exit *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case !errors.As(err, &exit):
		ts.Fatalf("the program ended with %v, want exit code %d", err, want)
	case exit.ExitCode() != want:
		ts.Fatalf("exit code %d, want %d", exit.ExitCode(), want)
	}
}

// windows writes a file as editors of Windows do: with a byte order mark, and CRLF.
func windows(ts *testscript.TestScript, _ bool, args []string) {
	text := bytes.ReplaceAll([]byte(ts.ReadFile(args[0])), []byte("\n"), []byte("\r\n"))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), append([]byte("\xef\xbb\xbf"), text...), 0o644))
}

// nul writes a file that is no text.
func nul(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("\x00\x01ghcr.io"), 0o644))
}

// account starts an AWS on this machine whose account is as the configuration in
// ecrcache.yaml wants it, but for what the arguments name, and lets the programs of the
// session ask it.
func account(t *testing.T, ts *testscript.TestScript, defects []string) {
	c, err := config.Parse([]byte(ts.ReadFile("ecrcache.yaml")))
	ts.Check(err)
	p, _ := generators.CachePlan(c, plan.Seen{})
	a := livetest.Sound(p, map[string]map[string]string{"ghcr/amerintlxperts/my-app": {"v1.0.0": "sha256:" + strings.Repeat("1", 64)}})
	for _, defect := range defects {
		switch {
		case defect == "no-rules":
			a.Rules = nil
		case defect == "lived-in":
			a.LiveIn()
		case strings.Contains(defect, ":"):
			a.Denied[defect] = true
		default:
			ts.Fatalf("no account is %s", defect)
		}
	}
	s := livetest.New(t)
	a.Serve(s)
	places.Store(ts, &place{server: s})
	setEnvironment(ts, s.Environment())
}

func setEnvironment(ts *testscript.TestScript, variables []string) {
	for _, variable := range variables {
		name, value, _ := strings.Cut(variable, "=")
		ts.Setenv(name, value)
	}
}

// A place is what the programs of a session ask.
type place struct {
	server   *livetest.Server
	registry *livetest.PullThrough
	proxy    *livetest.Proxy
}

// places are those of the sessions, which run side by side.
var places sync.Map

func placeOf(ts *testscript.TestScript) *place {
	found, there := places.Load(ts)
	if !there {
		ts.Fatalf("no account and no registry was started")
	}
	return found.(*place)
}

// startProxy puts a proxy that opens TLS before what was started, which is then asked at AWS's own
// addresses.
func startProxy(t *testing.T, ts *testscript.TestScript) {
	p := placeOf(ts)
	p.proxy = livetest.NewProxy(t, p.server, p.registry)
	setEnvironment(ts, p.proxy.Environment())
}

// proxied holds the hosts that were asked by the proxy since the last time to those of the
// arguments: proxied HOST….
func proxied(ts *testscript.TestScript, _ bool, want []string) {
	p := placeOf(ts).proxy
	if got := p.Hosts(); !slices.Equal(got, want) {
		ts.Fatalf("asked were %q, want %q", got, want)
	}
	p.Forget()
}

// pullThrough starts a registry on this machine with a rule for each prefix, whose upstreams
// have the images: registry PREFIX/REPOSITORY:TAG…. Each request takes as long as delay=… says.
func pullThrough(t *testing.T, ts *testscript.TestScript, images []string) {
	w := livetest.NewPullThrough(t, "ghcr")
	for i, img := range images {
		if text, found := strings.CutPrefix(img, "delay="); found {
			delay, err := time.ParseDuration(text)
			ts.Check(err)
			w.Before = func(http.ResponseWriter, *http.Request) bool { time.Sleep(delay); return false }
			continue
		}
		prefix, rest, _ := strings.Cut(img, "/")
		repository, tag, _ := strings.Cut(rest, ":")
		w.Push(prefix, repository, tag, i)
	}
	s := livetest.New(t)
	w.Serve(s)
	places.Store(ts, &place{server: s, registry: w})
	setEnvironment(ts, s.Environment())
}

// grow makes a manifest of so many KiB, by a comment: grow FILE KIB.
func grow(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	text := append([]byte(ts.ReadFile(args[0])), bytes.Repeat([]byte("# filled\n"), size*1024/len("# filled\n"))...)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), text, 0o644))
}
