package leftover_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/rewrite/chartindex"
)

// flux is a Kustomization of Flux that puts values in for variables.
func flux(postBuild string) string {
	return of("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "spec: {path: ., postBuild: "+postBuild+"}")
}

// TestSubstitute: a value that Flux puts in for a variable stays where an image may be made of it, and
// a check fails for it. https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
func TestSubstitute(t *testing.T) {
	const from = "{substituteFrom: [{kind: ConfigMap, name: app}]}"
	other := strings.Replace(flux(from), "namespace: web", "namespace: shop", 1)
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"a registry":                    {flux("{substitute: {r: ghcr.io}}"), []string{"spec.postBuild.substitute.r: warning substitute"}},
		"a registry's part":             {flux("{substitute: {r: quay.io/prometheus}}"), nil}, // it moves
		"a sentence":                    {flux("{substitute: {r: 'see ghcr.io/acme/app'}}"), []string{"spec.postBuild.substitute.r: info text"}},
		"a ConfigMap before":            {configMap("{r: ghcr.io, i: ghcr.io/acme/app, w: x}") + "---\n" + flux(from), []string{"data.r: warning substitute", "data.i: warning substitute"}},
		"a ConfigMap after":             {flux(from) + "---\n" + configMap("{r: ghcr.io}"), []string{"data.r: warning substitute"}},
		"a label of a ConfigMap":        {flux(from) + "---\n" + "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app, namespace: web, labels: {r: ghcr.io}}\n", []string{"metadata.labels.r: info configmap"}},
		"a key":                         {flux("{substitute: {ghcr.io: x}}"), []string{`spec.postBuild.substitute["ghcr.io"]: info key`}},
		"a key of a ConfigMap":          {flux(from) + "---\n" + configMap("{ghcr.io: x}"), []string{`data["ghcr.io"]: info key`}},
		"a ConfigMap of a namespace":    {other + "---\n" + configMap("{r: ghcr.io}"), []string{"data.r: info configmap"}},
		"a ConfigMap that none names":   {configMap("{r: ghcr.io}"), []string{"data.r: info configmap"}},
		"a Secret":                      {flux("{substituteFrom: [{kind: Secret, name: app}]}") + "---\n" + of("v1", "Secret", "stringData: {r: ghcr.io}"), []string{"stringData.r: info secret"}},
		"a ConfigMap that Flux has not": {of("example.com/v1", "Kustomization", "spec: {postBuild: "+from+"}") + "---\n" + strings.Replace(configMap("{r: ghcr.io}"), "web", "shop", 1), []string{"data.r: info configmap"}},
	} {
		if got := lines(leave(t, test.text, upstreams)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
		failed := slices.ContainsFunc(test.want, func(line string) bool { return strings.HasSuffix(line, " substitute") })
		if got := leave(t, test.text, upstreams, "rewrite: {mode: Check}").Failed(); got != failed {
			t.Errorf("%s: a check failed: %t", name, got)
		}
	}
	if got, want := lines(leave(t, flux("{substitute: {r: ghcr.io}}"), "rewrite: {exclude: [{kind: Kustomization}]}")), []string{"spec.postBuild.substitute.r: info excluded"}; !slices.Equal(got, want) {
		t.Errorf("of a Kustomization that is excluded: %q, want %q", got, want)
	}
}

// TestSubstituteMessage: what to do depends on whether the value is a whole image, the beginning of
// one, or may be either.
func TestSubstituteMessage(t *testing.T) {
	for value, want := range map[string]string{
		"ghcr.io/acme/app:v1": "rewrite.fields: [{kind: ConfigMap, path: data/r}] covers it",
		"ghcr.io":             "where only images follow it, write " + registry + "/ghcr in its place",
		"ghcr.io/":            "where only images follow it, write " + registry + "/ghcr/ in its place",
		"docker.io":           "set it by hand", // library/ may have to come between
		"docker.io/acme":      "write docker.io/library/NAME, or a tag, or the cache's name",
	} {
		r := leave(t, flux("{substituteFrom: [{kind: ConfigMap, name: app}]}")+"---\n"+configMap("{r: '"+value+"'}"), upstreams)
		if len(r.Findings) != 1 || !strings.Contains(r.Findings[0].Message, want) {
			t.Errorf("%s: %+v, want %s", value, r.Findings, want)
		}
	}
	r := leave(t, flux("{substituteFrom: [{kind: ConfigMap, name: app}]}")+"---\n"+configMap("{r: "+registry+"/ghcr}"), "rewrite: {direction: Restore}")
	if len(r.Findings) != 1 || strings.Contains(r.Findings[0].Message, "in its place") {
		t.Errorf("a restore offers a name of the cache: %+v", r.Findings)
	}
}

// TestSubstituteInBlocks: in a stream that is read in blocks a Kustomization may come after the
// ConfigMap that it names, which is not known then. Its values are reported at the end, but not those
// that moved, nor those of an object that is left out.
func TestSubstituteInBlocks(t *testing.T) {
	values := configMap("{r: ghcr.io, i: quay.io/prometheus/app, w: x, a/b: ghcr.io, s: 'see ghcr.io/acme/app'}")
	kustomization := flux("{substituteFrom: [{kind: ConfigMap, name: app}, {kind: Secret, name: other}]}")
	ignored := strings.Replace(values, "namespace: web", "namespace: web, annotations: {ecrcache.amerintlxperts.github.io/ignore: 'true'}", 1)
	for name, test := range map[string]struct {
		text, spec string
		want       []string
	}{
		"named":              {values + "---\n" + kustomization, "rewrite: {}", []string{"data.r: warning substitute", "data.i: warning substitute", "data.a/b: warning substitute"}},
		"moved":              {values + "---\n" + kustomization, "rewrite: {anyField: true}", []string{"data.r: warning substitute", "data.a/b: warning substitute"}},
		"named by no object": {values, "rewrite: {}", nil},
		"of a namespace":     {values + "---\n" + strings.Replace(kustomization, "web", "shop", 1), "rewrite: {}", nil},
		"of a Secret's name": {strings.Replace(values, "name: app", "name: other", 1) + "---\n" + kustomization, "rewrite: {}", nil},
		"opted out":          {ignored + "---\n" + kustomization, "rewrite: {}", nil},
		"excluded":           {values + "---\n" + kustomization, "rewrite: {exclude: [{kind: ConfigMap}]}", nil},
		"no data":            {of("v1", "ConfigMap", "data: ghcr.io") + "---\n" + kustomization, "rewrite: {}", nil},
	} {
		var got []string
		for _, line := range lines(leaveItems(t, chartindex.NewIndex(false, nil), split(t, test.text), upstreams, test.spec)) {
			if strings.HasSuffix(line, " substitute") {
				got = append(got, line)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
