package config

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/google/go-cmp/cmp"
)

// planted is a token that is none, in the form of a classic GitHub token.
const planted = "gh" + "p_0123456789abcdefABCDEF0123456789abcd"

// FuzzParse: no text makes Parse panic; what is accepted is accepted again when
// printed, and is the same; what is refused says so in single lines; no token comes
// back.
func FuzzParse(f *testing.F) {
	f.Add(smallest)
	f.Add(full)
	for _, text := range same {
		f.Add(text)
	}
	for _, test := range refused {
		f.Add(test.text)
	}
	f.Add(withSpec("token: " + planted))
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Parse([]byte(text))
		if err != nil {
			heard(t, err)
			return
		}
		printed, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Parse(printed)
		if err != nil {
			t.Fatalf("%v\nprinted: %s", err, printed)
		}
		if diff := cmp.Diff(c, again); diff != "" {
			t.Errorf("-first +printed and read\n%s", diff)
		}
	})
}

// heard checks what a user is told.
func heard(t *testing.T, err error) {
	t.Helper()
	var errs finding.List
	if !errors.As(err, &errs) || len(errs) == 0 {
		t.Fatalf("%T: %v", err, err)
	}
	for _, e := range errs {
		line := e.Error()
		if line == "" || strings.ContainsAny(line, "\n\r\x1b") {
			t.Errorf("not one printable line: %q", line)
		}
		if start, _ := redact.FindToken(line); start >= 0 {
			t.Errorf("a token comes back: %s", line)
		}
	}
}

// TestTokens: a token is refused wherever it stands, and never shown.
func TestTokens(t *testing.T) {
	for name, text := range map[string]string{
		"a value":              withSpec("token: " + planted),
		"a known value":        withRegion(planted),
		"a key":                withSpec(planted + ": x"),
		"a comment":            smallest + "# " + planted + "\n",
		"a long string":        withRegion(strings.Repeat("x", 200) + " " + planted),
		"broken YAML":          smallest + "  - [" + planted + "\n",
		"a flat value":         flat("prefix: " + planted),
		"a flat key":           flat(planted + ": x"),
		"a fine-grained token": withSpec("note: github" + "_pat_11AAAAAAA0aaaaaaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"),
		"Docker Hub's":         withSpec("note: dckr" + "_pat_aaaaaaaaaaaaaaaaaaaaaaaaaaa"),
	} {
		errs := refusal(t, text)
		heard(t, errs)
		if !strings.Contains(errs.Error(), "there is a token here") {
			t.Errorf("%s: not told of the token: %v", name, errs)
		}
	}
}

// TestWholeToken: no part of a token is shown, also of one that holds dots, and of
// what is derived of the field it stands in.
func TestWholeToken(t *testing.T) {
	const secret = "c2lnbmF0dXJl"
	for _, token := range []string{
		"ghp_" + secret, "gho_" + secret, "ghu_" + secret, "ghr_" + secret, "github_pat_11A_" + secret, "glpat-" + secret, "gldt-" + secret, "dckr_oat_" + secret,
		"ghs_1234_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJnaXRodWIifQ." + secret,
	} {
		for name, text := range map[string]string{
			"a label":              withSpec("infrastructure: {labels: {team: " + token + "}}"),
			"an annotation's key":  withSpec("infrastructure: {annotations: {" + token + ": 1}}"),
			"a key":                withSpec(token + ": x"),
			"the config's label":   strings.Replace(smallest, "name: ghcr", "name: ghcr\n  labels: {a: "+token+"}", 1),
			"a value that is flat": flat("secretName: " + token),
			"a description":        withSpec("infrastructure: {lifecycle: [{description: see " + token + ", tagStatus: any, countType: imageCountMoreThan, countNumber: 1}]}"),
			"an unknown key":       withSpec("upstreams: [{registry: ghcr.io, credential: {accessToken: " + token + "}}]"),
			"a credential as text": withSpec("upstreams: [{registry: ghcr.io, credential: '{\"username\":\"a\",\"accessToken\":\"" + token + "\"}'}]"),
			"a list":               withSpec("upstreams: [" + token + "]"),
			"a comment":            smallest + "# " + token + "\n",
		} {
			errs := refusal(t, text)
			if !strings.Contains(errs.Error(), "there is a token here") || strings.Contains(errs.Error(), secret) {
				t.Errorf("%s of %s: %v", name, token, errs)
			}
		}
	}
}

// TestNoToken: words that only look a little like one are accepted.
func TestNoToken(t *testing.T) {
	for _, name := range []string{"ghp_", "graphghp_x", "my-ghs-app", "xghp_1"} {
		mustParse(t, strings.Replace(smallest, "name: ghcr", "name: ghcr\n  labels: {a: "+name+"}", 1))
	}
}
