package decide_test

import (
	"strings"
	"testing"
)

// TestReference: an upstream's image gets its name in the cache, and what a kubelet would pull from
// elsewhere stays as it is.
func TestReference(t *testing.T) {
	r := rulesOf(t, "upstreams: [{registry: ghcr.io, exclude: [acme/secret]}, {registry: docker.io}, {registry: quay.io/prometheus, prefix: prom}]")
	for reference, want := range map[string]string{
		"ghcr.io/acme/app:v1":             "to CACHE/ghcr/acme/app:v1",
		"ghcr.io/acme/app":                "to CACHE/ghcr/acme/app",
		"ghcr.io/acme/app:v1" + digest:    "to CACHE/ghcr/acme/app:v1" + digest,
		"GHCR.IO/acme/app:v1":             "to CACHE/ghcr/acme/app:v1", // a host has no letter case
		"quay.io/prometheus/node:v1":      "to CACHE/prom/prometheus/node:v1",
		"quay.io/other/app:v1":            "foreign",
		"quay.io/prometheus2/app:v1":      "foreign", // parts of a path count whole
		"ghcr.io/acme/secret:v1":          "excluded",
		"registry.k8s.io/pause:3.10":      "foreign",
		"ghcr.io:443/acme/app:v1":         "foreign", // the rule is for the registry without a port
		"ghcr.io.example.com/acme/app:v1": "foreign",
		"localhost:5000/acme/app:v1":      "foreign",
		"localhost/acme/app:v1":           "foreign",
		registry + "/ghcr/acme/app:v1":    "cached",
		registry + "/own/app:v1":          "foreign",
		"210987654321.dkr.ecr.ca-central-1.amazonaws.com/ghcr/acme/app:v1": "foreign, warning other-ecr-registry",
		"123456789012.dkr.ecr.eu-west-1.amazonaws.com/ghcr/acme/app:v1":    "foreign, warning other-ecr-registry",
	} {
		if got := of(t, r, reference); got != want {
			t.Errorf("%s: %s, want %s", reference, got, want)
		}
	}
}

// TestDockerHub: the kubelet takes a name without a host for one of Docker Hub, and one without a
// slash for one of its official images, which are below library/ there.
// https://github.com/distribution/reference/blob/main/normalize.go
func TestDockerHub(t *testing.T) {
	r := rulesOf(t, upstreams)
	for reference, want := range map[string]string{
		"nginx":                               "to CACHE/docker-hub/library/nginx",
		"nginx:1.29":                          "to CACHE/docker-hub/library/nginx:1.29",
		"nginx" + digest:                      "to CACHE/docker-hub/library/nginx" + digest,
		"library/nginx:1.29":                  "to CACHE/docker-hub/library/nginx:1.29",
		"grafana/grafana:12":                  "to CACHE/docker-hub/grafana/grafana:12",
		"docker.io/nginx:1.29":                "to CACHE/docker-hub/library/nginx:1.29",
		"docker.io/library/nginx:1.29":        "to CACHE/docker-hub/library/nginx:1.29",
		"docker.io/grafana/grafana:12":        "to CACHE/docker-hub/grafana/grafana:12",
		"index.docker.io/nginx:1.29":          "to CACHE/docker-hub/library/nginx:1.29",
		"registry-1.docker.io/nginx:1.29":     "to CACHE/docker-hub/library/nginx:1.29",
		"auto":                                "foreign", // Istio puts its proxy there
		"auto:1":                              "to CACHE/docker-hub/library/auto:1",
		"Nginx:1.29":                          "foreign, warning malformed-reference",
		"docker.io/" + strings.Repeat("a", 9): "to CACHE/docker-hub/library/aaaaaaaaa",
	} {
		if got := of(t, r, reference); got != want {
			t.Errorf("%s: %s, want %s", reference, got, want)
		}
	}
	only := rulesOf(t, "upstreams: [{registry: ghcr.io}]")
	for _, reference := range []string{"nginx", "grafana/grafana:12", "docker.io/library/nginx:1.29", "Nginx:1.29"} {
		if got := of(t, only, reference); got != "foreign" {
			t.Errorf("without Docker Hub among the upstreams, %s: %s", reference, got)
		}
	}
}

// TestIstioProxy: Istio joins its hub to a word, and takes a value with a slash as it is.
// https://github.com/istio/istio/blob/master/manifests/charts/istio-control/istio-discovery/files/injection-template.yaml
func TestIstioProxy(t *testing.T) {
	for value, want := range map[string]string{
		"proxyv2":               "foreign",
		"proxyv2:1.28":          "foreign",
		"istio/proxyv2:1.28":    "to CACHE/docker-hub/istio/proxyv2:1.28",
		"ghcr.io/acme/proxy:v1": "to CACHE/ghcr/acme/proxy:v1",
	} {
		o := read(t, "a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: {sidecar.istio.io/proxyImage: '"+value+"'}}\n")
		if got := told(t, rulesOf(t, upstreams), o); len(got) != 1 || got[0] != `metadata.annotations["sidecar.istio.io/proxyImage"]: `+want {
			t.Errorf("%s: %q, want %s", value, got, want)
		}
	}
}

