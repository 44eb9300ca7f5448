package livetest_test

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/live/livetest"
	ecrtypes "github.com/aws/aws-sdk-go-v2/service/ecr/types"
)

// TestStore: an image has the status that it is stored with, and is active without one.
func TestStore(t *testing.T) {
	for status, want := range map[ecrtypes.ImageStatus]ecrtypes.ImageStatus{
		"": ecrtypes.ImageStatusActive, ecrtypes.ImageStatusArchived: ecrtypes.ImageStatusArchived,
		ecrtypes.ImageStatusActivating: ecrtypes.ImageStatusActivating,
	} {
		a := &livetest.Account{Images: map[string][]ecrtypes.ImageDetail{}}
		a.Store("ghcr/a", "", livetest.Stored{Digest: livetest.Digest("a"), Status: status})
		if got := a.Images["ghcr/a"][0].ImageStatus; got != want {
			t.Errorf("%q is %q", status, got)
		}
	}
}
