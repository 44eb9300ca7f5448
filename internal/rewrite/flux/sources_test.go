package flux_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/rewrite/flux"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/google/go-cmp/cmp"
)

const (
	moving        = "rewrite: {ociURLs: true}"
	movingBack    = "rewrite: {ociURLs: true, direction: Restore}"
	ociRepository = "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: app}\nspec:\n"
	application   = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: app}\nspec:\n  source:\n"
)

// TestSources: what a source cannot do through the cache is told where it is moved there, and only then.
func TestSources(t *testing.T) {
	for _, test := range []struct {
		name, spec, in string
		says           []string // each a warning, in order
	}{
		{"an exact tag", moving, ociRepository + "  url: oci://ghcr.io/a/manifests\n  ref: {tag: v1}\n", []string{"Flux asks ECR for the tag before ECR has it"}},
		{"a range of versions", moving, ociRepository + "  url: oci://ghcr.io/a/manifests\n  ref: {semver: 1.x}\n", []string{"spec.ref.semver looks for versions among the tags that ECR lists", "Flux asks ECR"}},
		{"a digest", moving, ociRepository + "  url: oci://ghcr.io/a/manifests\n  ref: {digest: sha256:x}\n", []string{"the first pull of a digest", "Flux asks ECR"}},
		{"a login", moving, ociRepository + "  url: oci://ghcr.io/a/manifests\n  secretRef: {name: token}\n", []string{"the secretRef token was removed", "Flux asks ECR"}},
		{"all at once", moving, ociRepository + "  url: oci://ghcr.io/a/manifests\n  secretRef: {name: token}\n  ref: {semver: 1.x, digest: sha256:x}\n", []string{"the secretRef token", "spec.ref.semver", "the first pull of a digest", "Flux asks ECR"}},
		{"in the cache already", moving, ociRepository + "  url: oci://" + host + "ghcr/a/manifests\n  ref: {semver: 1.x}\n", nil},
		{"another registry", moving, ociRepository + "  url: oci://quay.io/a/manifests\n", nil},
		{"restored", movingBack, ociRepository + "  url: oci://" + host + "ghcr/a/manifests\n  ref: {semver: 1.x}\n", nil},
		{"a chart of Argo CD", moving, application + "    repoURL: ghcr.io/a/charts\n    chart: app\n    targetRevision: 1.2.3\n", []string{"Argo CD needs a login for ECR's registry"}},
		{"a chart of Argo CD by a range", moving, application + "    repoURL: ghcr.io/a/charts\n    chart: app\n    targetRevision: 1.*\n", []string{"Argo CD needs a login", "targetRevision looks for versions among the tags that ECR lists"}},
		{"an image is no source", moving, "apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, image: ghcr.io/a/b:v1}]}\n", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			j := newJob(t, test.spec, "app.yaml", test.in)
			j.run(t, flux.NewSources(&j.rules, j.report))
			var got []string
			for _, f := range j.report.Findings {
				got = append(got, f.Message)
				if f.Severity != "warning" || f.Code != "oci-source" || f.Field.Path == "" || f.Resource.Name != "app" {
					t.Errorf("%+v", f)
				}
			}
			if !slices.EqualFunc(got, test.says, strings.Contains) {
				t.Errorf("told %q, want %q", got, test.says)
			}
		})
	}
}

// TestSourceEdits: a source of Flux logs in to ECR with provider: aws and no secret; a restore takes
// the provider away. Nothing of other objects changes with the address.
func TestSourceEdits(t *testing.T) {
	const address = "  url: oci://ghcr.io/a/manifests\n"
	for _, test := range []struct{ name, spec, in, want string }{
		{"no provider", moving, ociRepository + address + "  interval: 5m\n", ociRepository + address + "  provider: aws\n  interval: 5m\n"},
		{"another provider", moving, ociRepository + address + "  provider: generic # here\n", ociRepository + address + "  provider: aws # here\n"},
		{"the provider", moving, ociRepository + address + "  provider: aws\n", ociRepository + address + "  provider: aws\n"},
		{"a secret", moving, ociRepository + "  secretRef:\n    name: token\n" + address, ociRepository + address + "  provider: aws\n"},
		{"a secret beside the provider", moving, ociRepository + address + "  provider: aws\n  secretRef: {name: token}\n", ociRepository + address + "  provider: aws\n"},
		{"restored", movingBack, ociRepository + address + "  provider: aws\n  interval: 5m\n", ociRepository + address + "  interval: 5m\n"},
		{"restored, with a provider and a secret of the user", movingBack, ociRepository + address + "  provider: generic\n  secretRef: {name: token}\n", ociRepository + address + "  provider: generic\n  secretRef: {name: token}\n"},
		{"of Argo CD", moving, application + "    repoURL: ghcr.io/a/charts\n    chart: app\n", application + "    repoURL: ghcr.io/a/charts\n    chart: app\n"},
		{"in a map in brackets", moving, strings.TrimSuffix(ociRepository, "\n") + " {url: oci://ghcr.io/a/manifests}\n", strings.TrimSuffix(ociRepository, "\n") + " {url: oci://ghcr.io/a/manifests, provider: aws}\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			j := newJob(t, test.spec, "app.yaml", test.in)
			j.eachImage(t, func(at *object.Occurrence) {
				edits, err := flux.SourceEdits(&j.rules, at)
				if err != nil {
					t.Fatal(err)
				}
				at.Object.Edit(edits...)
			})
			if diff := cmp.Diff(test.want, j.after()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
