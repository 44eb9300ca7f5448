package cluster

import (
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// A rewriting is what a golden case or an example has before and after it is rewritten.
type rewriting struct {
	name          string
	before, after []*unstructured.Unstructured
}

// workloads are the kinds of which one must be rewritten and taken, so that the test does
// not pass for want of objects.
var workloads = []string{"CronJob.batch", "DaemonSet.apps", "Deployment.apps", "Job.batch", "Pod", "StatefulSet.apps"}

// changing are the groups of objects that change what the server does with others. They
// are not stored.
var changing = []string{"admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "flowcontrol.apiserver.k8s.io"}

// A tally counts what became of the objects of all cases.
type tally struct {
	taken, refused, unknown int
	rewritten               map[string]int // what was taken before and after, by kind
}

// allRewritten are the golden cases and the examples.
func allRewritten(t *testing.T, ecrcache string) []rewriting {
	t.Helper()
	all := rewrittenExamples(t, ecrcache)
	for _, folder := range cases(t) {
		all = append(all, rewriting{filepath.Base(folder), objectsOf(t, inputOf(t, folder)), objectsOf(t, outputOf(t, folder))})
	}
	return all
}

// testRewritten applies the objects of every golden case and example before and after they
// are rewritten: what the server took it takes, twice, and the second time changes nothing.
// What it refused has no problem that it did not have.
func testRewritten(t *testing.T, c *cluster, all []rewriting) {
	sum := tally{rewritten: map[string]int{}}
	for _, r := range all {
		t.Run(r.name, func(t *testing.T) {
			after := map[string][]*unstructured.Unstructured{}
			for _, object := range r.after {
				after[idOf(object)] = append(after[idOf(object)], object)
			}
			for _, old := range r.before {
				now := after[idOf(old)]
				if len(now) > 0 {
					after[idOf(old)] = now[1:]
					c.compare(t, completed(old), completed(now[0]), &sum)
				} else if old.GetAnnotations()[owner] == "" { // what is generated may go
					t.Errorf("%s is gone after rewriting", nameOf(old))
				}
			}
		})
	}
	t.Logf("%d objects taken before and after; %d refused before, %d of kinds that the server does not know", sum.taken, sum.refused, sum.unknown)
	for _, kind := range slices.Sorted(maps.Keys(sum.rewritten)) {
		t.Logf("rewritten: %d of %s", sum.rewritten[kind], kind)
	}
	for _, kind := range workloads {
		if sum.rewritten[kind] == 0 {
			t.Errorf("no case has a %s that is rewritten and that the server takes", kind)
		}
	}
}

// compare applies an object as it was before and as it is now.
func (c *cluster) compare(t *testing.T, old, now *unstructured.Unstructured, sum *tally) {
	t.Helper()
	_, before := c.apply(t, old, dryRun)
	if meta.IsNoMatchError(before) {
		sum.unknown++
		return
	}
	if before != nil {
		sum.refused++
		_, after := c.apply(t, now, dryRun)
		for _, problem := range problemsOf(after) {
			if !slices.Contains(problemsOf(before), problem) {
				t.Errorf("%s: %s; before it was only %v", nameOf(now), problem, before)
			}
		}
		return
	}
	sum.taken++
	if !reflect.DeepEqual(old, now) {
		sum.rewritten[old.GroupVersionKind().GroupKind().String()]++
	}
	c.taken(t, now)
}

// taken applies an object and removes it again, if it can be without changing the server.
func (c *cluster) taken(t *testing.T, object *unstructured.Unstructured) {
	t.Helper()
	if slices.Contains(changing, object.GroupVersionKind().Group) || object.GetKind() == "Namespace" || object.GetName() == "" {
		if _, err := c.apply(t, object, dryRun); err != nil {
			t.Errorf("%s is refused after rewriting: %v", nameOf(object), err)
		}
		return
	}
	var versions [2]*unstructured.Unstructured
	for i := range versions {
		var err error
		if versions[i], err = c.apply(t, object, nil); err != nil {
			t.Errorf("%s is refused after rewriting: %v", nameOf(object), err)
			return
		}
	}
	// The server counts a new version of every Job, and of a field that is null, though
	// nothing differs: it does so before rewriting, too.
	if !reflect.DeepEqual(withoutStatus(versions[0]), withoutStatus(versions[1])) {
		t.Errorf("%s: the second apply changes it:\n%v\n%v", nameOf(object), versions[0], versions[1])
	}
	c.remove(t, object)
}

// idOf tells objects of a stream apart.
func idOf(object *unstructured.Unstructured) string {
	return object.GetAPIVersion() + " " + object.GetKind() + " " + object.GetNamespace() + "/" + object.GetName()
}
