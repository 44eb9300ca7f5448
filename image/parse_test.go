package image

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	sha256Hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	sha256Dig = "sha256:" + sha256Hex
)

// accepted is references with their parts: host, repository, tag, digest.
var accepted = []struct {
	in   string
	want Reference
}{
	// Plain references.
	{"nginx", Reference{"", "nginx", "", ""}},
	{"nginx:1.27", Reference{"", "nginx", "1.27", ""}},
	{"org/app", Reference{"", "org/app", "", ""}},
	{"localhost", Reference{"", "localhost", "", ""}},
	{"localhost:5000", Reference{"", "localhost", "5000", ""}},
	{"localhost/app", Reference{"localhost", "app", "", ""}},
	{"localhost:5000/app:v1", Reference{"localhost:5000", "app", "v1", ""}},
	{"ghcr.io/amerintlxperts/my-app:v1.0.0", Reference{"ghcr.io", "amerintlxperts/my-app", "v1.0.0", ""}},
	{"ghcr.io/amerintlxperts/my-app@" + sha256Dig, Reference{"ghcr.io", "amerintlxperts/my-app", "", sha256Dig}},
	{"ghcr.io/amerintlxperts/my-app:v1@" + sha256Dig, Reference{"ghcr.io", "amerintlxperts/my-app", "v1", sha256Dig}},
	{"nginx@" + sha256Dig, Reference{"", "nginx", "", sha256Dig}},
	{"app@sha512:" + sha256Hex + sha256Hex, Reference{"", "app", "", "sha512:" + sha256Hex + sha256Hex}},
	{"GHCR.IO/org/app", Reference{"GHCR.IO", "org/app", "", ""}},
	{"Registry/app", Reference{"Registry", "app", "", ""}},
	{"10.0.0.1:5000/app", Reference{"10.0.0.1:5000", "app", "", ""}},
	{"[2001:db8::1]/app", Reference{"[2001:db8::1]", "app", "", ""}},
	{"[2001:db8::1]:5000/app:v1", Reference{"[2001:db8::1]:5000", "app", "v1", ""}},
	{"xn--n3h.com/app", Reference{"xn--n3h.com", "app", "", ""}},
	{"ghcr.io/a/b/c/d/e:v1", Reference{"ghcr.io", "a/b/c/d/e", "v1", ""}},
	{"ghcr.io/a__b/c--d/e.f-g_h", Reference{"ghcr.io", "a__b/c--d/e.f-g_h", "", ""}},
	{"ghcr.io/a---b", Reference{"ghcr.io", "a---b", "", ""}},
	{"app:_a", Reference{"", "app", "_a", ""}},
	{"app:V1.0-rc.1_x", Reference{"", "app", "V1.0-rc.1_x", ""}},
	{"app:" + strings.Repeat("a", 128), Reference{"", "app", strings.Repeat("a", 128), ""}},
	{"ghcr.io/" + strings.Repeat("a", 255), Reference{"ghcr.io", strings.Repeat("a", 255), "", ""}},
	{"ghcr.io:443/app", Reference{"ghcr.io:443", "app", "", ""}},
	{"ghcr.io/ghcr.io/app", Reference{"ghcr.io", "ghcr.io/app", "", ""}},
	{"sha256:abc", Reference{"", "sha256", "abc", ""}},
	{sha256Hex + ":v1", Reference{"", sha256Hex, "v1", ""}},

	// Placeholders: a whole reference, and each part.
	{"${IMAGE}", Reference{"", "${IMAGE}", "", ""}},
	{"$IMAGE", Reference{"", "$IMAGE", "", ""}},
	{"$(params.image)", Reference{"", "$(params.image)", "", ""}},
	{"{{ .Values.image }}", Reference{"", "{{ .Values.image }}", "", ""}},
	{"{{ .Values.image }}:{{ .Values.tag }}", Reference{"", "{{ .Values.image }}", "{{ .Values.tag }}", ""}},
	{"${IMAGE:=ghcr.io/org/app:v1@x}", Reference{"", "${IMAGE:=ghcr.io/org/app:v1@x}", "", ""}},
	{"${REGISTRY}/app:v1", Reference{"${REGISTRY}", "app", "v1", ""}},
	{"${REGISTRY:-ghcr.io/org}/app:v1", Reference{"${REGISTRY:-ghcr.io/org}", "app", "v1", ""}},
	{"${REGISTRY}:5000/app", Reference{"${REGISTRY}:5000", "app", "", ""}},
	{"localhost:${PORT}/app", Reference{"localhost:${PORT}", "app", "", ""}},
	{"${ORG}/app", Reference{"${ORG}", "app", "", ""}},
	{"my-${ENV}.example.com/app", Reference{"my-${ENV}.example.com", "app", "", ""}},
	{"ghcr.io/${ORG}/app:${TAG}", Reference{"ghcr.io", "${ORG}/app", "${TAG}", ""}},
	{"ghcr.io/org/app:${TAG:=v1}", Reference{"ghcr.io", "org/app", "${TAG:=v1}", ""}},
	{"ghcr.io/org/app:${TAG:-a/b}", Reference{"ghcr.io", "org/app", "${TAG:-a/b}", ""}},
	{"ghcr.io/org/app:${A:-${B:-{x}}}", Reference{"ghcr.io", "org/app", "${A:-${B:-{x}}}", ""}},
	{"ghcr.io/org/app:$(TAG)", Reference{"ghcr.io", "org/app", "$(TAG)", ""}},
	{"ghcr.io/org/app:$(params.tags[0])", Reference{"ghcr.io", "org/app", "$(params.tags[0])", ""}},
	{"ghcr.io/org/app:$TAG-slim", Reference{"ghcr.io", "org/app", "$TAG-slim", ""}},
	{"ghcr.io/org/app:{{inputs.parameters.tag}}", Reference{"ghcr.io", "org/app", "{{inputs.parameters.tag}}", ""}},
	{"ghcr.io/org/app:v{{ a }}.{{ b }}", Reference{"ghcr.io", "org/app", "v{{ a }}.{{ b }}", ""}},
	{"ghcr.io/org/app-${NAME}_x", Reference{"ghcr.io", "org/app-${NAME}_x", "", ""}},
	{"ghcr.io/org/app${SUFFIX}@${DIGEST}", Reference{"ghcr.io", "org/app${SUFFIX}", "", "${DIGEST}"}},
	{"ghcr.io/org/app@sha256:${SHA}", Reference{"ghcr.io", "org/app", "", "sha256:${SHA}"}},
	{"ghcr.io/org/app:${TAG}@sha256:${SHA}", Reference{"ghcr.io", "org/app", "${TAG}", "sha256:${SHA}"}},
	{"ghcr.io/org/app:$${TAG}", Reference{"ghcr.io", "org/app", "$${TAG}", ""}},
	{"ghcr.io/org/app:${{ github.sha }}", Reference{"ghcr.io", "org/app", "${{ github.sha }}", ""}},
	{"ghcr.io/org/app:${A}${B}", Reference{"ghcr.io", "org/app", "${A}${B}", ""}},
	{"ghcr.io${PATH}", Reference{"", "ghcr.io${PATH}", "", ""}},
	{
		"${AWS_ACCOUNT_ID}.dkr.ecr.${AWS_REGION:=ca-central-1}.amazonaws.com/ghcr/org/app:v1",
		Reference{"${AWS_ACCOUNT_ID}.dkr.ecr.${AWS_REGION:=ca-central-1}.amazonaws.com", "ghcr/org/app", "v1", ""},
	},

	// Those of other tools, in every part.
	{"ghcr.io/org/app:<< inputs.tag >>", Reference{"ghcr.io", "org/app", "<< inputs.tag >>", ""}},
	{"ghcr.io/<<org>>/app@<< a:b@c/d >>", Reference{"ghcr.io", "<<org>>/app", "", "<< a:b@c/d >>"}},
	{"ghcr.io/org/app:<TAG>@sha256:<DIGEST>", Reference{"ghcr.io", "org/app", "<TAG>", "sha256:<DIGEST>"}},
	{"<REGISTRY>/org/app", Reference{"<REGISTRY>", "org/app", "", ""}},
	{"<none>:<none>", Reference{"", "<none>", "<none>", ""}},
	{"ghcr.io/org/app:[[ tag ]]", Reference{"ghcr.io", "org/app", "[[ tag ]]", ""}},
	{"[[ host ]]:5000/app", Reference{"[[ host ]]:5000", "app", "", ""}},
	{"ghcr.io/org/app:%(tag)s", Reference{"ghcr.io", "org/app", "%(tag)s", ""}},
	{"ghcr.io/org/%s:%s@%v", Reference{"ghcr.io", "org/%s", "%s", "%v"}},
	{"ghcr.io/org/app:%TAG%-slim", Reference{"ghcr.io", "org/app", "%TAG%-slim", ""}},
	{"%%HOST%%/app:%{tag}", Reference{"%%HOST%%", "app", "%{tag}", ""}},
	{"ghcr.io/org/app:#{tag}#", Reference{"ghcr.io", "org/app", "#{tag}#", ""}},
	{"ghcr.io/org/app@#{ Octopus.Digest }", Reference{"ghcr.io", "org/app", "", "#{ Octopus.Digest }"}},
	{"ghcr.io/org/__APP__:__TAG__@__DIGEST__", Reference{"ghcr.io", "org/__APP__", "__TAG__", "__DIGEST__"}},
	{"ghcr.io/__org__/app", Reference{"ghcr.io", "__org__/app", "", ""}},
	{"__REGISTRY__/app", Reference{"__REGISTRY__", "app", "", ""}},
	{"ghcr.io/a__b__c", Reference{"ghcr.io", "a__b__c", "", ""}},
	{"ghcr.io/org/app:@@TAG@@", Reference{"ghcr.io", "org/app", "@@TAG@@", ""}},
	{"ghcr.io/org/app@@@DIGEST@@", Reference{"ghcr.io", "org/app", "", "@@DIGEST@@"}},
	{"@@REGISTRY@@/org/app:v1@@@d@@", Reference{"@@REGISTRY@@", "org/app", "v1", "@@d@@"}},
	{"ghcr.io/org/app:$[ variables.tag ]", Reference{"ghcr.io", "org/app", "$[ variables.tag ]", ""}},
	{"ghcr.io/org/app:$[[ inputs.tag ]]", Reference{"ghcr.io", "org/app", "$[[ inputs.tag ]]", ""}},
	{"ghcr.io/org/{name}:{tag}", Reference{"ghcr.io", "org/{name}", "{tag}", ""}},
	{"ghcr.io/$1:$2", Reference{"ghcr.io", "$1", "$2", ""}},
	{`ghcr.io/org/app:{{ .tag | default "a/b:c@d" | quote }}`, Reference{"ghcr.io", "org/app", `{{ .tag | default "a/b:c@d" | quote }}`, ""}},
	{"ghcr.io/org/app${D:+@$D}", Reference{"ghcr.io", "org/app${D:+@$D}", "", ""}},
	{
		"ghcr.io/org/app{% if d %}@{{ d }}{% else %}:{{ t }}{% endif %}",
		Reference{"ghcr.io", "org/app{% if d %}", "", "{{ d }}{% else %}:{{ t }}{% endif %}"},
	},
	{
		"ghcr.io/org/app{{ if .d }}@sha256:{{ .d }}{{ else }}:{{ .t }}{{ end }}",
		Reference{"ghcr.io", "org/app{{ if .d }}", "", "sha256:{{ .d }}{{ else }}:{{ .t }}{{ end }}"},
	},
	{"app:" + strings.Repeat("a", 128) + "${X}", Reference{"", "app", strings.Repeat("a", 128) + "${X}", ""}},
}

