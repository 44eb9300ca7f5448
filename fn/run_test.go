package fn

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/golden"
)

const (
	goodConfig = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata:
  name: ghcr
spec:
  accountID: "123456789012"
  region: ca-central-1
`
	pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\nspec:\n  containers:\n  - image: ghcr.io/amerintlxperts/app:v1\n"

	upstreamRef = "ghcr.io/amerintlxperts/app:v1"
	cacheRef    = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/app:v1"
)

// TestRunRefuses gives the function what is no ResourceList: it says where and
// why in one line, writes nothing, and exits 1.
func TestRunRefuses(t *testing.T) {
	list := string(golden.List(pod, goodConfig))
	for _, c := range []struct{ name, in, want string }{
		{"nothing", "", "standard input is empty; a ResourceList (config.kubernetes.io/v1) is expected"},
		{"an object", pod, `a ResourceList (config.kubernetes.io/v1) is expected on standard input, found kind "Pod"; other manifests go through: ecrcache rewrite`},
		{"broken YAML", strings.Replace(list, "kind: Pod", "kind: \"Pod", 1), "line 18: mapping values are not allowed in this context"},
		{"a tab", strings.Replace(list, "    name: app", "\tname: app", 1), "line 7: found character that cannot start any token"},
		{"items that are a map", strings.Replace(list, "- apiVersion", "  apiVersion", 1), "line 4: items is a map, a list is expected"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			if code := Run(strings.NewReader(c.in), &stdout, &stderr); code != 1 {
				t.Errorf("exit code %d, want 1", code)
			}
			if stdout.Len() > 0 {
				t.Errorf("stdout holds %q", stdout.String())
			}
			if got, want := stderr.String(), "ecrcache: error: "+c.want+"\n"; got != want {
				t.Errorf("stderr %q\nwant   %q", got, want)
			}
		})
	}
}

func TestRunWithoutConfigLeavesTheItems(t *testing.T) {
	input := golden.List(pod, "")
	var stdout, stderr bytes.Buffer
	if code := Run(bytes.NewReader(input), &stdout, &stderr); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if !bytes.HasPrefix(stdout.Bytes(), input) {
		t.Errorf("the items changed:\n%s", stdout.String())
	}
	if !strings.Contains(stderr.String(), "the ResourceList has no functionConfig") {
		t.Errorf("stderr %q", stderr.String())
	}
}

// TestEveryFormOfList runs the function on one list in the forms callers use.
func TestEveryFormOfList(t *testing.T) {
	block := string(golden.List(pod, goodConfig))
	const json = `{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"app"},"spec":{"containers":[{"image":"REF"}]}}],"functionConfig":{"apiVersion":"v1","kind":"ConfigMap","data":{"accountID":"123456789012","region":"ca-central-1"}}}`
	for name, in := range map[string]string{
		"v1":              block,
		"v1beta1":         strings.Replace(block, "config.kubernetes.io/v1", "config.kubernetes.io/v1beta1", 1),
		"v1alpha1":        strings.Replace(block, "config.kubernetes.io/v1", "config.kubernetes.io/v1alpha1", 1),
		"CRLF":            strings.ReplaceAll(block, "\n", "\r\n"),
		"byte order mark": "\ufeff" + block,
		"JSON":            strings.Replace(json, "REF", upstreamRef, 1),
		"JSON, escaped":   strings.Replace(json, "REF", strings.ReplaceAll(upstreamRef, "/", `\/`), 1),
		"JSON, indented":  strings.Replace(strings.ReplaceAll(json, ",", ",\n  "), "REF", upstreamRef, 1),
	} {
		t.Run(name, func(t *testing.T) {
			output, results, err := Process([]byte(in))
			if err != nil || results.Failed() {
				t.Fatal(err, results)
			}
			items, _, _ := strings.Cut(string(output), "results")
			want := strings.NewReplacer(upstreamRef, cacheRef, strings.ReplaceAll(upstreamRef, "/", `\/`), cacheRef).Replace(in)
			if !strings.HasPrefix(want, strings.TrimSuffix(strings.TrimSuffix(items, `"`), ",")) {
				t.Errorf("got\n%s\nwant\n%s", output, want)
			}
			again, _, err := Process(output)
			if err != nil {
				t.Fatal(err)
			}
			if second, _, _ := strings.Cut(string(again), "results"); second != items {
				t.Errorf("a second run made\n%s", again)
			}
		})
	}
}

// TestAnchorsAcrossItems has an image in an item that does not hold its text.
func TestAnchorsAcrossItems(t *testing.T) {
	in := "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n" +
		"- kind: ConfigMap\n  apiVersion: v1\n  metadata: {name: a}\n  data: {image: &i ghcr.io/amerintlxperts/app:v1}\n" +
		"- kind: Pod\n  apiVersion: v1\n  metadata: {name: b}\n  spec: {containers: [{image: *i}]}\n" +
		"functionConfig: {apiVersion: v1, kind: ConfigMap, data: {accountID: \"123456789012\", region: ca-central-1}}\n"
	output, results, err := Process([]byte(in))
	if err != nil || results.Failed() {
		t.Fatal(err, results)
	}
	if want := strings.Replace(in, upstreamRef, cacheRef, 1); !strings.HasPrefix(string(output), want) {
		t.Errorf("got\n%s\nwant\n%s", output, want)
	}
}

func TestAHugeLine(t *testing.T) {
	huge := strings.Repeat("ghcr.io ", 8<<20)
	in := golden.List("kind: ConfigMap\ndata: {a: \""+huge+"\"}\n---\n"+pod, goodConfig)
	output, results, err := Process(in)
	if err != nil || results.Failed() {
		t.Fatal(err, results)
	}
	if want := strings.Replace(string(in), upstreamRef, cacheRef, 1); !strings.HasPrefix(string(output), want) {
		t.Error("the output is not the input with one reference replaced")
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestRunReportsAFailedWrite(t *testing.T) {
	var stderr bytes.Buffer
	if code := Run(bytes.NewReader(golden.List(pod, goodConfig)), brokenPipe{}, &stderr); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if !strings.Contains(stderr.String(), "writing standard output: broken pipe") {
		t.Errorf("stderr %q", stderr.String())
	}
}

// TestRunFailsWithoutItsWarnings: a warning that nobody could see is no success; without one, nothing is to be said.
func TestRunFailsWithoutItsWarnings(t *testing.T) {
	for text, want := range map[string]int{
		strings.Replace(pod, upstreamRef, "ghcr.io/amerintlxperts/App:v1", 1): 1, // a warning
		pod: 0,
	} {
		var stdout bytes.Buffer
		if code := Run(bytes.NewReader(golden.List(text, goodConfig)), &stdout, brokenPipe{}); code != want {
			t.Errorf("exit code %d, want %d, of\n%s", code, want, text)
		}
	}
}
