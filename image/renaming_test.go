package image

import (
	"slices"
	"testing"
)

// renamer is a cache of ghcr.io and Docker Hub.
func renamer() *Cache {
	return NewCache(Registry{AccountID: "123456789012", Region: "ca-central-1"}, []Upstream{{"ghcr.io", "ghcr", ""}, {"docker.io", "docker-hub", ""}})
}

func parseAll(t *testing.T, texts []string) []Reference {
	t.Helper()
	var all []Reference
	for _, text := range texts {
		r, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// TestRenamings: one entry for every name that an image is written by.
func TestRenamings(t *testing.T) {
	const ghcr, hub = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/", "123456789012.dkr.ecr.ca-central-1.amazonaws.com/docker-hub/"
	for _, test := range []struct {
		name string
		seen []string
		want []Renaming
	}{
		{"tags and digests are one repository", []string{"ghcr.io/a/b:v1", "ghcr.io/a/b:v2", "ghcr.io/a/b@sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}, []Renaming{{"ghcr.io/a/b", ghcr + "a/b"}}},
		{"sorted", []string{"ghcr.io/a/z:1", "ghcr.io/a/b:1"}, []Renaming{{"ghcr.io/a/b", ghcr + "a/b"}, {"ghcr.io/a/z", ghcr + "a/z"}}},
		{"every spelling is a name", []string{"nginx:1", "docker.io/nginx", "docker.io/library/nginx:2", "GHCR.io/a/b"}, []Renaming{
			{"GHCR.io/a/b", ghcr + "a/b"}, {"docker.io/library/nginx", hub + "library/nginx"}, {"docker.io/nginx", hub + "library/nginx"}, {"nginx", hub + "library/nginx"},
		}},
		{"a dot finds no other image", []string{"ghcr.io/a/my.app:1", "ghcr.io/a/my_app:1"}, []Renaming{{`ghcr\.io/a/my\.app`, ghcr + "a/my.app"}, {"ghcr.io/a/my_app", ghcr + "a/my_app"}}},
		{"no upstream, a placeholder", []string{"quay.io/a/b:1", "ghcr.io/${ORG}/b:1", "ghcr.io/a/b:${TAG}"}, []Renaming{{"ghcr.io/a/b", ghcr + "a/b"}}},
	} {
		if got := renamer().Renamings(parseAll(t, test.seen)); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
	if got := (Renaming{Name: `ghcr\.io/a/my\.app`}).Plain(); got != "ghcr.io/a/my.app" {
		t.Errorf("the plain name is %s", got)
	}
}

// TestSpellings: whatever the name, its spellings are those of all the others too,
// but for what nobody usually writes.
func TestSpellings(t *testing.T) {
	official := []string{"docker.io/library/nginx", "docker.io/nginx", "library/nginx", "nginx"}
	for _, test := range []struct {
		in   string
		want []string
	}{
		{"nginx:1.27", official},
		{"docker.io/library/nginx", official},
		{"index.docker.io/nginx", append([]string{"index.docker.io/nginx"}, official...)},
		{"bitnami/redis", []string{"bitnami/redis", "docker.io/bitnami/redis"}},
		{"GHCR.io/a/b:v1", []string{"GHCR.io/a/b", "ghcr.io/a/b"}},
		{"quay.io/a/b", nil},
	} {
		var got []string
		for _, r := range renamer().Spellings(parseAll(t, []string{test.in})[0]) {
			got = append(got, r.Name())
		}
		slices.Sort(got)
		got = slices.Compact(got)
		slices.Sort(test.want)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.in, got, test.want)
		}
	}
}
