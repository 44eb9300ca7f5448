package builder

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestTold: what a builder says is told in its known forms, and nothing that it quotes of a document.
func TestTold(t *testing.T) {
	for said, want := range map[string]string{
		"# Warning: 'vars' is deprecated.\nError: accumulating resources: accumulation err='accumulating resources from '../gone': evalsymlink failure on '/x/gone' : lstat /x/gone: no such file or directory'": "accumulating resources from '../gone': lstat gone: no such file or directory",
		"error: unable to parse SM or JSON patch from [patch: \"kind: Secret\\nstringData:\\n  KEY: s3cret\\n\"]":                                                                                                "unable to parse SM or JSON patch",
		"Error: loading KV pairs: literal sources: invalid literal source s3cret, expected key=value":                                                                                                            "invalid literal source: expected key=value",
		"- at '/adminPassword': 's3cret' does not match pattern '^.{20,}$'\n- at '/port': got string, want integer":                                                                                              "at '/port': got string, want integer",
		"- at '/adminPassword': 's3cret' does not match pattern '^.{20,}$'":                                                                                                                                      unknownSaying,
		"Error: execution error at (app/templates/d.yaml:3:4): the password s3cret is too short":                                                                                                                 "execution error at (app/templates/d.yaml:3:4)",
		"wrong node kind: expected MappingNode but got ScalarNode: node contents:\ns3cret\n":                                                                                                                     "wrong node kind: expected MappingNode but got ScalarNode",
		"MalformedYAMLError: yaml: line 3: could not find expected ':' in File: a.yaml s3cret":                                                                                                                   "yaml: line 3: could not find expected",
		"Error: yaml: unknown anchor 's3cret' referenced":                                                                                                                                                        "yaml: unknown anchor",
		"yaml: unmarshal errors:\n  line 3: cannot unmarshal !!str `s3cret` into int":                                                                                                                            "yaml: unmarshal errors",
		"Error: INSTALLATION FAILED: failed to fetch https://charts.example.com/app-1.tgz?token=s3cret : 403 Forbidden":                                                                                          "failed to fetch https://charts.example.com/app-1.tgz: 403 Forbidden",
		"panic: s3cret": unknownSaying,
	} {
		err := &buildError{errors.New("exit status 1"), said}
		got := Told(err, func(text string) string { return strings.ReplaceAll(text, "/x/", "") })
		if got != want || strings.Contains(got, "s3cret") {
			t.Errorf("%s\nis told as %q, want %q", said, got, want)
		}
	}
	for _, err := range []error{&buildError{errors.New("exit status 3"), ""}, fmt.Errorf("%w:\n it did not end", ErrTimeout)} {
		if got := Told(err, strings.TrimSpace); got != strings.Join(strings.Fields(err.Error()), " ") {
			t.Errorf("%v is told as %q", err, got)
		}
	}
	long := Told(errors.New("begin "+strings.Repeat("x", 1000)+" end"), strings.TrimSpace)
	if len(long) > longestMessage+10 || !strings.HasPrefix(long, "begin ") || !strings.HasSuffix(long, " end") {
		t.Errorf("%q", long)
	}
}
