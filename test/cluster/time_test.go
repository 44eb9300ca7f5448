package cluster

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// testTime measures what the policies cost. Pods of both kinds are admitted in turn, so
// that a machine that becomes slower meanwhile is so for both.
func testTime(t *testing.T, c *cluster, ecrcache string) {
	c.enforce(t, policiesOf(t, ecrcache, many))
	for _, size := range []struct{ containers, rounds int }{{1, 200}, {20, 100}, {300, 30}} {
		pod := largePod("timed", size.containers, func(i int) string { return fmt.Sprintf("ghcr.io/amerintlxperts/app-%d:v1", i) })
		other := pod.DeepCopy()
		other.Namespace = spared
		var with, without []time.Duration
		for range size.rounds {
			start := time.Now()
			got, err := c.try(t, pod)
			if err != nil || got.Spec.Containers[size.containers-1].Image != fmt.Sprintf(registry+"ghcr/amerintlxperts/app-%d:v1", size.containers-1) {
				t.Fatalf("it is not moved: %v", err)
			}
			between := time.Now()
			if _, err := c.try(t, other); err != nil {
				t.Fatal(err)
			}
			with, without = append(with, between.Sub(start)), append(without, time.Since(between))
		}
		t.Logf("%d containers, %d Pods: %.1f ms with the policies, %.1f ms without (medians)", size.containers, size.rounds, median(with), median(without))
	}
}

// median is the median in milliseconds.
func median(all []time.Duration) float64 {
	slices.Sort(all)
	return float64(all[len(all)/2].Microseconds()) / 1000
}
