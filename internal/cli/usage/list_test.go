package usage

import (
	"slices"
	"testing"

	"github.com/spf13/pflag"
)

// TestList: every use of the flag adds its values, with commas between or one a line; the first one
// replaces the default.
func TestList(t *testing.T) {
	for name, test := range map[string]struct {
		args, want []string
	}{
		"the default":        {nil, []string{"ghcr.io"}},
		"one":                {[]string{"--a=quay.io"}, []string{"quay.io"}},
		"twice":              {[]string{"--a", "quay.io", "--a", "docker.io"}, []string{"quay.io", "docker.io"}},
		"with commas":        {[]string{"--a=quay.io,docker.io"}, []string{"quay.io", "docker.io"}},
		"one a line":         {[]string{"--a=quay.io\ndocker.io\r\nghcr.io\n"}, []string{"quay.io", "docker.io", "ghcr.io"}},
		"different lines":    {[]string{"--a=a,b\nc"}, []string{"a", "b", "c"}},
		"a comma in a value": {[]string{`--a="x,y",z`}, []string{"x,y", "z"}},
		"empty":              {[]string{"--a="}, []string{}},
	} {
		var got []string
		flags := pflag.NewFlagSet("", pflag.ContinueOnError)
		ListVar(flags, &got, "a", []string{"ghcr.io"}, "")
		if err := flags.Parse(test.args); err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, %v; want %q", name, got, err, test.want)
		}
	}
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	ListVar(flags, new([]string), "a", nil, "")
	if err := flags.Parse([]string{`--a=x"y`}); err == nil {
		t.Error("a quote in the middle is taken")
	}
}
