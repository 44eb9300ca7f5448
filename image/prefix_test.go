package image

import "testing"

// TestRewritePrefix: a prefix moves when every name that can be joined to it becomes the
// cache's by that alone.
func TestRewritePrefix(t *testing.T) {
	const host = "123456789012.dkr.ecr.ca-central-1.amazonaws.com"
	c := NewCache(Registry{AccountID: "123456789012", Region: "ca-central-1"}, []Upstream{
		{"ghcr.io", "ghcr", ""},
		{"ghcr.io/amerintlxperts/private", "ours", ""},
		{"docker.io", "docker-hub", ""},
		{"quay.io/amerintlxperts", "quay", ""},
		{"registry.k8s.io", "ROOT", ""},
	})
	for _, test := range []struct{ host, path, want string }{
		{"ghcr.io", "amerintlxperts/shop", host + "/ghcr/amerintlxperts/shop"},
		{"ghcr.io", "amerintlxperts/private", host + "/ours/amerintlxperts/private"},
		{"ghcr.io", "amerintlxperts/private/team", host + "/ours/amerintlxperts/private/team"},
		{"ghcr.io", "amerintlxperts/privateer", host + "/ghcr/amerintlxperts/privateer"},
		{"ghcr.io", "amerintlxperts", ""}, // names below private are another rule's
		{"ghcr.io", "", ""},
		{"docker.io", "amerintlxperts", host + "/docker-hub/amerintlxperts"},
		{"index.docker.io", "library", host + "/docker-hub/library"},
		{"docker.io", "", ""}, // nginx would need library/
		{"quay.io", "amerintlxperts", host + "/quay/amerintlxperts"},
		{"quay.io", "", ""},
		{"quay.io", "other", ""},
		{"registry.k8s.io", "", ""},
		{"registry.k8s.io", "ghcr", ""}, // ROOT: it would fall under another rule's prefix
		{"registry.example.com", "", ""},
		{"", "amerintlxperts", ""},
	} {
		moved, ok := c.RewritePrefix(Reference{Host: test.host, Repository: test.path})
		got := ""
		if ok {
			got = moved.Name()
		}
		if deep, ok := c.RewriteDeepPrefix(Reference{Host: test.host, Repository: test.path}); test.host != "docker.io" && deep != moved || test.want != "" && !ok {
			t.Errorf("%s/%s with names of two parts becomes %v", test.host, test.path, deep)
		}
		if got != test.want {
			t.Errorf("%s/%s becomes %q, want %q", test.host, test.path, got, test.want)
		}
	}
}

// TestRewriteDeepPrefix: no name of two parts is an official image of Docker Hub; what
// else keeps a prefix from moving does so for them, too.
func TestRewriteDeepPrefix(t *testing.T) {
	const host = "123456789012.dkr.ecr.ca-central-1.amazonaws.com"
	account := Registry{AccountID: "123456789012", Region: "ca-central-1"}
	hub := Reference{Host: "docker.io"}
	if moved, ok := NewCache(account, []Upstream{{"docker.io", "docker-hub", ""}}).RewriteDeepPrefix(hub); !ok || moved.Name() != host+"/docker-hub" {
		t.Errorf("docker.io becomes %v", moved)
	}
	if moved, ok := NewCache(account, []Upstream{{"docker.io", "docker-hub", ""}, {"docker.io/calico", "calico", ""}}).RewriteDeepPrefix(hub); ok {
		t.Errorf("docker.io becomes %v, though docker.io/calico has another prefix", moved)
	}
}

// TestRewritePrefixNested: names below a prefix of the cache may fall under the prefix of another
// upstream that is nested in it, at any depth.
func TestRewritePrefixNested(t *testing.T) {
	c := NewCache(Registry{AccountID: "123456789012", Region: "ca-central-1"}, []Upstream{{"ghcr.io", "a", ""}, {"quay.io", "a/b/c", ""}})
	for path, want := range map[string]bool{"": false, "b": false, "b/c": false, "b/c/d": false, "b/d": true, "bc": true, "x": true} {
		if moved, ok := c.RewritePrefix(Reference{Host: "ghcr.io", Repository: path}); ok != want {
			t.Errorf("ghcr.io/%s becomes %s: %v, want %v", path, moved.Name(), ok, want)
		}
	}
}
