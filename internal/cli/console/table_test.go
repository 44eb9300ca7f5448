package console

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// TestFit: columns give way, the widest first, and none below what can be read;
// where not even that fits, the last columns are left out.
func TestFit(t *testing.T) {
	if got := fit([]int{7, 60, 50, 9}, 80); sum(got) != 80 || got[0] != 7 || got[3] != 9 || got[1] < 29 || got[2] < 29 {
		t.Errorf("%v", got)
	}
	if got := fit([]int{7, 60, 50, 9}, 30); !slices.Equal(got, []int{7, 8, 8}) {
		t.Errorf("%v", got)
	}
	if got := fit([]int{20, 20}, 5); !slices.Equal(got, []int{narrowest}) {
		t.Errorf("%v", got)
	}
}

// TestTable: cells stand below each other, also behind wide characters and marks,
// and no line is wider than the terminal.
func TestTable(t *testing.T) {
	rows := func() [][]string {
		return [][]string{
			{"STATUS", "IMAGE", "WHERE"},
			{"covered", "ghcr.io/amerintlxperts/a-service-with-a-long-name:v1.0.0", "deploy/environments/production/bases/shop/deployment.yaml:17"},
			{"left", "画像/アプリ", "e\u0301tude.yaml:1 Pod"},
			{"", "ghcr.io/a/b", ""},
		}
	}
	for width, want := range map[int]string{
		60: "STATUS   IMAGE                     WHERE\n" +
			"covered  ghcr.io/ame…-name:v1.0.0  …/shop/deployment.yaml:17\n" +
			"left     画像/アプリ               e\u0301tude.yaml:1 Pod\n" +
			"         ghcr.io/a/b\n",
		100: "STATUS   IMAGE                                         WHERE\n" +
			"covered  ghcr.io/amerintlxpert…ith-a-long-name:v1.0.0  …nts/production/bases/shop/deployment.yaml:17\n" +
			"left     画像/アプリ                                   e\u0301tude.yaml:1 Pod\n" +
			"         ghcr.io/a/b\n",
	} {
		var out bytes.Buffer
		c := New(&out, &out)
		if err := c.table(rows(), width, []Cut{nil, CutMiddle, CutBeginning}); err != nil || out.String() != want {
			t.Errorf("%v\n%s\nwant\n%s", err, &out, want)
		}
		for l := range strings.Lines(out.String()) {
			if columns(strings.TrimSuffix(l, "\n")) > width {
				t.Errorf("wider than %d: %s", width, l)
			}
		}
	}
}

// TestCut: what is left says that something is missing, and is not too wide, also
// where half a wide character would fit.
func TestCut(t *testing.T) {
	for _, test := range []struct {
		cut        Cut
		cell, want string
		most       int
	}{
		{CutEnd, "not an image reference", "not an…", 7},
		{CutEnd, "画像画像画像", "画像画…", 8},
		{CutMiddle, "ghcr.io/amerintlxperts/shop:v1", "ghcr…p:v1", 9},
		{CutMiddle, "画像画像画像", "画…画像", 8},
		{CutBeginning, "apps/shop/deployment.yaml:36", "…yment.yaml:36", 14},
		{CutBeginning, "画像画像画像", "…画像", 6},
	} {
		got := test.cut(test.cell, test.most)
		if got != test.want || columns(got) > test.most {
			t.Errorf("%q in %d: %q, want %q", test.cell, test.most, got, test.want)
		}
	}
}
