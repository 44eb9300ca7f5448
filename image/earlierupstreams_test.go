package image

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// TestEarlierUpstreams: an upstream is in conflict with those found for it exactly when it is
// with any of those before it. Beside an error a warning may go unsaid.
func TestEarlierUpstreams(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	registries := []string{"ghcr.io", "ghcr.io/a", "ghcr.io/a/b", "quay.io", "docker.io", "registry-1.docker.io"}
	prefixes := []string{"a", "b", "a/b", "a/b/c", "ab", "b/a", "ROOT", "a/"}
	conflicts := 0
	for range 20000 {
		var all []Upstream
		for range 1 + random.IntN(6) {
			all = append(all, Upstream{registries[random.IntN(len(registries))], prefixes[random.IntN(len(prefixes))], ""})
		}
		quick := newEarlierUpstreams()
		for i, u := range all {
			kinds := func(of []int) map[string]bool {
				said, failed := map[string]bool{}, false
				for _, j := range of {
					for _, p := range checkPair(i, u, j, all[j]) {
						said[fmt.Sprint(p.Field, p.Warning)] = true
						failed = failed || !p.Warning
					}
				}
				if failed {
					delete(said, fmt.Sprint(fieldPath(i, "prefix"), true))
				}
				return said
			}
			before := make([]int, i)
			for j := range before {
				before[j] = j
			}
			want, got := kinds(before), kinds(quick.mayContradict(newSource(u)))
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("%v: got %v, want %v", all[:i+1], got, want)
			}
			conflicts += len(want)
			quick.add(i, newSource(u))
		}
	}
	if conflicts < 10000 {
		t.Errorf("only %d conflicts", conflicts)
	}
}

// TestManyUpstreams: the time is in proportion to the upstreams.
func TestManyUpstreams(t *testing.T) {
	var all []Upstream
	for i := range 20000 {
		all = append(all, Upstream{fmt.Sprintf("ghcr.io/o%d", i), fmt.Sprintf("p%d", i), ""})
	}
	began := time.Now()
	if ps := CheckUpstreams(Registry{AccountID: "123456789012", Region: "ca-central-1"}, all); len(ps) > 0 {
		t.Fatal(ps[0])
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}