func TestParseAccepts(t *testing.T) {
	for _, test := range accepted {
		got, err := Parse(test.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", test.in, err)
			continue
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("Parse(%q) (-want +got):\n%s", test.in, diff)
		}
		if got.String() != test.in {
			t.Errorf("Parse(%q).String() = %q", test.in, got.String())
		}
	}
}

// refused is texts that are no references, and why.
var refused = []struct{ in, reason string }{
	{"", "it is empty"},
	{`{"password":"x","image":"ghcr.io/org/app:v1"}`, noPlaceholder},
	{"nginx:", "nothing follows the ':' of the tag"},
	{"nginx@", "nothing follows the '@' of the digest"},
	{"nginx:@" + sha256Dig, "nothing follows the ':' of the tag"},
	{":v1", badPath},
	{"@" + sha256Dig, badPath},
	{"/app", badPath},
	{"ghcr.io/", badPath},
	{"ghcr.io//app", badPath},
	{"ghcr.io/app/", badPath},
	{"ghcr.io/org/App", upperPath},
	{"Nginx", upperPath},
	{"ghcr.io/-app", badPath},
	{"ghcr.io/app-", badPath},
	{"ghcr.io/a..b", badPath},
	{"ghcr.io/a___b", badPath},
	{"ghcr.io/a._b", badPath},
	{"ghcr.io/a-_b", badPath},
	{"ghcr.io/a/.b", badPath},
	{"ghcr.io/" + strings.Repeat("a", 256), longPath},
	{"ghcr.io/ünicode", badPath},
	{"-ghcr.io/app", badHost},
	{"ghcr-.io/app", badHost},
	{"ghcr.io-/app", badHost},
	{"ghcr..io/app", badHost},
	{"ghcr.io./app", badHost},
	{"ghcr.-io/app", badHost},
	{"my_host.io/app", badHost},
	{"ghcr.io:/app", badHost},
	{"ghcr.io:port/app", badHost},
	{"ghcr.io:50:00/app", badHost},
	{"[]/app", badPath},
	{"[:]x/app", badHost},
	{"[::1/app", badHost},
	{"[::1]:/app", badHost},
	{"[::g]/app", badHost},
	{"app:.v1", badTag},
	{"app:-v1", badTag},
	{"app:v1+build", badTag},
	{"app:a:b", badTag},
	{"app:" + strings.Repeat("a", 129), longTag},
	{"app@sha256:abc", badDigest},
	{"app@sha256:" + strings.ToUpper(sha256Hex), badDigest},
	{"app@SHA256:" + sha256Hex, badDigest},
	{"app@md5:d41d8cd98f00b204e9800998ecf8427e", badDigest},
	{"app@" + sha256Hex, badDigest},
	{"app@" + sha256Dig + "@" + sha256Dig, badDigest},
	{"app@" + sha256Dig + ":v1", badDigest},
	{"app@a:b:${X}", badDigest},
	{"app@sha256:${X}/y", badDigest},
	{sha256Hex, "it is an image ID, not a reference"},
	{sha256Dig, "it is an image ID, not a reference"},
	{"https://ghcr.io/org/app", "a reference has no URL scheme: write what follows \"://\""},
	{"oci://ghcr.io/org/app", "a reference has no URL scheme: write what follows \"://\""},
	{"nginx latest", "it holds white space"},
	{" nginx", "it holds white space"},
	{"nginx\n", "it holds white space"},
	{"app:${TAG", noPlaceholder},
	{"app:$(TAG", noPlaceholder},
	{"app:{{ tag }", noPlaceholder},
	{"app:${}", noPlaceholder},
	{"app:$()", noPlaceholder},
	{"app:{{}}", noPlaceholder},
	{"app:$", noPlaceholder},
	{"app:$$", noPlaceholder},
	{"app:{}", noPlaceholder},
	{"app:{a{b}}", noPlaceholder},
	{"app:<>", noPlaceholder},
	{"app:<< tag >", noPlaceholder},
	{"app:[[ tag ]", noPlaceholder},
	{"app:[tag]", badTag},
	{"app:%", noPlaceholder},
	{"app:%1", noPlaceholder},
	{"app:%(tag)", noPlaceholder},
	{"app:%{tag", noPlaceholder},
	{"app:#tag", noPlaceholder},
	{"app:#{tag", noPlaceholder},
	{"app:$[tag", noPlaceholder},
	{"app:@@tag@", "nothing follows the ':' of the tag"},
	{"ghcr.io/__app__x__", badPath},
	{"app@${D}@${D}", badDigest},
	{"app@a:b:{{ c }}", badDigest},
	{"app:${TAG}}", badTag},
	{"app:${A\x00}", noPlaceholder},
	{"${HOST/app", noPlaceholder},
	{"ghcr.io:${/app", noPlaceholder},
	{"app@${", noPlaceholder},
	{"ghcr.io/org/app:*", badTag},
}

