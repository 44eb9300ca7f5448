package admission

import (
	"fmt"
	"testing"
	"time"

	core "k8s.io/api/core/v1"
)

// TestCost: a Pod of 2,000 containers is within the limits, made and changed, moved or not.
// The test logs what an evaluation costs and takes.
func TestCost(t *testing.T) {
	for name, spec := range map[string]string{"one upstream": one, "four upstreams": many} {
		p := policiesOf(t, spec, nil)
		for _, n := range []int{1, 20, 300, 2000} {
			images := make([]string, n)
			for i := range images {
				images[i] = fmt.Sprintf("ghcr.io/amerintlxperts/team/some-application-%d:v1.2.3%s", i, digest)
			}
			pod := podOf(images...)
			begin := time.Now()
			got, err := p.Mutating.Apply(pod, nil)
			took := time.Since(begin)
			if err != nil || imagesOf(got)[n-1] == images[n-1] {
				t.Fatalf("%s, %d containers: %v", name, n, err)
			}
			cost, err := p.Mutating.Cost(pod, nil)
			if err != nil {
				t.Error(err)
			}
			begin = time.Now()
			if _, err := p.Mutating.Apply(pod, pod); err != nil {
				t.Errorf("%s, %d containers, changed: %v", name, n, err)
			}
			tookUpdate := time.Since(begin)
			begin = time.Now()
			messages, _, err := p.Validating.Check(pod, nil)
			if err != nil || len(messages) != 1 {
				t.Errorf("%s, %d containers: %v, %v", name, n, messages, err)
			}
			tookCheck := time.Since(begin)
			for before, after := range map[*core.Pod]int{pod: 0, got: 0, podOf(images...): 1} {
				if after == 1 && n > 300 {
					continue // each image that is left is looked for among those that were there
				}
				changed := before.DeepCopy()
				changed.Labels = map[string]string{"a": "b"}
				if before == got || after == 1 {
					changed.Spec.Containers = append(changed.Spec.Containers, podOf("ghcr.io/org/other:v1").Spec.Containers...)
				}
				want := after
				if before == got {
					want = 1
				}
				messages, _, err = p.Validating.Check(changed, before)
				if err != nil || len(messages) != want {
					t.Errorf("%s, %d containers, changed: %v, %v; want %d", name, n, messages, err, want)
				}
			}
			t.Logf("%s, %d containers: cost %d of 10,000,000, %v; changed %v; validated %v", name, n, cost, took, tookUpdate, tookCheck)
		}
	}
}

// TestValidateLimit: an update of a Pod of which many images are left is compared with what the
// Pod had, each with each. So many are within the limit of one expression, and so many are
// not: then failurePolicy decides (docs/admission.md).
func TestValidateLimit(t *testing.T) {
	p := policiesOf(t, one, nil)
	for n, fits := range map[int]bool{800: true, 1000: false} {
		images := make([]string, n)
		for i := range images {
			images[i] = fmt.Sprintf("ghcr.io/amerintlxperts/team/some-application-%d:v1.2.3%s", i, digest)
		}
		before := podOf(images...)
		changed := before.DeepCopy()
		changed.Spec.Containers = append(changed.Spec.Containers, podOf("ghcr.io/org/other:v1").Spec.Containers...)
		messages, _, err := p.Validating.Check(changed, before)
		if fits && (err != nil || len(messages) != 1) || !fits && err == nil {
			t.Errorf("%d images: %v, %v", n, messages, err)
		}
		t.Logf("%d images: %v", n, err)
		if _, err := p.Mutating.Apply(changed, before); err != nil {
			t.Errorf("%d images, the policy that moves them: %v", n, err)
		}
	}
}
