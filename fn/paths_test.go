package fn

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// TestPathsLeadNowhere: no object that the function writes is to be kept outside of
// the caller's directory, whatever an item or the configuration says.
func TestPathsLeadNowhere(t *testing.T) {
	const infrastructure = "  upstreams: [{registry: ghcr.io, credential: {}}]\n  infrastructure: {outputs: {name: cache}}\n"
	outdated := func(file string) string {
		return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cache\n  annotations:\n    " + v1alpha1.OwnerAnnotation + ": ghcr\n    internal.config.kubernetes.io/path: " + file + "\n    config.kubernetes.io/path: " + file + "\n"
	}
	for file, kept := range map[string]bool{
		"cache/outputs.yaml": true, "a..b/..c.yaml": true, "/etc/cron.d/cache": false, "../cache.yaml": false, "a/../../cache.yaml": false,
		`'..\cache.yaml'`: false, `'\\host\share\cache.yaml'`: false, "'C:/cache.yaml'": false, "..": false, "''": false,
	} {
		output, results, err := Process(golden.List(outdated(file), goodConfig+infrastructure))
		if err != nil || results.Failed() {
			t.Fatal(err, results)
		}
		list, err := yamlbytes.ReadListWhole(output)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for i := range list.Items {
			root, err := list.Items[i].Parse()
			if err != nil {
				t.Fatal(err)
			}
			for _, key := range pathAnnotations {
				at := root.Text("metadata", "annotations", key)
				found = found || at == file
				if at != file && at != "" && !strings.HasPrefix(at, "ecrcache/") || at == file && !kept {
					t.Errorf("%s: %s is to be kept at %q", file, root.Text("kind"), at)
				}
			}
		}
		if found != kept {
			t.Errorf("%s: kept is %t, want %t", file, found, kept)
		}
	}
}

// TestNamesLeadNowhere: a name from which a file's would be made is a name.
func TestNamesLeadNowhere(t *testing.T) {
	for _, name := range []string{"../../cache", "/etc/cache", `..\cache`, "a/b"} {
		for _, spec := range []string{"outputs: {name: NAME}", "nodePolicy: {name: NAME}"} {
			spec = "  infrastructure: {" + strings.Replace(spec, "NAME", "'"+name+"'", 1) + "}\n"
			if _, results, err := Process(golden.List(pod, goodConfig+spec)); err != nil || !results.Failed() {
				t.Errorf("%s is taken: %v, %v", spec, err, results)
			}
		}
		named := strings.Replace(goodConfig, "name: ghcr", "name: '"+name+"'", 1)
		output, results, err := Process(golden.List(pod, named+"  upstreams: [{registry: ghcr.io, credential: {}}]\n  infrastructure: {}\n"))
		if err == nil && !results.Failed() && strings.Contains(string(output), "path: \"ecrcache/"+name) {
			t.Errorf("the configuration's name %s is taken, and a file is called by it", name)
		}
	}
}
