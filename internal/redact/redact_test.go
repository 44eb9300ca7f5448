package redact

import (
	"strings"
	"testing"
	"time"
)

// token is one of GitHub's by its looks; it is put together here, so that what
// looks for tokens in sources finds none.
var token = "gh" + "p_" + strings.Repeat("Ab3", 12)

func TestText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"ghcr.io/org/app:v1", "ghcr.io/org/app:v1"},
		{"ghcr.io/org/app:v1@sha256:0123", "ghcr.io/org/app:v1@sha256:0123"},
		{"nginx:1.27@sha256:0123", "nginx:1.27@sha256:0123"},
		{"oci://ghcr.io/org/chart:1", "oci://ghcr.io/org/chart:1"},
		{"localhost:5000/app", "localhost:5000/app"},
		{"somebody@localhost", "somebody@localhost"},
		{"https://user@ghcr.io/x", "https://user@ghcr.io/x"},
		{"https://user:s3cret@ghcr.io/x", "https://(login not shown)@ghcr.io/x"},
		{"user:s3cret@ghcr.io/x and a:b@c", "(login not shown)@ghcr.io/x and (login not shown)@c"},
		{`found "user:s3cret@ghcr.io/x"`, `found "(login not shown)@ghcr.io/x"`},
		{"--url=u:s3c:ret@host", "--url=(login not shown)@host"},
		{"key: a@b", "key: a@b"},
		{"path: spec/bob:s3cret@ghcr.io/foo", "path: spec/(login not shown)@ghcr.io/foo"},
		{"ghcr.io/org/app:bob:s3cret@ghcr.io", "ghcr.io/org/(login not shown)@ghcr.io"},
		{"ghcr.io/org/app:v1@v2.0", "ghcr.io/org/app:v1@v2.0"},
		{`path: spec/https:\/\/bob:s3cret@ghcr.io/foo`, `path: spec/https:\/\/(login not shown)@ghcr.io/foo`},
		{"https://bob:s3cret/x@ghcr.io/y", "https://(login not shown)@ghcr.io/y"},
		{"https://bob:123/s3cret@ghcr.io/y", "https://(login not shown)@ghcr.io/y"},
		{"https://bob:a@s3cret@ghcr.io/y", "https://(login not shown)@ghcr.io/y"},
		{"shop/bob:a@s3cret@ghcr.io/y", "shop/(login not shown)@ghcr.io/y"},
		{"ghcr.io/org/bob:a@b@s3cret@ghcr.io/y@sha256:0123", "ghcr.io/org/(login not shown)@ghcr.io/y@sha256:0123"},
		{"https://bob:a s3cret@ghcr.io/y", "https://(login not shown)@ghcr.io/y"},
		{`spec["https://bob:a\"s3cret@ghcr.io"].x`, `spec["https://(login not shown)@ghcr.io"].x`},
		{"bob:s3cret/x@ghcr.io/y", "(login not shown)@ghcr.io/y"},
		{"https://ghcr.io:443/x and a@b", "https://ghcr.io:443/x and a@b"},
		{"https://ghcr.io:443/x@v1", "https://ghcr.io:443/x@v1"},
		{"oci://ghcr.io/org/chart:1@sha256:0123", "oci://ghcr.io/org/chart:1@sha256:0123"},
		{"ghcr.io:443/app:v1@sha256:0123", "ghcr.io:443/app:v1@sha256:0123"},
		{"ghcr.io/o/app${DIGEST:+@$DIGEST}", "ghcr.io/o/app${DIGEST:+@$DIGEST}"},
		{"app:v1@${DIGEST}", "app:v1@${DIGEST}"},
		{"app:v1@{{ .image.sha256 }}", "app:v1@{{ .image.sha256 }}"},
		{"app:v1@<< inputs.digest >>", "app:v1@<< inputs.digest >>"},
		{"user:s3cret@${SHARED_HOST}", "(login not shown)@${SHARED_HOST}"},
		{"user:s3cret@${HOST}/${DIGEST}", "(login not shown)@${HOST}/${DIGEST}"},
		{"${URL:-user:s3cret@ghcr.io}/x", "${URL:-(login not shown)@ghcr.io}/x"},
		{"${URL:=user:s3cret@ghcr.io}/x", "${URL:=(login not shown)@ghcr.io}/x"},
		{"a " + token + " b", "a (token not shown) b"},
		{"ghcr.io/org/app:" + token, "ghcr.io/org/app:(token not shown)"},
		{token + token, "(token not shown)"},
		{"github_" + "pat_11ABC, glpat" + "-x1", "(token not shown), (token not shown)"},
		{"dckr_" + "pat_x1", "(token not shown)"},
		{"paragrap" + "hp_s", "paragraphp_s"},
		{"AKI" + "AIOSFODNN7EXAMPLE.", "(token not shown)"},
		{"ASIA, AKIA-1 and npm_config_registry_url", "ASIA, AKIA-1 and npm_config_registry_url"},
		{"ghcr.io/org/eyJ:v1", "ghcr.io/org/eyJ:v1"},
		{"-p ey" + "JwYXlsb2FkIjoiYWJj+ZGVm/Z2hp== x", "-p (token not shown) x"},
		{"ghcr.io/org/app:ey" + "JhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln-bmF_0", "ghcr.io/org/app:(token not shown)"},
		{"https://bob:<s3cret>@ghcr.io/x", "https://(login not shown)@ghcr.io/x"},
		{"https://bob:(s3cret)@ghcr.io/x", "https://(login not shown)@ghcr.io/x"},
		{"https://bob.smith:123s3cret@ghcr.io/x", "https://(login not shown)@ghcr.io/x"},
		{"see https://ghcr.io: ask a@b.example.com", "see https://ghcr.io: ask a@b.example.com"},
		{"bob:s3(c)ret@ghcr.io/x", "(login not shown)@ghcr.io/x"},
		{"(bob:s3cret)@ghcr.io/x", "((login not shown)@ghcr.io/x"},
		{"x/bob:s3,cret@ghcr.io/x/bob:s3cret@ghcr.io", "x/(login not shown)@ghcr.io/x/(login not shown)@ghcr.io"},
		{"deploy/bob:${s3cret}@ghcr.io.yaml", "deploy/(login not shown)@ghcr.io.yaml"},
		{"path: spec/robot:s3cret@registry/foo", "path: spec/(login not shown)@registry/foo"},
		{"spec/robot:s3cret@10.0.0.1:5000/foo", "spec/(login not shown)@10.0.0.1:5000/foo"},
		{"ghcr.io/org/app:robot:s3cret@registry", "ghcr.io/org/(login not shown)@registry"},
		{"ghcr.io/org/app:v1@{{ .Values.hash }}", "ghcr.io/org/app:v1@{{ .Values.hash }}"},
		{"ghcr.io/org/app:v1@", "ghcr.io/org/app:v1@"},
		{"https://me@corp.example.com:a/s3cret@ghcr.io/x", "https://(login not shown)@ghcr.io/x"},
		{"https://app.user:123/s3cret@ghcr.io/x", "https://(login not shown)@ghcr.io/x"},
		{"https://bob%3As3cret@ghcr.io/x", "https://(login not shown)@ghcr.io/x"},
		{"bob:s3cret@{{ .Values.digest.host }}/app", "(login not shown)@{{ .Values.digest.host }}/app"},
		{"wJalrXUtnFEMI/K7MDENG/bPxRfiCYs3c" + "EXAMPLE", "(token not shown)"},
		{"x: AbCdEfGh1234567890aBcDeFgHiJkLmNoPqRsTs3cret+ACRabc== y", "x: (token not shown) y"},
		{"-----BEGIN RSA " + "PRIVATE KEY-----\nMIIs3cret\n-----END RSA " + "PRIVATE KEY----- x", "(private key not shown) x"},
		{"k: -----BEGIN " + "PRIVATE KEY-----\\nMIIs3cret", "k: (private key not shown)"},
		{"ew" + "oJImF1dGhzIjogewoJCSJzM2NyZXQ=", "(token not shown)"},
		{"https://hooks.slack.com/services/T00000000/B00000000/s3cs3cs3cs3cs3cs3cs3cs3c", "https://(token not shown)"},
		{"https://a.blob.core.windows.net/c?sv=1&sig=s3cs3cs3cs3cs3cs3cs3%3D", "https://a.blob.core.windows.net/c?sv=1(token not shown)%3D"},
		{"sha256:" + strings.Repeat("0a1b2c3d", 8), "sha256:" + strings.Repeat("0a1b2c3d", 8)},
		{"spec.versions[0].schema.openAPIV3Schema.properties.imagePullSecrets1", "spec.versions[0].schema.openAPIV3Schema.properties.imagePullSecrets1"},
		{"CustomResourceDefinitionWithAVeryLongName2", "CustomResourceDefinitionWithAVeryLongName2"},
		{"${URL:-user@ghcr.io}/x", "${URL:-user@ghcr.io}/x"},
		{"https://x:" + token + "@github.com/a", "https://(login not shown)@github.com/a"},
	} {
		got := Text(c.text)
		if got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
		if strings.Contains(got, token) || strings.Contains(got, "s3c") {
			t.Errorf("%q: %q tells the secret", c.text, got)
		}
		if again := Text(got); again != got {
			t.Errorf("%q: a second time makes %q", got, again)
		}
	}
}

