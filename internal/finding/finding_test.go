package finding_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// TestString: where, what stands there, what is wrong, what is accepted, what to do, each
// only when it is known.
func TestString(t *testing.T) {
	pod := finding.Resource{APIVersion: "v1", Kind: "Pod", Namespace: "shop", Name: "web"}
	for _, c := range []struct {
		want string
		f    finding.Finding
	}{
		{"why", finding.Finding{Message: "why"}},
		{"line 3: why", finding.Finding{Line: 3, Message: "why"}},
		{`spec.region: found "x": why; accepted: a Region; write it`, finding.Finding{Line: 3, Field: finding.Field{Path: "spec.region"}, Found: `"x"`, Message: "why", Accepted: "a Region", Hint: "write it"}},
		{"spec.region: found nothing; accepted: a Region", finding.Finding{Field: finding.Field{Path: "spec.region"}, Found: "nothing", Accepted: "a Region"}},
		{"data.upstreams: [1].registry: missing", finding.Finding{Field: finding.Field{Path: "data.upstreams", Part: "[1].registry"}, Message: "missing"}},
		{"a.yaml: why", finding.Finding{File: finding.File{Path: "a.yaml"}, Message: "why"}},
		{"a.yaml:7: Pod shop/web: spec.image: ghcr.io/a/b: why", finding.Finding{
			File: finding.File{Path: "a.yaml"}, Line: 7, Resource: pod,
			Field: finding.Field{Path: "spec.image", Current: "ghcr.io/a/b"}, Message: "why",
		}},
		{"Pod: why", finding.Finding{Resource: finding.Resource{Kind: "Pod"}, Message: "why"}},
		{"web: why", finding.Finding{Resource: finding.Resource{Name: "web"}, Message: "why"}},
	} {
		if got := c.f.String(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// TestList: a list is one error, an empty one none, and a finding is found again where it
// is wrapped.
func TestList(t *testing.T) {
	if err := (finding.List{}).OrNil(); err != nil {
		t.Errorf("an empty list is the error %v", err)
	}
	all := finding.List{{Message: "one"}, {Severity: finding.Warning, Message: "two"}}
	if got := all.OrNil().Error(); got != "one\ntwo" {
		t.Errorf("got %q", got)
	}
	if finding.Failed(all) || !finding.Failed(append(all, finding.Finding{Severity: finding.Error})) {
		t.Error("Failed does not follow the severities")
	}
	if f, is := finding.Of(fmt.Errorf("reading: %w", &all[0])); !is || f.Message != "one" {
		t.Errorf("of a wrapped finding came %v", f)
	}
	if f, is := finding.Of(errors.New("other")); is || f != nil {
		t.Errorf("of another error came %v", f)
	}
}

func TestInAndByLine(t *testing.T) {
	all := finding.List{{Line: 9, Message: "c"}, {Message: "a"}, {Line: 2, Message: "b"}, {Line: 9, Message: "d"}}
	const want = "ecrcache.yaml: a\necrcache.yaml:2: b\necrcache.yaml:9: c\necrcache.yaml:9: d"
	if got := all.In("ecrcache.yaml").ByLine().Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if all[0].Line != 9 || all[0].File.Path != "" {
		t.Errorf("the caller's list became %v", all)
	}
}

func TestWithMore(t *testing.T) {
	for others, want := range map[int]string{-1: "a", 0: "a", 1: "a, and 1 more", 4: "a, and 4 more"} {
		if got := finding.WithMore("a", others); got != want {
			t.Errorf("%d others: got %q, want %q", others, got, want)
		}
	}
}

func TestListed(t *testing.T) {
	abc := []string{"a", "b", "c"}
	for most, want := range map[int]string{1: "a, and 2 more", 2: "a, b, and 1 more", 3: "a, b, c", 4: "a, b, c"} {
		if got := finding.Listed(abc, most); got != want {
			t.Errorf("at most %d: got %q, want %q", most, got, want)
		}
	}
	if finding.Listed(nil, 3) != "" {
		t.Error("nothing is listed as something")
	}
	if finding.Listed(abc, 1); abc[1] != "b" {
		t.Errorf("the caller's list became %v", abc)
	}
}

var token = "gh" + "p_" + strings.Repeat("Ab3", 12)

// TestExcerpt: never longer than asked but for the mark, valid UTF-8, and no part of a
// secret that the cut goes through.
func TestExcerpt(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"ghcr.io/a", "ghcr.io/a"},
		{"0123456789ab", "0123456789ab"},
		{"0123456789abc", "0123456789ab…"},
		{"0123456789aé", "0123456789a…"},
		{"01234 " + token, "01234 (token…"},
		{"user:s3cret-and-more@ghcr.io/x", "(login not s…"},
	} {
		if got := finding.Excerpt(c.text, 12); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
	long := strings.Repeat("x", 119) + "é" + token
	for name, got := range map[string]string{
		"Excerpt": finding.Excerpt(long, 125), "Quote": finding.Quote(long), "ExcerptEnds": finding.ExcerptEnds(token+strings.Repeat("x", 130)+token, 150),
	} {
		if strings.Contains(got, "Ab3") || strings.Contains(got, "p_") || !utf8.ValidString(got) || len(got) > 160 {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := finding.Quote("a\n\"b"); got != `"a\n\"b"` {
		t.Errorf("Quote gives %s", got)
	}
	if got := finding.Quote(strings.Repeat("a", 121)); got != `"`+strings.Repeat("a", 120)+`"…` {
		t.Errorf("Quote gives %s", got)
	}
	if got := finding.ExcerptEnds("begin"+strings.Repeat("x", 100)+"end", 10); got != "begin … xxend" {
		t.Errorf("ExcerptEnds gives %q", got)
	}
}

// TestMap holds that no text is left out: a new field that Map forgets would be printed
// with the secrets in it.
func TestMap(t *testing.T) {
	f := finding.Finding{
		Found: "x", Message: "x", Accepted: "x", Hint: "x",
		Resource: finding.Resource{APIVersion: "x", Kind: "x", Namespace: "x", Name: "x"},
		Field:    finding.Field{Path: "x", Part: "x", Current: "x", Proposed: "x"}, File: finding.File{Path: "x"},
	}
	if got := fmt.Sprintf("%+v", f.Map(func(string) string { return "" })); strings.Contains(got, "x") && strings.Contains(got, ":x") {
		t.Errorf("a text was left out: %s", got)
	}
	if f.Message != "x" {
		t.Error("Map changed the finding itself")
	}
}
