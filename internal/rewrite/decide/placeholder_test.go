package decide_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
)

// TestPlaceholder: a placeholder is copied where the new name is certain, and otherwise the image
// stays, which a check fails for.
func TestPlaceholder(t *testing.T) {
	r := rulesOf(t, "upstreams: [{registry: ghcr.io, exclude: [acme/secret, own/**, one/*]}, {registry: docker.io}, {registry: quay.io}, {registry: quay.io/prometheus, prefix: prom}]")
	const left = "foreign, warning placeholder, left"
	for text, want := range map[string]string{
		"ghcr.io/other/app:${TAG}":             "to CACHE/ghcr/other/app:${TAG}",
		"ghcr.io/other/app:v1@${DIGEST}":       "to CACHE/ghcr/other/app:v1@${DIGEST}",
		"ghcr.io/other/{{ app }}:v1":           "to CACHE/ghcr/other/{{ app }}:v1",
		"grafana/${NAME}:v1":                   "to CACHE/docker-hub/grafana/${NAME}:v1",
		"ghcr.io/acme/${APP}:v1":               left, // exclude has acme/secret
		"ghcr.io/${ORG}/app:v1":                left,
		"ghcr.io/own/${APP}:v1":                "excluded",
		"ghcr.io/one/${APP}:v1":                left, // its value may have a slash, which * does not match
		"quay.io/${ORG}/app:v1":                left, // quay.io/prometheus has a rule of its own
		"docker.io/${NAME}":                    left, // library/ may be missing
		"docker.io/${ORG}/app:v1":              "to CACHE/docker-hub/${ORG}/app:v1",
		"${IMAGE:=ghcr.io/other/app:v1}":       "to ${IMAGE:=CACHE/ghcr/other/app:v1}",
		"${REGISTRY:-ghcr.io}/other/app":       "to ${REGISTRY:-CACHE/ghcr}/other/app",
		`{{ r | default("ghcr.io") }}/other/a`: `to {{ r | default("CACHE/ghcr") }}/other/a`,
		"${REGISTRY:-quay.io}/prometheus/a":    "to ${REGISTRY:-CACHE/prom}/prometheus/a",
		"${REGISTRY:-docker.io}/nginx":         "to ${REGISTRY:-CACHE/docker-hub/library}/nginx",
		"${PREFIX}ghcr.io/other/app":           left,
		"${MIRROR}/ghcr.io/other/app":          left,
		"${IMAGE}":                             "foreign", // nothing is known
		"${REGISTRY}/app:v1":                   "foreign",
		"${REGISTRY:-registry.k8s.io}/app:v1":  "foreign",
	} {
		if got := of(t, r, text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	check := rulesOf(t, upstreams, "rewrite: {mode: Check}")
	if got := of(t, check, "docker.io/${NAME}"); got != "foreign, error placeholder, left" {
		t.Errorf("in a check: %s", got)
	}
	for _, test := range []struct{ spec, want string }{
		{upstreams, left}, // it may be one of Docker Hub's, which may need library/
		{upstreams + "\n  " + restore, "foreign"},
		{"upstreams: [{registry: ghcr.io}]", "foreign"},
	} {
		if got := of(t, rulesOf(t, test.spec), "app-${NAME}:v1"); got != test.want {
			t.Errorf("a name without a registry, with %s: %s, want %s", test.spec, got, test.want)
		}
	}
	excluded := rulesOf(t, upstreams, "rewrite: {exclude: [{kind: Pod}]}")
	if got := of(t, excluded, "docker.io/${NAME}"); got != "excluded" {
		t.Errorf("in an object that is excluded: %s", got)
	}
}

// TestPlaceholderRegistry: an account that is filled in later is known again, but cannot be put into
// the default of another placeholder.
func TestPlaceholderRegistry(t *testing.T) {
	for _, test := range []struct{ direction, text, want string }{
		{"Rewrite", "ghcr.io/acme/app:v1", "to ${ACCOUNT}.dkr.ecr.ca-central-1.amazonaws.com/ghcr/acme/app:v1"},
		{"Rewrite", "${ACCOUNT}.dkr.ecr.ca-central-1.amazonaws.com/ghcr/acme/app:v1", "cached"},
		{"Rewrite", "${R:-ghcr.io}/acme/app", "foreign, warning placeholder, left"},
		{"Restore", "${ACCOUNT}.dkr.ecr.ca-central-1.amazonaws.com/ghcr/acme/app:v1", "to ghcr.io/acme/app:v1"},
	} {
		r := rulesOf(t, "rewrite: {direction: "+test.direction+"}")
		r.Config.Spec.AccountID = "${ACCOUNT}"
		one := decide.NewRules(r.Config)
		if got := of(t, &one, test.text); got != test.want {
			t.Errorf("%s of %s: %s, want %s", test.direction, test.text, got, test.want)
		}
	}
}

// TestDefaultIsSaid: who reads that a default changed has to know that a value which is set for the
// variable did not.
func TestDefaultIsSaid(t *testing.T) {
	r := rulesOf(t, upstreams)
	for image, want := range map[string]string{
		"${IMAGE:-ghcr.io/acme/app:v1}": `pulled through the cache rule "ghcr" of ghcr.io; this is the default of IMAGE, and a value that is set for it is not changed here`,
		"ghcr.io/acme/app:v1":           `pulled through the cache rule "ghcr" of ghcr.io`,
		"ghcr.io/acme/App:v1":           `invalid image reference "ghcr.io/acme/App:v1": `,
		"${A}ghcr.io/acme/app":          "a placeholder hides which registry the image is of; the field is left as it is: fill the placeholder in before images are rewritten, or write the name of the image in full",
		"registry.k8s.io/pause:3":       "",
	} {
		each(t, r, read(t, "app.yaml", pod(image)), func(_ *fields.Place, d *decide.Decision) {
			if got := d.Message(); !strings.HasPrefix(got, want) || want == "" && got != "" {
				t.Errorf("%s: %s, want %s", image, got, want)
			}
		})
	}
}

// TestMend: a digest that is there twice, as no registry takes it, is written once again; in a check
// it is an error. Nothing else is taken for one.
func TestMend(t *testing.T) {
	const twice = registry + "/ghcr/acme/app:v1@${DIGEST}@${DIGEST}"
	for name, test := range map[string]struct{ spec, text, want string }{
		"rewritten":                   {"rewrite: {mode: Write}", twice, "to CACHE/ghcr/acme/app:v1@${DIGEST}, info mended"},
		"checked":                     {"rewrite: {mode: Check}", twice, "to CACHE/ghcr/acme/app:v1@${DIGEST}, error mended"},
		"restored":                    {restore, twice, "to ghcr.io/acme/app:v1@${DIGEST}, info mended"},
		"excluded by its name":        {"rewrite: {exclude: [{name: app}]}", twice, "foreign"},
		"not of the cache":            {"rewrite: {mode: Write}", "quay.io/acme/app@${D}@${D}", "foreign"},
		"a digest, not a placeholder": {"rewrite: {mode: Write}", registry + "/ghcr/acme/app" + digest + digest, "foreign"},
	} {
		if got := of(t, rulesOf(t, test.spec), test.text); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}
