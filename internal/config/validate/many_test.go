package validate

import (
	"fmt"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/config/problems"
)

// TestManyInBothLists: what is included and excluded is compared in proportion to the lists; the last
// entry of one is found in the other.
func TestManyInBothLists(t *testing.T) {
	const n = 100000
	include, exclude := make([]string, n), make([]string, n)
	for i := range n {
		include[i], exclude[i] = fmt.Sprintf("a%d", i), fmt.Sprintf("b%d", i)
	}
	include[n-1] = exclude[n-1]
	p := problems.New()
	began := time.Now()
	checkBothLists("spec", include, exclude, p)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("%d entries in each take %v", n, took)
	}
	if all := p.All(); len(all) != 1 || all[0].Field.Path != fmt.Sprintf("spec.include[%d]", n-1) {
		t.Errorf("found %v", all)
	}
}
