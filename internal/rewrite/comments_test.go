package rewrite_test

import "testing"

// TestComments: names of upstreams are counted in comments, and nowhere else, before a
// rewrite and behind it.
func TestComments(t *testing.T) {
	const head = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n"
	for name, test := range map[string]struct {
		text string
		want int
	}{
		"a comment":            {head + "  - image: ghcr.io/a/b:v1 # ghcr.io/a/b\n", 1},
		"two in one":           {"# ghcr.io ghcr.io\n" + head + "  - image: ghcr.io/a/b:v1\n", 2},
		"none":                 {head + "  - image: ghcr.io/a/b:v1\n", 0},
		"an escaped reference": {head + "  - image: \"g\\x68cr.io/a/b:v1\" # ghcr.io\n", 1},
		"a broken reference":   {head + "  - image: \"gh\\\n      cr.io/a/b:v1\" # ghcr.io\n", 1},
		"base64":               {head + "  - image: !!binary Z2hjci5pby9vcmcvYXBwOnYx # ghcr.io\n", 1},
		"a complex key":        {"? {image: ghcr.io/a/b:v1, [ghcr.io/c]: d}\n: x # ghcr.io\n" + head + "  - image: a\n", 1},
		"an alias":             {"x: &x ghcr.io/a/b:v1\ny: [*x, *x]\n" + head + "  - image: *x # ghcr.io\n", 1},
		"a merge":              {"x: &x {image: ghcr.io/a/b:v1}\n" + head + "  - <<: *x # ghcr.io\n", 1},
		"text in a string":     {head + "  - name: |\n      # ghcr.io\n    image: ghcr.io/a/b:v1\n", 0},
	} {
		after, report := run(t, smallest, "", test.text)
		if report.Comments != test.want {
			t.Errorf("%s: %d mentions in comments, want %d", name, report.Comments, test.want)
		}
		if _, report := run(t, smallest, "", after); report.Comments != test.want {
			t.Errorf("%s: %d mentions behind the rewrite, want %d\n%s", name, report.Comments, test.want, after)
		}
	}
}

// TestComplexKey: a reference in a key that is a map is left, and counted.
func TestComplexKey(t *testing.T) {
	_, report := run(t, smallest, "", "apiVersion: v1\nkind: Pod\n? {image: ghcr.io/a/b:v1, [ghcr.io/c]: d}\n: x\n")
	if report.Left != 2 {
		t.Errorf("%d are left, want 2", report.Left)
	}
}
