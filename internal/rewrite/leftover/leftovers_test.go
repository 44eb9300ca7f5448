package leftover_test

import (
	"slices"
	"strings"
	"testing"
)

// TestReason: every scalar that still names an upstream is reported with the most specific reason, and
// a check fails for those that a kubelet pulls from there. docs/results.md lists the reasons.
func TestReason(t *testing.T) {
	const app = "'ghcr.io/acme/app:v1'"
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"an image that moves":                {pod("image: " + app), nil},
		"an image of no upstream":            {pod("image: 'registry.k8s.io/pause:3'"), nil},
		"an image that is malformed":         {pod("image: 'ghcr.io/acme/App:v1'"), nil}, // its own finding says so
		"a field that is not known":          {widget("{disk: " + app + "}"), []string{"spec.disk: warning unknown-field, pulled"}},
		"the same in no object":              {"disk: " + app, []string{"disk: warning unknown-field"}},
		"more than a reference":              {widget("{note: 'pull ghcr.io/acme/app'}"), []string{"spec.note: info text"}},
		"two references":                     {widget("{note: 'ghcr.io/acme/a,ghcr.io/acme/b'}"), []string{"spec.note: info text"}},
		"a registry":                         {widget("{host: ghcr.io}"), []string{"spec.host: warning registry-name, pulled"}},
		"a registry with a slash":            {widget("{host: ghcr.io/}"), []string{"spec.host: warning registry-name, pulled"}},
		"a registry in no object":            {"host: ghcr.io", []string{"host: warning registry-name"}},
		"one word at Docker Hub":             {widget("{hub: docker.io/acme}"), []string{"spec.hub: warning hub-word, pulled"}},
		"an option of such a word":           {pod("args: [--hub=docker.io/acme]"), []string{"spec.containers[0].args[0]: warning hub-word, pulled"}},
		"a part that is not covered":         {widget("{disk: quay.io/acme/app}"), []string{"spec.disk: info other-part"}},
		"a key":                              {widget("{ghcr.io/acme/app: x}"), []string{`spec["ghcr.io/acme/app"]: info key`}},
		"a status":                           {of("v1", "Pod", "status: {image: "+app+"}"), []string{"status.image: info status"}},
		"a pod spec in a status":             {of("v1", "Pod", "status: {initContainers: [{image: "+app+"}], x: {apiVersion: v1, kind: Pod, spec: {containers: [{image: "+app+"}]}}}"), []string{"status.initContainers[0].image: info status", "status.x.spec.containers[0].image: info status"}},
		"a status of nothing":                {widget("{template: {status: {containers: [{image: " + app + "}]}}}"), nil}, // it moves
		"an argument":                        {pod("args: [--web, --image=ghcr.io/acme/app:v1]"), []string{"spec.containers[0].args[1]: warning args, pulled"}},
		"a word of a command":                {pod("command: [run, " + app + "]"), []string{"spec.containers[0].command[1]: warning args, pulled"}},
		"a script in a command":              {pod("command: [sh, -c, 'run ghcr.io/acme/app']"), []string{"spec.containers[0].command[2]: warning args"}},
		"a word that sets a variable":        {pod("args: [IMAGE=ghcr.io/acme/app]"), []string{"spec.containers[0].args[0]: warning args"}}, // rewrite.args covers options alone
		"a push target":                      {pod("args: [--destination=ghcr.io/acme/app]"), []string{"spec.containers[0].args[0]: info push-target"}},
		"a variable":                         {pod("env: [{name: WEB_IMAGE, value: " + app + "}]"), nil}, // it moves
		"a variable with more in it":         {pod("env: [{name: WEB_IMAGES, value: 'a ghcr.io/acme/app'}]"), []string{"spec.containers[0].env[0].value: info text, pulled"}},
		"a variable of something else":       {pod("env: [{name: NOTE, value: 'a ghcr.io/acme/app'}]"), []string{"spec.containers[0].env[0].value: info text"}},
		"an address":                         {of("source.toolkit.fluxcd.io/v1", "OCIRepository", "spec: {url: 'oci://ghcr.io/acme/app'}"), []string{"spec.url: info oci-url"}},
		"an address elsewhere":               {widget("{from: 'oci://ghcr.io/acme/app'}"), []string{"spec.from: info oci-url"}},
		"the address of a chart":             {of("helm.toolkit.fluxcd.io/v2", "HelmRelease", "spec: {values: {apps: [{repository: ghcr.io/acme/charts, chart: app}]}}"), []string{"spec.values.apps[0].repository: info chart-address"}},
		"one in two parts":                   {of("helm.toolkit.fluxcd.io/v2", "HelmRelease", "spec: {values: {chart: {registry: ghcr.io, repository: acme/charts, name: app}}}"), []string{"spec.values.chart.registry: info chart-address"}},
		"another puller":                     {of("pkg.crossplane.io/v1", "Provider", "spec: {package: "+app+"}"), []string{"spec.package: info other-puller"}},
		"a value of a chart's":               {of("helm.toolkit.fluxcd.io/v2", "HelmRelease", "spec: {values: {note: 'a ghcr.io/acme/app'}}"), []string{"spec.values.note: info text, pulled"}},
		"the same in no values":              {of("helm.toolkit.fluxcd.io/v2", "HelmRelease", "spec: {note: 'a ghcr.io/acme/app'}"), []string{"spec.note: info text"}},
		"an object inside another":           {widget("{template: {apiVersion: v1, kind: Pod, spec: {containers: [{image: " + app + ", note: " + app + "}]}}}"), []string{"spec.template.spec.containers[0].note: warning unknown-field, pulled"}},
		"a Secret":                           {of("v1", "Secret", "stringData: {image: "+app+"}"), []string{"stringData.image: info secret"}},
		"a Secret inside another object":     {widget("{template: {apiVersion: v1, kind: Secret, stringData: {image: " + app + "}}}"), []string{"spec.template.stringData.image: info secret"}},
		"a file that SOPS signs":             {of("v1", "Pod", "spec: {containers: [{image: "+app+", args: ['ghcr.io/acme/app x']}]}\nsops: {mac: x}"), []string{"spec.containers[0].image: warning sops, pulled", "spec.containers[0].args[0]: warning sops"}},
		"an entry of a List":                 {"apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Pod, spec: {containers: [{image: " + app + "}]}}, {apiVersion: v1, kind: Secret, stringData: {image: " + app + "}}]\n", []string{"items[1].stringData.image: info secret"}},
		"a word at Docker Hub with a slash":  {widget("{hub: docker.io/acme/}"), []string{"spec.hub: warning hub-word, pulled"}},
		"a part that is not known":           {widget("{disk: 'quay.io/${ORG}/app'}"), []string{"spec.disk: info text"}},
		"a key that is a registry":           {widget("{ghcr.io: x}"), []string{"spec[\"ghcr.io\"]: info key"}},
		"a key of a chart's values":          {of("helm.toolkit.fluxcd.io/v2", "HelmRelease", "spec: {values: {'a ghcr.io/acme/app': x}}"), []string{`spec.values["a ghcr.io/acme/app"]: info key`}},
		"a file that SOPS signs, with a key": {of("v1", "Pod", "spec: {ghcr.io/acme/app: x}\nsops: {mac: x}"), []string{`spec["ghcr.io/acme/app"]: warning sops`}},
		"an anchor and its alias":            {widget("{disk: &a " + app + ", other: *a}"), []string{"spec.disk: warning unknown-field, pulled"}},
	} {
		if got := lines(leave(t, test.text, upstreams)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// TestExcluded: what the user leaves out is reported for that reason, whatever else it is. Excluded
// fields are not left at their upstream: the user wants them there.
func TestExcluded(t *testing.T) {
	const app = "image: 'ghcr.io/acme/app:v1', note: 'ghcr.io/acme/app'"
	for name, test := range map[string]struct {
		text, spec string
		want       []string
		left       int
	}{
		"by its repository": {pod(app), "upstreams: [{registry: ghcr.io, exclude: [acme/app]}]", []string{"spec.containers[0].image: info excluded", "spec.containers[0].note: warning unknown-field, pulled"}, 1},
		"by its kind":       {pod(app), "rewrite: {exclude: [{kind: Pod}]}", []string{"spec.containers[0].image: info excluded", "spec.containers[0].note: warning unknown-field, pulled"}, 1},
		"by its digest":     {pod("image: 'ghcr.io/acme/app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'"), "rewrite: {digests: Upstream}", []string{"spec.containers[0].image: info excluded"}, 0},
		"by annotation": {
			strings.Replace(pod("image: 'ghcr.io/acme/app:v1'"), "namespace: web", "annotations: {ecrcache.amerintlxperts.github.io/ignore: 'true'}", 1), "rewrite: {}",
			[]string{"spec.containers[0].image: info opted-out"},
			1,
		},
	} {
		r := leave(t, test.text, test.spec)
		if got := lines(r); !slices.Equal(got, test.want) || r.Left != test.left {
			t.Errorf("%s: %q, %d left, want %q, %d left", name, got, r.Left, test.want, test.left)
		}
	}
}

// TestAnnotation: an annotation whose key says image is pulled by what reads it, when it is one whole
// reference. The domain before the key says nothing.
func TestAnnotation(t *testing.T) {
	for annotation, want := range map[string]string{
		"example.com/sidecar-image: ghcr.io/acme/app":     "info annotation, pulled",
		"example.com/note: ghcr.io/acme/app":              "info annotation",
		"image.example.com/note: ghcr.io/acme/app":        "info annotation",
		"example.com/sidecar-image: 'a ghcr.io/acme/app'": "info annotation",
		"keel.sh/image: ghcr.io/acme/app":                 "info updater",
	} {
		text := "apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: app\n  annotations:\n    " + annotation + "\n"
		key, _, _ := strings.Cut(annotation, ": ")
		if got := lines(leave(t, text)); len(got) != 1 || !strings.HasSuffix(got[0], ": "+want) || !strings.Contains(got[0], key) {
			t.Errorf("%s: %q, want %q", annotation, got, want)
		}
	}
}

// TestConfigMap: what a ConfigMap holds is for an application. A check fails where its key says image,
// and where its text is a Kubernetes object with an image.
func TestConfigMap(t *testing.T) {
	object := strings.ReplaceAll(pod("image: 'ghcr.io/acme/app:v1'"), "\n", "\n    ")
	for name, test := range map[string]struct {
		data string
		want string // in a check
	}{
		"a key that says image":          {"{web-image: ghcr.io/acme/app}", "error configmap, pulled"},
		"a key that says something else": {"{web: ghcr.io/acme/app}", "info configmap"},
		"more than a reference":          {"{web-image: 'a ghcr.io/acme/app'}", "info configmap"},
		"an object with an image":        {"\n  template: |\n    " + object, "error configmap, pulled"},
		"one of another upstream":        {"\n  template: |\n    # ghcr.io\n    " + strings.ReplaceAll(object, "ghcr.io", "registry.k8s.io"), "info configmap"},
		"an object before another":       {"\n  template: |\n    " + object + "---\n    kind: Other\n", "error configmap, pulled"},
		"an object with a later image":   {"\n  template: |\n    " + object + "---\n    " + strings.ReplaceAll(object, "ghcr.io", "registry.k8s.io"), "error configmap, pulled"},
		"one that opted out":             {"\n  template: |\n    " + strings.Replace(object, "namespace: web", "annotations: {ecrcache.amerintlxperts.github.io/ignore: 'true'}", 1), "info configmap"},
		"a Secret":                       {"\n  template: |\n    " + strings.Replace(object, "kind: Pod", "kind: Secret", 1), "info configmap"},
		"a map that is no object":        {"\n  list: |\n    web:\n      image: ghcr.io/acme/app\n", "info configmap"},
		"a text that is no YAML":         {"\n  list: |\n    a: [\n    ghcr.io/acme/app\n", "info configmap"},
		"one line that is JSON":          {`{template: '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"image":"ghcr.io/acme/app"}]}}'}`, "error configmap, pulled"},
		"a host alone":                   {"{web-image: ghcr.io}", "info configmap"},
	} {
		if got := lines(leave(t, configMap(test.data), "rewrite: {mode: Check}")); len(got) != 1 || !strings.HasSuffix(got[0], ": "+test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// TestPatch: a patch puts its image into a Pod, but for one of metadata. So does an operation whose
// path leads to no field that is known.
func TestPatch(t *testing.T) {
	kustomization := func(patches string) string {
		return "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n" + patches + "\n"
	}
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"a text of kustomize":          {kustomization("patches: [{patch: 'a ghcr.io/acme/app'}]"), []string{"patches[0].patch: warning patch, pulled"}},
		"a text of Flux":               {of("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "spec: {patches: [{patch: 'a ghcr.io/acme/app'}]}"), []string{"spec.patches[0].patch: warning patch, pulled"}},
		"a text of another kind":       {widget("{patches: [{patch: 'a ghcr.io/acme/app'}]}"), []string{"spec.patches[0].patch: info text"}},
		"an operation":                 {widget("{list: [{op: add, path: /spec/x, value: ghcr.io/acme/app}]}"), []string{"spec.list[0].value: info patch, pulled"}},
		"an operation on metadata":     {widget("{list: [{op: add, path: /metadata/labels/a, value: ghcr.io/acme/app}]}"), []string{"spec.list[0].value: info patch"}},
		"an operation with more in it": {widget("{list: [{op: add, path: /spec/x, value: 'a ghcr.io/acme/app'}]}"), []string{"spec.list[0].value: warning patch, pulled"}},
		"the same on metadata":         {widget("{list: [{op: add, path: /metadata/x, value: 'a ghcr.io/acme/app'}]}"), []string{"spec.list[0].value: info text"}},
	} {
		if got := lines(leave(t, test.text)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// TestPolicy: a policy that names an upstream stops matching, unless it names the cache's prefix of
// that upstream in the same list or text.
func TestPolicy(t *testing.T) {
	for spec, want := range map[string][]string{
		"{allow: [ghcr.io/*]}":                                                  {"spec.allow[0]: warning policy"},
		"{allow: [ghcr.io/*, " + registry + "/ghcr/*]}":                         {"spec.allow[0]: info policy-names-both"},
		"{allow: [ghcr.io/*, '" + registry + "/*']}":                            {"spec.allow[0]: info policy-names-both"},
		"{allow: [ghcr.io/*, " + registry + "/docker-hub/*]}":                   {"spec.allow[0]: warning policy"},
		"{allow: [ghcr.io/*, 123456789012.dkr-ecr.ca-central-1.on.aws/ghcr/*]}": {"spec.allow[0]: info policy-names-both"}, // another endpoint of the cache
		"{allow: [ghcr.io/*], other: [" + registry + "/ghcr/*]}":                {"spec.allow[0]: warning policy"},
		"{match: 'ghcr.io/* | " + registry + "/ghcr/*'}":                        {"spec.match: info policy-names-both"},
		"{match: 'GHCR.IO/* | docker.io/* | " + registry + "/ghcr/*'}":          {"spec.match: warning policy"},
		"{allow: [{image: ghcr.io/*}, {image: '" + registry + "/ghcr/*'}]}":     {"spec.allow[0].image: info policy-names-both"},
	} {
		r := leave(t, of("kyverno.io/v1", "ClusterPolicy", "spec: "+spec), upstreams)
		both := strings.HasSuffix(want[0], "policy-names-both")
		if got := lines(r); !slices.Equal(got, want) || both != (r.Left == 0) {
			t.Errorf("%s: %q, %d left, want %q", spec, got, r.Left, want)
		}
	}
}

// TestMatch: the name by which kustomize finds an image says nothing of where it is pulled from.
func TestMatch(t *testing.T) {
	r := leave(t, "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages: [{name: ghcr.io/acme/app, newName: registry.example.com/app}]\n")
	if got, want := lines(r), []string{"images[0].name: info match"}; !slices.Equal(got, want) || r.Left != 0 {
		t.Errorf("%q, %d left, want %q", got, r.Left, want)
	}
}

// TestRestored: after a restore the names of the cache are left, which no check of pulls is about.
func TestRestored(t *testing.T) {
	for text, want := range map[string][]string{
		pod("image: " + registry + "/ghcr/acme/app"):     nil,
		pod("image: ghcr.io/acme/app"):                   nil,
		widget("{disk: " + registry + "/ghcr/acme/app}"): {"spec.disk: warning unknown-field"},
		widget("{disk: ghcr.io/acme/app}"):               nil,
		widget("{host: " + registry + "}"):               {"spec.host: warning registry-name"},
		widget("{disk: quay.io/acme/app, hub: docker.io/acme, note: '" + registry + "/ghcr/acme/app, docker.io/acme'}"): {"spec.note: info text"},
		pod("args: ['--hub=" + registry + "/ghcr/acme/app']"):                                                           {"spec.containers[0].args[0]: warning args"},
		widget("{disk: " + registry + "/own/app}"):                                                                      {"spec.disk: info text"},
	} {
		if got := lines(leave(t, text, upstreams, "rewrite: {direction: Restore}")); !slices.Equal(got, want) {
			t.Errorf("%q, want %q, of\n%s", got, want, text)
		}
	}
}

// TestComments: names in comments are counted, and nothing else is said of them. Names in values and
// keys are none of them, nor those that an escape in a value spells.
func TestComments(t *testing.T) {
	for text, want := range map[string]int{
		widget("{disk: ghcr.io/acme/app}"):                                      0,
		widget("{disk: ghcr.io/acme/app} # was quay.io/a, or ghcr.io/acme/web"): 1, // quay.io is no upstream
		"# ghcr.io and ghcr.io\n" + widget("{ghcr.io/acme/app: x}"):             2,
		widget(`{disk: "ghcr\u002eio/acme/app"} # ghcr.io`):                     1,
		widget("{a: &x ghcr.io/acme/app, b: *x}") + "# ghcr.io/acme/app\n":      1,
		pod("image: ghcr.io/acme/app") + "# ghcr.io/acme/app\n":                 1,
		"apiVersion: v1\nkind: List\nitems: # ghcr.io/acme/app\n- {apiVersion: v1, kind: Pod, spec: {containers: [{image: ghcr.io/acme/app}]}}\n- {apiVersion: v1, kind: Pod, status: {a: ghcr.io}}\n": 1,
	} {
		if got := leave(t, text).Comments; got != want {
			t.Errorf("%d, want %d, of\n%s", got, want, text)
		}
	}
}

// TestLeft: an image that could not move is counted, though its own finding says so and no other does.
func TestLeft(t *testing.T) {
	for image, want := range map[string]int{
		"'ghcr.io/${ORG}/app:v1'": 1, "'ghcr.io/acme/App:v1'": 1, "'ghcr.io/acme/app:v1'": 0, "'registry.k8s.io/pause:3'": 0,
	} {
		r := leave(t, pod("image: "+image), "upstreams: [{registry: ghcr.io, exclude: [acme/secret]}]")
		if r.Left != want || len(r.Findings) != 0 {
			t.Errorf("%s: %d left, want %d, and %q", image, r.Left, want, lines(r))
		}
	}
}

// TestAccepted: what the user accepts is counted, and neither reported nor left.
func TestAccepted(t *testing.T) {
	const accept = "check: {accept: [{code: unknown-field, kind: Widget, because: it is built here}]}"
	r := leave(t, widget("{disk: ghcr.io/acme/app, note: 'a ghcr.io/acme/app'}"), accept)
	if got, want := lines(r), []string{"spec.note: info text"}; !slices.Equal(got, want) || r.Left != 1 || r.Accepted != 1 {
		t.Errorf("%q, %d left, %d accepted, want %q", got, r.Left, r.Accepted, want)
	}
}

// TestCheck: a check fails for what is pulled, and for nothing else that is left.
func TestCheck(t *testing.T) {
	for text, want := range map[string]bool{
		widget("{disk: ghcr.io/acme/app}"):      true,
		widget("{note: 'a ghcr.io/acme/app'}"):  false,
		pod("args: [ghcr.io/acme/app]"):         true,
		of("v1", "Pod", "status: {a: ghcr.io}"): false,
		widget("{ghcr.io/acme/app: x}"):         false,
	} {
		if r := leave(t, text, "rewrite: {mode: Check}"); r.Failed() != want || r.Left != 1 {
			t.Errorf("it failed: %t, %d left, of\n%s", r.Failed(), r.Left, text)
		}
		if r := leave(t, text, "rewrite: {mode: Write}"); r.Failed() {
			t.Errorf("a run that writes failed, of\n%s", text)
		}
	}
}