// TestMalformed: a text that is no reference stays. It is worth a word where it may be an
// upstream's, and a check fails where it names one.
func TestMalformed(t *testing.T) {
	const only = "upstreams: [{registry: ghcr.io}]"
	for text, want := range map[string][2]string{ // with mode Write, with mode Check
		"ghcr.io/acme/App:v1":         {"foreign, warning malformed-reference, left", "foreign, error malformed-reference, left"},
		"ghcr.io/acme/app:":           {"foreign, warning malformed-reference, left", "foreign, error malformed-reference, left"},
		"ghcr.io/acme/app:a b":        {"foreign, warning malformed-reference, left", "foreign, error malformed-reference, left"},
		"ghcr.io/acme/app@sha256:abc": {"foreign, warning malformed-reference, left", "foreign, error malformed-reference, left"},
		"https://ghcr.io/acme/app":    {"foreign, warning malformed-reference, left", "foreign, error malformed-reference, left"},
		"quay.io/acme/App:v1":         {"foreign", "foreign"},
		"see the chart":               {"foreign", "foreign"},
	} {
		write, check := of(t, rulesOf(t, only), text), of(t, rulesOf(t, only, "rewrite: {mode: Check}"), text)
		if write != want[0] || check != want[1] {
			t.Errorf("%s: %s, and in a check %s", text, write, check)
		}
	}
	excluded := rulesOf(t, only, "rewrite: {exclude: [{container: main}]}")
	if got := of(t, excluded, "ghcr.io/acme/App:v1"); got != "excluded" {
		t.Errorf("in a container that is excluded: %s", got)
	}
	if got := of(t, rulesOf(t, upstreams), "see the chart"); got != "foreign, warning malformed-reference" {
		t.Errorf("with Docker Hub, of which any word may be an image: %s", got)
	}
}

// TestTooLong: ECR takes names of 256 characters at most, so a longer one would be refused at every
// pull. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
func TestTooLong(t *testing.T) {
	r := rulesOf(t, upstreams)
	longest := strings.Repeat("a/", 125) + "a" // 251 characters, and five of ghcr/
	if got := of(t, r, "ghcr.io/"+longest); got != "to CACHE/ghcr/"+longest {
		t.Errorf("256 characters: %s", got)
	}
	if got := of(t, r, "ghcr.io/"+longest+"b"); got != "foreign, error repository-name-length" {
		t.Errorf("257 characters: %s", got)
	}
}

// TestDigests: rewrite.digests keeps a digest, drops it where a tag is left to pull by, or leaves the
// reference to its upstream.
func TestDigests(t *testing.T) {
	for reference, want := range map[string][3]string{ // Keep, Drop, Upstream
		"ghcr.io/acme/app:v1":                  {"to CACHE/ghcr/acme/app:v1", "to CACHE/ghcr/acme/app:v1", "to CACHE/ghcr/acme/app:v1"},
		"ghcr.io/acme/app":                     {"to CACHE/ghcr/acme/app", "to CACHE/ghcr/acme/app", "to CACHE/ghcr/acme/app"},
		"ghcr.io/acme/app:v1" + digest:         {"to CACHE/ghcr/acme/app:v1" + digest, "to CACHE/ghcr/acme/app:v1", "excluded"},
		"ghcr.io/acme/app" + digest:            {"to CACHE/ghcr/acme/app" + digest, "to CACHE/ghcr/acme/app" + digest, "excluded"},
		"ghcr.io/acme/app:v1@${DIGEST}":        {"to CACHE/ghcr/acme/app:v1@${DIGEST}", "to CACHE/ghcr/acme/app:v1", "excluded"},
		"nginx:1.29" + digest:                  {"to CACHE/docker-hub/library/nginx:1.29" + digest, "to CACHE/docker-hub/library/nginx:1.29", "excluded"},
		"ghcr.io/acme/app:v1${D:+@$D}":         {"to CACHE/ghcr/acme/app:v1${D:+@$D}", "to CACHE/ghcr/acme/app:v1${D:+@$D}", "excluded"}, // it may bring a digest
		"quay.io/other/app:v1" + digest:        {"foreign", "foreign", "foreign"},
		"${I:-ghcr.io/a/app:v1" + digest + "}": {"to ${I:-CACHE/ghcr/a/app:v1" + digest + "}", "to ${I:-CACHE/ghcr/a/app:v1}", "excluded"},
	} {
		for i, mode := range []string{"Keep", "Drop", "Upstream"} {
			if got := of(t, rulesOf(t, upstreams, "rewrite: {digests: "+mode+"}"), reference); got != want[i] {
				t.Errorf("%s with digests %s: %s, want %s", reference, mode, got, want[i])
			}
		}
	}
}
