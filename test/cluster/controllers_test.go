package cluster

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	core "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
	managertesting "k8s.io/kubernetes/cmd/kube-controller-manager/app/testing"
)

// controllers are those of Kubernetes that make Pods, and what deletes what they leave.
const controllers = "deployment-controller,replicaset-controller,statefulset-controller,daemonset-controller," +
	"job-controller,cronjob-controller,garbage-collector-controller"

// watched is how long nothing may change once every Pod is there.
const watched = 60 * time.Second

// oneOfEach is a workload of each kind. No kubelet runs
// them, so none is ever ready: nothing may wait for that.
const oneOfEach = `apiVersion: apps/v1
kind: Deployment
metadata: {name: deployment}
spec: {replicas: 3, selector: {matchLabels: {app: deployment}}, template: {metadata: {labels: {app: deployment}}, spec: {containers: [{name: web, image: UPSTREAM}], initContainers: [{name: init, image: UPSTREAM}]}}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: statefulset}
spec: {replicas: 2, podManagementPolicy: Parallel, serviceName: none, selector: {matchLabels: {app: statefulset}}, template: {metadata: {labels: {app: statefulset}}, spec: {containers: [{name: web, image: UPSTREAM}]}}}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: daemonset}
spec: {selector: {matchLabels: {app: daemonset}}, template: {metadata: {labels: {app: daemonset}}, spec: {containers: [{name: web, image: UPSTREAM}]}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: job}
spec: {parallelism: 2, completions: 2, template: {metadata: {labels: {app: job}}, spec: {restartPolicy: Never, containers: [{name: web, image: UPSTREAM}]}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: cronjob}
spec: {schedule: "* * * * *", concurrencyPolicy: Forbid, jobTemplate: {spec: {template: {metadata: {labels: {app: cronjob}}, spec: {restartPolicy: Never, containers: [{name: web, image: UPSTREAM}]}}}}}
`

// before is a Deployment whose Pods are there before the policies.
const before = `apiVersion: apps/v1
kind: Deployment
metadata: {name: before}
spec: {replicas: 2, strategy: {type: Recreate}, selector: {matchLabels: {app: before}}, template: {metadata: {labels: {app: before}}, spec: {containers: [{name: web, image: UPSTREAM}]}}}
`

// TestControllers runs Kubernetes' own controllers on a server of its own. The Pods that they
// make move, and nothing else changes: no template, no Pod a second time, no new revision.
func TestControllers(t *testing.T) {
	c := start(t)
	c.manage(t)
	c.namespace(t, acted, nil)
	c.namespace(t, spared, map[string]string{ignore: "true"})
	c.applyAll(t, before)
	c.addNode(t)
	c.waitForPods(t, map[string]int{"before": 2})
	c.enforce(t, policiesOf(t, program(t), many))
	c.applyAll(t, oneOfEach)
	want := map[string]int{"before": 2, "deployment": 3, "statefulset": 2, "daemonset": 1, "job": 2, "cronjob": 1}
	c.waitForPods(t, want)

	events := c.follow(t)
	time.Sleep(watched)
	if all := events(); len(all) > 0 {
		t.Errorf("within %v: %v", watched, all)
	}
	for app, images := range c.imagesByApp(t) {
		wanted := moved
		if app == "before" {
			wanted = upstream
		}
		if slices.ContainsFunc(images, func(image string) bool { return image != wanted }) {
			t.Errorf("%s: got %v, want %s", app, images, wanted)
		}
	}
	c.wantTemplates(t, map[string]int64{"Deployment": 1, "StatefulSet": 1, "DaemonSet": 1, "Job": 1, "CronJob": 1, "ReplicaSet": 1})

	// What ran before the policies moves when it is restarted.
	at := c.resource(t, "apps/v1", "Deployment")
	if _, err := at.Patch(ctx, "before", types.MergePatchType, []byte(`{"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"now"}}}}}`), metav1.PatchOptions{}); err != nil {
		t.Fatal(err)
	}
	c.waitFor(t, "the restarted Pods do not move", func() bool {
		return slices.Equal(c.imagesByApp(t)["before"], []string{moved, moved})
	})
}

// manage starts the controllers; they end with the test.
func (c *cluster) manage(t *testing.T) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "kubeconfig")
	kubeconfig := clientcmdapi.NewConfig()
	kubeconfig.Clusters["test"] = &clientcmdapi.Cluster{Server: c.config.Host, CertificateAuthority: c.config.CAFile, CertificateAuthorityData: c.config.CAData, TLSServerName: c.config.ServerName}
	kubeconfig.AuthInfos["test"] = &clientcmdapi.AuthInfo{Token: c.config.BearerToken}
	kubeconfig.Contexts["test"] = &clientcmdapi.Context{Cluster: "test", AuthInfo: "test"}
	kubeconfig.CurrentContext = "test"
	if err := clientcmd.WriteToFile(*kubeconfig, file); err != nil {
		t.Fatal(err)
	}
	manager := managertesting.StartTestServerOrDie(t, ctx, []string{
		"--kubeconfig=" + file, "--authentication-kubeconfig=" + file, "--authorization-kubeconfig=" + file,
		"--authentication-skip-lookup", "--leader-elect=false", "--bind-address=127.0.0.1", "--controllers=" + controllers,
	})
	t.Cleanup(manager.TearDownFn)
}