// TestTextInTime: a text with many beginnings of logins takes time in proportion to its length.
func TestTextInTime(t *testing.T) {
	for _, part := range []string{"a://a:", "/b:s3cret@h.io", "a:b@c ", "a:(b", "eyJ", "ghp_"} {
		began := time.Now()
		if Text(strings.Repeat(part, 1<<18) + "@"); time.Since(began) > 20*time.Second {
			t.Errorf("%q: %v", part, time.Since(began))
		}
	}
}

// TestMarks: every mark is looked for.
func TestMarks(t *testing.T) {
	for _, mark := range tokenMarks {
		if got := Text("a " + mark.prefix + strings.Repeat("Ab3Ab3.x-y", 4) + " b"); got != "a (token not shown) b" {
			t.Errorf("%s: %q", mark.prefix, got)
		}
	}
}

func TestParser(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		{"yaml: unknown anchor 's3cret' referenced", "yaml: an alias refers to an anchor that is not there"},
		{"yaml: unmarshal errors:\n  line 3: cannot unmarshal !!str `s3c`re...` into int\n  line 4: cannot unmarshal !!seq into string", "yaml: unmarshal errors:\n  line 3: cannot unmarshal !!str into int\n  line 4: cannot unmarshal !!seq into string"},
		{"yaml: line 3: did not find expected key", "yaml: line 3: did not find expected key"},
	} {
		if got := Parser(c.message); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// FuzzText: it ends, shows no token, and what it has written once stays.
func FuzzText(f *testing.F) {
	f.Add("u:p@h", "x")
	f.Add("https://", "@a:b@c:d@e")
	f.Fuzz(func(t *testing.T, before, behind string) {
		got := Text(before + " " + token + " " + behind)
		if strings.Contains(got, token) {
			t.Errorf("the token is shown: %q", got)
		}
		if again := Text(got); again != got {
			t.Errorf("%q, a second time %q", got, again)
		}
	})
}
