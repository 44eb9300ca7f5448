package page

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/holdings"
)

// TestStatus: the pages of what a cache holds, as the golden cases of internal/cli/holdings have
// them: one compared with manifests, one that was not, one of which not all may be seen.
func TestStatus(t *testing.T) {
	for _, name := range []string{"compared", "alone", "denied"} {
		text, err := os.ReadFile(filepath.Join("../../internal/cli/holdings/testdata", name, "status.json"))
		if err != nil {
			t.Fatal(err)
		}
		var status holdings.CacheStatus
		if err := json.Unmarshal(text, &status); err != nil {
			t.Fatal(err)
		}
		for i := range status.Unknown { // as long as reasons are
			status.Unknown[i].Message += ", which a policy denies explicitly; or no address for api.ecr.ca-central-1.amazonaws.com: without a route to the internet, a VPC needs an endpoint of the service with private DNS; or the Region has no such endpoint"
		}
		address := write(t, status.Page())
		for suffix, l := range map[string]look{"-360-dark": {width: 360, dark: true}, "-360": {width: 360}, "-1280-dark": {width: 1280, dark: true}, "-1280": {width: 1280}} {
			t.Run(name+suffix, func(t *testing.T) {
				tb := open(t, address, l)
				fits(tb, l.width)
				if got := eval[int](tb, `document.querySelectorAll('.over').length`); got > 0 {
					t.Errorf("%d tables are wider than the page", got)
				}
				contrast(tb)
				tb.picture("status-" + name + suffix)
			})
		}
	}
}