// addNode adds a node, for the Pod of the DaemonSet. The server gives a new one a taint, which
// the kubelet would have taken away.
func (c *cluster) addNode(t *testing.T) {
	t.Helper()
	c.applyAll(t, "apiVersion: v1\nkind: Node\nmetadata: {name: node}\n")
	nodes := c.dynamic.Resource(core.SchemeGroupVersion.WithResource("nodes"))
	if _, err := nodes.Patch(ctx, "node", types.MergePatchType, []byte(`{"spec":{"taints":null}}`), metav1.PatchOptions{}); err != nil {
		t.Fatal(err)
	}
}

// applyAll applies the objects of a stream in the namespace in which policies act.
func (c *cluster) applyAll(t *testing.T, stream string) {
	t.Helper()
	for _, object := range objectsOf(t, []byte(strings.ReplaceAll(stream, "UPSTREAM", upstream))) {
		object.SetNamespace(acted)
		if object.GetKind() == "Node" {
			object.SetNamespace("")
		}
		if _, err := c.apply(t, object, nil); err != nil {
			t.Fatalf("%s: %v", nameOf(object), err)
		}
	}
}

// imagesByApp are the images of the Pods, by their label app.
func (c *cluster) imagesByApp(t *testing.T) map[string][]string {
	t.Helper()
	list, err := c.pods(acted).List(ctx, metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for i := range list.Items {
		app := list.Items[i].Labels["app"]
		all[app] = append(all[app], imagesOf(&list.Items[i])...)
	}
	return all
}

// waitForPods waits until so many Pods are there. The first Pod of the CronJob comes with the
// next minute.
func (c *cluster) waitForPods(t *testing.T, want map[string]int) {
	t.Helper()
	var have map[string]int
	c.waitFor(t, "not all Pods are made", func() bool {
		list, err := c.pods(acted).List(ctx, metav1.ListOptions{})
		if err != nil {
			t.Fatal(err)
		}
		have = map[string]int{}
		for i := range list.Items {
			have[list.Items[i].Labels["app"]]++
		}
		return maps.Equal(have, want)
	})
}

// waitFor waits up to two minutes until something is so.
func (c *cluster) waitFor(t *testing.T, otherwise string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); !is(); time.Sleep(200 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: %v", otherwise, c.imagesByApp(t))
		}
	}
}

// follow follows the Pods, and gives what was made and deleted so far.
func (c *cluster) follow(t *testing.T) func() []string {
	t.Helper()
	list, err := c.pods(acted).List(ctx, metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	events, err := c.pods(acted).Watch(ctx, metav1.ListOptions{ResourceVersion: list.ResourceVersion})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(events.Stop)
	var mu sync.Mutex
	var all []string
	go func() {
		for e := range events.ResultChan() {
			if pod, is := e.Object.(*core.Pod); is && (e.Type == watch.Added || e.Type == watch.Deleted) {
				mu.Lock()
				all = append(all, string(e.Type)+" "+pod.Name)
				mu.Unlock()
			}
		}
	}()
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(all)
	}
}

// wantTemplates wants every workload to be as it was applied: the upstream's image in its
// template, and the generation that it began with.
func (c *cluster) wantTemplates(t *testing.T, generations map[string]int64) {
	t.Helper()
	for kind, generation := range generations {
		group := "apps/v1"
		if kind == "Job" || kind == "CronJob" {
			group = "batch/v1"
		}
		list, err := c.resource(t, group, kind).List(ctx, metav1.ListOptions{})
		if err != nil {
			t.Fatal(err)
		}
		most := 1
		if kind == "Deployment" || kind == "ReplicaSet" || kind == "Job" {
			most = 2 // before and deployment; job, and that of the CronJob
		}
		if len(list.Items) != most {
			t.Errorf("%d of the kind %s, want %d", len(list.Items), kind, most)
		}
		for i := range list.Items {
			object := &list.Items[i]
			if object.GetGeneration() != generation {
				t.Errorf("%s: generation %d, want %d", nameOf(object), object.GetGeneration(), generation)
			}
			if text := textOf(t, object); strings.Contains(text, registry) || !strings.Contains(text, upstream) {
				t.Errorf("%s: the template has other images: %s", nameOf(object), text)
			}
		}
	}
}

// textOf is an object as JSON.
func textOf(t *testing.T, object *unstructured.Unstructured) string {
	t.Helper()
	text, err := object.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
