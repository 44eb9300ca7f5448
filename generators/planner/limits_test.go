package planner

import (
	"strings"
	"testing"
)

// TestLimits: every number says where AWS states it.
func TestLimits(t *testing.T) {
	for _, l := range limits {
		if l.Value < 1 || l.Unit == "" || !strings.HasPrefix(l.Source, "https://docs.aws.amazon.com/") {
			t.Errorf("%+v", l)
		}
	}
}
