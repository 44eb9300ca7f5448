package admission

import (
	"slices"
	"strings"
	"testing"

	generator "github.com/amerintlxperts/ecrcache/generators/admission"
	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const digest = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// TestReferences: what becomes of an image, and that the validating policy finds what moves,
// and nothing else.
func TestReferences(t *testing.T) {
	for _, test := range []struct{ spec, image, want string }{
		{one, "ghcr.io/org/app:v1", "ghcr/org/app:v1"},
		{one, "ghcr.io/org/app", "ghcr/org/app"},
		{one, "ghcr.io/org/app" + digest, "ghcr/org/app" + digest},
		{one, "ghcr.io/org/app:v1" + digest, "ghcr/org/app:v1" + digest},
		{one, "ghcr.io/org/team/deep/app:v1", "ghcr/org/team/deep/app:v1"},
		{one, "GHCR.io/org/app:v1", "ghcr/org/app:v1"},
		{one, "ghcr.io:443/org/app:v1", ""},
		{one, "ghcr.io.example.com/org/app", ""},
		{one, "localhost:5000/ghcr.io/org/app", ""},
		{one, "ghcr.io/Org/app:v1", ""},
		{one, "ghcr.io/org/app:", ""},
		{one, "ghcr.io/org/app:${TAG}", ""},
		{one, "ghcr.io/" + strings.Repeat("a", 251), "ghcr/" + strings.Repeat("a", 251)},
		{one, "ghcr.io/" + strings.Repeat("a", 252), ""},
		{one, cache + "ghcr/org/app:v1", ""},
		{one, "nginx:1.27", ""},
		{one, "docker.io/library/nginx", ""},
		{many, "nginx", "docker-hub/library/nginx"},
		{many, "nginx:1.27" + digest, "docker-hub/library/nginx:1.27" + digest},
		{many, "grafana/grafana:11", "docker-hub/grafana/grafana:11"},
		{many, "docker.io/nginx", "docker-hub/library/nginx"},
		{many, "docker.io/library/nginx", "docker-hub/library/nginx"},
		{many, "index.docker.io/nginx", "docker-hub/library/nginx"},
		{many, "registry-1.docker.io/org/app", "docker-hub/org/app"},
		{many, "localhost/nginx", ""},
		{many, "auto", ""},
		{many, strings.Repeat("a", 64), ""},
		{many, "sha256:" + strings.Repeat("a", 64), ""},
		{many, "ghcr.io/fluxcd/source-controller:v1", "flux/fluxcd/source-controller:v1"},
		{many, "ghcr.io/fluxcd-community/charts:v1", "ghcr/fluxcd-community/charts:v1"},
		{many, "ghcr.io/private/app:v1", ""},
		{many, "quay.io/org/app", "quay/org/app"},
		{"upstreams: [{registry: ghcr.io}]\nrewrite: {digests: Drop}\nadmission: {validate: [Warn]}\n", "ghcr.io/org/app:v1" + digest, "ghcr/org/app:v1"},
		{"upstreams: [{registry: ghcr.io}]\nrewrite: {digests: Drop}\nadmission: {validate: [Warn]}\n", "ghcr.io/org/app" + digest, "ghcr/org/app" + digest},
		{"upstreams: [{registry: ghcr.io}]\nrewrite: {digests: Upstream}\nadmission: {validate: [Warn]}\n", "ghcr.io/org/app:v1" + digest, ""},
		{"upstreams: [{registry: ghcr.io}]\nrewrite: {digests: Upstream}\nadmission: {validate: [Warn]}\n", "ghcr.io/org/app:v1", "ghcr/org/app:v1"},
		{"upstreams: [{registry: docker.io/library, prefix: official}, {registry: docker.io/org, prefix: org}]\nadmission: {validate: [Warn]}\n", "nginx:1", "official/library/nginx:1"},
		{"upstreams: [{registry: docker.io/library, prefix: official}, {registry: docker.io/org, prefix: org}]\nadmission: {validate: [Warn]}\n", "org/app:1", "org/org/app:1"},
		{"upstreams: [{registry: docker.io/library, prefix: official}, {registry: docker.io/org, prefix: org}]\nadmission: {validate: [Warn]}\n", "orgs/app:1", ""},
		{"upstreams: [{registry: docker.io, exclude: [postgres]}]\nadmission: {validate: [Warn]}\n", "docker.io/library/postgres:17", ""},
		{"upstreams: [{registry: docker.io, include: [\"library/ngin?\"]}]\nadmission: {validate: [Warn]}\n", "nginx", "docker-hub/library/nginx"},
		{"upstreams: [{registry: 210987654321.dkr.ecr.us-east-1.amazonaws.com, prefix: ROOT}, {registry: quay.io}]\nadmission: {validate: [Warn]}\n", "210987654321.dkr.ecr.us-east-1.amazonaws.com/app:1", "app:1"},
		{"upstreams: [{registry: 210987654321.dkr.ecr.us-east-1.amazonaws.com, prefix: ROOT}, {registry: quay.io}]\nadmission: {validate: [Warn]}\n", "210987654321.dkr.ecr.us-east-1.amazonaws.com/quay/app:1", ""},
		{"upstreams: [{registry: \"${OTHER}.dkr.ecr.ca-central-1.amazonaws.com\"}]\nadmission: {validate: [Warn]}\n", cache + "app:1", ""},
	} {
		p := policiesOf(t, test.spec, nil)
		want := test.image
		if test.want != "" {
			want = cache + test.want
		}
		got, err := p.Mutating.Apply(podOf(test.image), nil)
		if err != nil || imagesOf(got)[0] != want {
			t.Errorf("%s became %v, %v; want %s with\n%s", test.image, got, err, want, test.spec)
			continue
		}
		messages, _, err := p.Validating.Check(podOf(test.image), nil)
		if err != nil || (len(messages) == 1) != (test.want != "") {
			t.Errorf("%s: the validating policy says %q, %v, with\n%s", test.image, messages, err, test.spec)
		}
		if test.want != "" && !strings.Contains(messages[0], "not pulled through the cache: "+test.image+" ("+want+"); rewrite where they are written") {
			t.Errorf("%s: the message does not name the image, what it is in the cache, and what to do: %s", test.image, messages[0])
		}
		if messages, _, err := p.Validating.Check(got, nil); err != nil || len(messages) > 0 {
			t.Errorf("%s: what was moved is said to be left: %q, %v", test.image, messages, err)
		}
	}
}

// everywhere is a Pod with an image in each of the lists.
func everywhere(image string) *core.Pod {
	pod := podOf(image)
	pod.Spec.InitContainers = []core.Container{{Name: "init", Image: image}, {Name: "sidecar", Image: image}}
	pod.Spec.EphemeralContainers = []core.EphemeralContainer{{EphemeralContainerCommon: core.EphemeralContainerCommon{Name: "debug", Image: image}}}
	pod.Spec.Volumes = []core.Volume{{Name: "none"}, {Name: "model", VolumeSource: core.VolumeSource{Image: &core.ImageVolumeSource{Reference: image}}}}
	return pod
}

// TestLists: images move wherever a Pod has them, and twice is once.
func TestLists(t *testing.T) {
	p := policiesOf(t, one, nil)
	once, err := p.Mutating.Apply(everywhere("ghcr.io/org/app:v1"), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := slices.Repeat([]string{cache + "ghcr/org/app:v1"}, 5)
	if got := imagesOf(once); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	twice, err := p.Mutating.Apply(once, nil)
	if err != nil || !slices.Equal(imagesOf(twice), want) {
		t.Errorf("a second time: %v, %v", imagesOf(twice), err)
	}
	messages, left, err := p.Validating.Check(everywhere("ghcr.io/org/app:v1"), nil)
	if err != nil || len(messages) != 1 || strings.Count(left, "ghcr.io/") != 5 {
		t.Errorf("%q, %q, %v", messages, left, err)
	}
}

// TestUpdates: what a Pod had before stays, so that a label does not restart its containers,
// and what is new moves.
func TestUpdates(t *testing.T) {
	p := policiesOf(t, one, nil)
	old := everywhere("ghcr.io/org/app:v1")
	labelled := old.DeepCopy()
	labelled.Labels = map[string]string{"a": "b"}
	got, err := p.Mutating.Apply(labelled, old)
	if err != nil || !slices.Equal(imagesOf(got), imagesOf(old)) {
		t.Errorf("labelled: %v, %v", imagesOf(got), err)
	}
	if messages, _, err := p.Validating.Check(labelled, old); err != nil || len(messages) > 0 {
		t.Errorf("labelled: %q, %v", messages, err)
	}
	debugged := old.DeepCopy()
	debugged.Spec.EphemeralContainers = append(debugged.Spec.EphemeralContainers, core.EphemeralContainer{EphemeralContainerCommon: core.EphemeralContainerCommon{Name: "debug2", Image: "ghcr.io/org/debug"}})
	debugged.Spec.Containers[0].Image = "ghcr.io/org/app:v2"
	want := imagesOf(debugged)
	want[0], want[4] = cache+"ghcr/org/app:v2", cache+"ghcr/org/debug"
	got, err = p.Mutating.Apply(debugged, old)
	if err != nil || !slices.Equal(imagesOf(got), want) {
		t.Errorf("debugged: %v, %v; want %v", imagesOf(got), err, want)
	}
	if _, left, err := p.Validating.Check(debugged, old); err != nil || left != "ghcr.io/org/app:v2 ("+want[0]+"), ghcr.io/org/debug ("+want[4]+")" {
		t.Errorf("debugged: %q, %v", left, err)
	}
}

// TestDebugContainerInFront: a client may put a new debug container before the others. Those
// must not change: the API server would refuse the update.
func TestDebugContainerInFront(t *testing.T) {
	p := policiesOf(t, one, nil)
	debug := func(name string) core.EphemeralContainer {
		return core.EphemeralContainer{EphemeralContainerCommon: core.EphemeralContainerCommon{Name: name, Image: "ghcr.io/org/debug"}}
	}
	old := podOf("ghcr.io/org/app:v1")
	old.Spec.EphemeralContainers = []core.EphemeralContainer{debug("first")}
	debugged := old.DeepCopy()
	debugged.Spec.EphemeralContainers = []core.EphemeralContainer{debug("second"), debug("first")}
	got, err := p.Mutating.Apply(debugged, old)
	want := imagesOf(debugged)
	if want[1] = cache + "ghcr/org/debug"; err != nil || !slices.Equal(imagesOf(got), want) {
		t.Errorf("%v, %v; want %v", imagesOf(got), err, want)
	}
}

// controlled is a Pod of a controller.
func controlled(apiVersion, kind, name string) *core.Pod {
	pod := podOf("ghcr.io/org/app:v1")
	yes := true
	pod.OwnerReferences = []meta.OwnerReference{{APIVersion: apiVersion, Kind: kind, Name: name, Controller: &yes}}
	return pod
}

func labelled(pod *core.Pod, key, value string) *core.Pod {
	pod.Labels = map[string]string{key: value}
	return pod
}

// seenOf is what check looks at of a Pod.
func seenOf(pod *core.Pod) *generator.Pod {
	seen := &generator.Pod{Namespace: pod.Namespace, Labels: pod.Labels, Annotations: pod.Annotations}
	for _, o := range pod.OwnerReferences {
		seen.Controller = o.APIVersion
	}
	return seen
}

// TestConditions: which Pods are left alone.
func TestConditions(t *testing.T) {
	annotated := func(key, value string) *core.Pod {
		pod := podOf("ghcr.io/org/app:v1")
		pod.Annotations = map[string]string{key: value}
		return pod
	}
	const all = "upstreams: [{registry: ghcr.io}]\nadmission: {controllers: All, validate: [Audit], excludeLabels: [example.com/own, app=db, empty=]}\n"
	for name, test := range map[string]struct {
		spec         string
		pod          *core.Pod
		moves, tells bool
	}{
		"no controller":           {one, podOf("ghcr.io/org/app:v1"), true, true},
		"a mirror":                {one, annotated("kubernetes.io/config.mirror", "abc"), false, false},
		"ignored":                 {one, annotated("ecrcache.amerintlxperts.github.io/ignore", "true"), false, false},
		"not ignored":             {one, annotated("ecrcache.amerintlxperts.github.io/ignore", "false"), true, true},
		"a ReplicaSet":            {one, controlled("apps/v1", "ReplicaSet", "web-5d4"), true, true},
		"a Job":                   {one, controlled("batch/v1", "Job", "web"), true, true},
		"a ReplicationController": {one, controlled("v1", "ReplicationController", "web"), true, true},
		"a Cluster":               {one, controlled("postgresql.cnpg.io/v1", "Cluster", "db"), false, true},
		"a Cluster, All":          {all, controlled("postgresql.cnpg.io/v1", "Cluster", "db"), true, true},
		"a Cluster with label":    {all, labelled(controlled("postgresql.cnpg.io/v1", "Cluster", "db"), "cnpg.io/cluster", "db"), false, true},
		"a Job of CloudNativePG":  {one, labelled(controlled("batch/v1", "Job", "db-initdb"), "cnpg.io/cluster", "db"), false, true},
		"Aerospike":               {one, labelled(controlled("apps/v1", "StatefulSet", "a-0"), "aerospike.com/cr", "a"), false, true},
		"a catalog":               {one, labelled(podOf("ghcr.io/org/app:v1"), "olm.catalogSource", "c"), false, true},
		"Zalando":                 {one, labelled(controlled("apps/v1", "StatefulSet", "db"), "application", "spilo"), false, true},
		"another application":     {one, labelled(controlled("apps/v1", "StatefulSet", "db"), "application", "web"), true, true},
		"a label of one's own":    {all, labelled(podOf("ghcr.io/org/app:v1"), "example.com/own", ""), false, true},
		"with its value":          {all, labelled(podOf("ghcr.io/org/app:v1"), "app", "db"), false, true},
		"with another value":      {all, labelled(podOf("ghcr.io/org/app:v1"), "app", "web"), true, true},
		"with no value":           {all, labelled(podOf("ghcr.io/org/app:v1"), "empty", ""), false, true},
	} {
		p := policiesOf(t, test.spec, nil)
		got, err := p.Mutating.Apply(test.pod, nil)
		if err != nil || (got != nil) != test.moves {
			t.Errorf("%s: moved %v, %v", name, got != nil, err)
		}
		if why := generator.Spares(configOf(t, test.spec).Spec.Admission, seenOf(test.pod)); (why == "") != test.moves {
			t.Errorf("%s: what check says of a Pod is %q, and the policy moves it: %v", name, why, test.moves)
		}
		messages, _, err := p.Validating.Check(test.pod, nil)
		if err != nil || (len(messages) > 0) != test.tells {
			t.Errorf("%s: %q, %v", name, messages, err)
		}
	}
}

// TestOdd: what the API server itself refuses gets its own error, not one of the policy.
func TestOdd(t *testing.T) {
	p := policiesOf(t, many, nil)
	same := podOf("ghcr.io/org/app", "")
	same.Spec.Containers[1].Name = same.Spec.Containers[0].Name
	got, err := p.Mutating.Apply(same, nil)
	if err != nil || imagesOf(got)[0] != cache+"ghcr/org/app" || imagesOf(got)[1] != "" {
		t.Errorf("%v, %v", got, err)
	}
	if _, left, err := p.Validating.Check(same, nil); err != nil || strings.Contains(left, ",") {
		t.Errorf("%q, %v", left, err)
	}
	if got, err := p.Mutating.Apply(&core.Pod{}, nil); err == nil {
		t.Errorf("a Pod without containers is %v: with failurePolicy Fail the policy refuses it, which the API server would do as well", got)
	}
}

// TestAll: every image that is not of the cache's registry.
func TestAll(t *testing.T) {
	p := policiesOf(t, "admission: {mutate: false, validate: [Warn], all: true}\n", nil)
	for image, tells := range map[string]bool{
		"nginx": true, "gcr.io/org/app:v1": true, "ghcr.io/org/app": true, cache + "ghcr/org/app": false, cache + "own/app": false,
		"123456789012.dkr-ecr.ca-central-1.on.aws/ghcr/org/app": false, "210987654321.dkr.ecr.ca-central-1.amazonaws.com/app": true,
	} {
		messages, _, err := p.Validating.Check(podOf(image), nil)
		if err != nil || (len(messages) > 0) != tells {
			t.Errorf("%s: %q, %v", image, messages, err)
		}
	}
	if p.Mutating != nil {
		t.Error("a policy that moves images is generated, too")
	}
}

// TestParameters: the registry comes from a ConfigMap.
func TestParameters(t *testing.T) {
	spec := "admission: {validate: [Warn], all: true, parameters: {name: ecr-cache, namespace: flux-system}}\n"
	p := policiesOf(t, spec, &core.ConfigMap{Data: map[string]string{"ecr_registry_url": "210987654321.dkr.ecr.us-east-1.amazonaws.com"}})
	got, err := p.Mutating.Apply(podOf("ghcr.io/org/app:v1"), nil)
	if err != nil || imagesOf(got)[0] != "210987654321.dkr.ecr.us-east-1.amazonaws.com/ghcr/org/app:v1" {
		t.Fatalf("%v, %v", got, err)
	}
	if messages, _, err := p.Validating.Check(got, nil); err != nil || len(messages) > 0 {
		t.Errorf("%q, %v", messages, err)
	}
	p = policiesOf(t, spec, &core.ConfigMap{})
	if _, err := p.Mutating.Apply(podOf("ghcr.io/org/app:v1"), nil); err == nil {
		t.Error("a ConfigMap without the key is no error, which failurePolicy would judge")
	}
}
