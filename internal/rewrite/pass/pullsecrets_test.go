package pass_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/pass"
	"github.com/google/go-cmp/cmp"
)

const (
	cached  = ghcr + "amerintlxperts/app:v1"
	moves   = "ghcr.io/amerintlxperts/app:v1"
	foreign = "quay.io/amerintlxperts/app:v1"
)

// secretsOf is a job that removes pull secrets whose names begin with ghcr, and its pass.
func secretsOf(t *testing.T) (*job, *pass.PullSecrets) {
	t.Helper()
	j := newJob(t, "rewrite: {pullSecrets: Remove, pullSecretNames: ['ghcr*']}")
	pods, err := fields.NewFinder(fields.PodSpec())
	if err != nil {
		t.Fatal(err)
	}
	return j, pass.NewPullSecrets(&j.rules, j.report, pods.NewSearch())
}

// TestPullSecrets: a Pod needs no pull secret where the node pulls everything from ECR, by its role
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/ECR_on_EKS.html): images of containers of
// all sorts, and of volumes, which are pulled with the Pod's secrets, too
// (https://kubernetes.io/docs/concepts/storage/volumes/#image).
func TestPullSecrets(t *testing.T) {
	const removed, kept = "Pod app spec.imagePullSecrets pull-secret-removed ghcr", "Pod app spec.imagePullSecrets pull-secret-kept"
	pod := func(spec string) string { return "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n" + spec }
	const secrets = "  imagePullSecrets:\n  - name: ghcr\n"
	for name, test := range map[string]struct {
		spec, after string
		want        []string
	}{
		"it was in the cache":       {secrets + "  containers: [{image: '" + cached + "'}]\n", "  containers: [{image: '" + cached + "'}]\n", []string{removed}},
		"the run moves it":          {secrets + "  containers: [{image: '" + moves + "'}]\n", "  containers: [{image: '" + moves + "'}]\n", []string{removed}},
		"of another registry":       {secrets + "  containers: [{image: '" + foreign + "'}]\n", "", []string{kept}},
		"one of two":                {secrets + "  containers: [{image: '" + cached + "'}, {image: '" + foreign + "'}]\n", "", []string{kept}},
		"of an init container":      {secrets + "  containers: [{image: '" + cached + "'}]\n  initContainers: [{image: '" + foreign + "'}]\n", "", []string{kept}},
		"of an ephemeral container": {secrets + "  containers: [{image: '" + cached + "'}]\n  ephemeralContainers: [{image: '" + foreign + "'}]\n", "", []string{kept}},
		"of a volume":               {secrets + "  containers: [{image: '" + cached + "'}]\n  volumes: [{name: v, image: {reference: '" + foreign + "'}}]\n", "", []string{kept}},
		"a name that is not to go":  {"  imagePullSecrets: [{name: quay}]\n  containers: [{image: '" + cached + "'}]\n", "", nil},
		"others stay":               {"  imagePullSecrets:\n  - name: quay\n  - name: ghcr\n  containers: [{image: '" + cached + "'}]\n", "  imagePullSecrets:\n  - name: quay\n  containers: [{image: '" + cached + "'}]\n", []string{removed}},
		"none":                      {"  containers: [{image: '" + cached + "'}]\n", "", nil},
		"text that is no image":     {secrets + "  containers: [{image: set by CI}]\n", "", []string{kept}},
	} {
		j, p := secretsOf(t)
		after := test.spec
		if test.after != "" {
			after = test.after
		}
		if diff := cmp.Diff(pod(after), j.run(t, p, pod(test.spec))); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
		if diff := cmp.Diff(test.want, j.said()); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// TestWorkloads: the pod specs in workloads and in other objects count, each by itself.
func TestWorkloads(t *testing.T) {
	j, p := secretsOf(t)
	const spec = "{imagePullSecrets: [{name: ghcr}], containers: [{image: '" + cached + "'}]}"
	got := j.run(t, p, "kind: CronJob\nmetadata: {name: c}\nspec: {jobTemplate: {spec: {template: {spec: "+spec+"}}}}\n---\n"+
		"kind: Widget\nmetadata: {name: w}\nspec: {first: "+spec+", second: "+strings.Replace(spec, cached, foreign, 1)+"}\n")
	if n := strings.Count(got, "imagePullSecrets"); n != 1 || !strings.Contains(got, "second: {imagePullSecrets") {
		t.Errorf("%d are left in\n%s", n, got)
	}
	want := []string{
		"CronJob c spec.jobTemplate.spec.template.spec.imagePullSecrets pull-secret-removed ghcr", "Widget w spec.first.imagePullSecrets pull-secret-removed ghcr",
		"Widget w spec.second.imagePullSecrets pull-secret-kept",
	}
	if diff := cmp.Diff(want, j.said()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestServiceAccounts: a Pod also has the pull secrets of its ServiceAccount
// (https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#add-imagepullsecrets-to-a-service-account),
// which is named default where the Pod names none. They go where all Pods that use it are known to
// need none. serviceAccount is the older name of the field, and serviceAccountName wins
// (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/).
func TestServiceAccounts(t *testing.T) {
	pod := func(image, more string) string {
		return "apiVersion: v1\nkind: Pod\nmetadata: {name: app, namespace: web}\nspec: {containers: [{image: '" + image + "'}]" + more + "}\n---\n"
	}
	account := func(name string) string {
		return "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: " + name + ", namespace: web}\nimagePullSecrets: [{name: ghcr}]\n---\n"
	}
	for name, test := range map[string]struct {
		text    string
		removed bool
	}{
		"its Pod needs none":          {account("puller") + pod(cached, ", serviceAccountName: puller"), true},
		"its Pod needs one":           {account("puller") + pod(foreign, ", serviceAccountName: puller"), false},
		"one of its Pods needs one":   {account("puller") + pod(cached, ", serviceAccountName: puller") + pod(foreign, ", serviceAccountName: puller"), false},
		"the first needs one":         {account("puller") + pod(foreign, ", serviceAccountName: puller") + pod(cached, ", serviceAccountName: puller"), false},
		"a Pod of another needs one":  {account("puller") + pod(cached, ", serviceAccountName: puller") + pod(foreign, ", serviceAccountName: other"), true},
		"no Pod uses it":              {account("puller") + pod(cached, ""), false},
		"default":                     {account("default") + pod(cached, ""), true},
		"default, and one needs it":   {account("default") + pod(cached, "") + pod(foreign, ""), false},
		"by the older name":           {account("puller") + pod(cached, ", serviceAccount: puller"), true},
		"one that needs it by that":   {account("puller") + pod(cached, ", serviceAccountName: puller") + pod(foreign, ", serviceAccount: puller"), false},
		"which is not the default":    {account("default") + pod(cached, "") + pod(foreign, ", serviceAccount: puller"), true},
		"by both names":               {account("puller") + pod(cached, ", serviceAccountName: puller") + pod(foreign, ", serviceAccountName: other, serviceAccount: puller"), true},
		"a Pod of another namespace":  {account("puller") + strings.Replace(pod(cached, ", serviceAccountName: puller"), "namespace: web", "namespace: api", 1), false},
		"a ServiceAccount after Pods": {pod(cached, ", serviceAccountName: puller") + account("puller"), true},
		"another kind of that name":   {strings.Replace(account("puller"), "v1", "example.com/v1", 1) + pod(cached, ", serviceAccountName: puller"), false},
	} {
		j, p := secretsOf(t)
		got := j.run(t, p, test.text)
		if removed := !strings.Contains(got, "imagePullSecrets"); removed != test.removed {
			t.Errorf("%s: removed %t\n%s", name, removed, got)
		}
		if said := slices.ContainsFunc(j.said(), func(s string) bool { return strings.HasSuffix(s, "imagePullSecrets pull-secret-removed ghcr") }); said != test.removed {
			t.Errorf("%s: %q", name, j.said())
		}
	}
}

// TestFixed: Pods in a text that cannot be edited use their ServiceAccount, too, and keep their own pull secrets,
// with a warning where they would go.
func TestFixed(t *testing.T) {
	for image, removed := range map[string]bool{cached: true, foreign: false} {
		j, p := secretsOf(t)
		_, all := objects(t, "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec: {imagePullSecrets: [{name: ghcr}], containers: [{image: '"+image+"'}]}\n")
		all[0].Text.Fixed = errors.New("fixed")
		p.End(all[0])
		if len(all[0].Text.Edits) > 0 || slices.Contains(j.said(), "Pod app spec.imagePullSecrets not-on-one-line") != removed {
			t.Errorf("%s: %q", image, j.said())
		}
		got := j.run(t, p, "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default}\nimagePullSecrets: [{name: ghcr}]\n")
		if strings.Contains(got, "imagePullSecrets") == removed {
			t.Errorf("%s: removed %t", image, !removed)
		}
	}
}

// TestUnusedSecrets: a Secret whose last reference was removed is named, also one that the External
// Secrets Operator makes (https://external-secrets.io/latest/api/externalsecret/).
func TestUnusedSecrets(t *testing.T) {
	const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec: {imagePullSecrets: [{name: ghcr}], containers: [{image: '" + cached + "'MORE}]}\n---\n"
	const secret, external = "apiVersion: v1\nkind: Secret\nmetadata: {name: ghcr}\n---\n", "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: from-vault}\nspec: {target: {name: ghcr}}\n---\n"
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"a Secret":                     {secret + strings.Replace(pod, "MORE", "", 1), []string{"Secret ghcr secret-unused"}},
		"an ExternalSecret":            {external + strings.Replace(pod, "MORE", "", 1), []string{"ExternalSecret from-vault secret-unused"}},
		"one of another name":          {strings.Replace(secret, "ghcr", "ghcr-2", 1) + strings.Replace(pod, "MORE", "", 1), nil},
		"of another namespace":         {strings.Replace(secret, "name: ghcr", "name: ghcr, namespace: web", 1) + strings.Replace(pod, "MORE", "", 1), nil},
		"a container reads it as well": {secret + strings.Replace(pod, "MORE", ", envFrom: [{secretRef: {name: ghcr}}]", 1), nil},
		"another Pod needs it":         {secret + strings.Replace(pod, "MORE", "", 1) + strings.Replace(strings.Replace(pod, "MORE", "", 1), cached, foreign, 1), nil},
		"an account lists it":          {secret + strings.Replace(pod, "MORE", "", 1) + "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: builder}\nimagePullSecrets: [{name: ghcr}]\n", nil},
		"nothing referred to it":       {secret, nil},
	} {
		j, p := secretsOf(t)
		j.run(t, p, test.text)
		got := slices.DeleteFunc(j.said(), func(s string) bool { return strings.Contains(s, "pull-secret-") })
		if len(got) == 0 {
			got = nil
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}