func TestParseRefuses(t *testing.T) {
	for _, test := range refused {
		got, err := Parse(test.in)
		var parseErr *ParseError
		if !errors.As(err, &parseErr) {
			t.Errorf("Parse(%q) = %+v, %v; want a *ParseError", test.in, got, err)
			continue
		}
		if want := (ParseError{Input: test.in, Reason: test.reason}); *parseErr != want {
			t.Errorf("Parse(%q) says %q, want %q", test.in, parseErr.Reason, want.Reason)
		}
		if got != (Reference{}) {
			t.Errorf("Parse(%q) gives %+v beside its error", test.in, got)
		}
	}
}

func TestParseErrorText(t *testing.T) {
	_, err := Parse("ghcr.io/org/App")
	want := `invalid image reference "ghcr.io/org/App": the repository holds an upper-case letter; repositories are lower case`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestParseErrorIsShort(t *testing.T) {
	_, err := Parse(strings.Repeat("A", 1<<20))
	if err == nil || !strings.HasSuffix(err.Error(), `A"… (1048576 bytes): `+upperPath) || len(err.Error()) > 512 {
		t.Errorf("got %.600v", err)
	}
}

// TestParseIsLinear would not end in any reasonable time if a malformed
// placeholder were looked into again at every byte.
func TestParseIsLinear(t *testing.T) {
	for _, unit := range []string{"$", "${", "$(", "{{", "{", "$$${", "a/${", "a:$(", "<", "<<", "[", "[[", "%", "%(", "%a", "#{", "__a", "_", "__", "@@a", "@@", "{%", "$[", "a__B_"} {
		s := strings.Repeat(unit, 1<<20) + "@/:."
		if r, err := Parse(s); err == nil {
			t.Errorf("Parse of %q, repeated, gives %.100v", unit, r)
		}
		if ps := CheckRepository(s); !hasErrors(ps) {
			t.Errorf("CheckRepository of %q, repeated, is well", unit)
		}
		if r, ok := ParseECRHost(s); ok {
			t.Errorf("ParseECRHost of %q, repeated, gives %.100v", unit, r)
		}
	}
}

func TestName(t *testing.T) {
	for in, want := range map[string]string{
		"nginx:1":                       "nginx",
		"ghcr.io/org/app:v1":            "ghcr.io/org/app",
		"ghcr.io/org/app@" + sha256Dig:  "ghcr.io/org/app",
		"${HOST}/org/app:v1":            "${HOST}/org/app",
		"localhost:5000/app:${TAG:-v1}": "localhost:5000/app",
	} {
		if got := mustParse(t, in).Name(); got != want {
			t.Errorf("Name of %q = %q, want %q", in, got, want)
		}
	}
}

func TestHasPlaceholder(t *testing.T) {
	for in, want := range map[string]bool{
		"ghcr.io/org/app:v1@" + sha256Dig: false,
		"${HOST}/org/app":                 true,
		"ghcr.io/$(ORG)/app":              true,
		"ghcr.io/org/app:{{ tag }}":       true,
		"ghcr.io/org/app@sha256:$SHA":     true,
	} {
		if got := mustParse(t, in).HasPlaceholder(); got != want {
			t.Errorf("HasPlaceholder of %q = %v, want %v", in, got, want)
		}
	}
}

func mustParse(t testing.TB, s string) Reference {
	t.Helper()
	r, err := Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
