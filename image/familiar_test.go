package image_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/image"
)

var zeros = strings.Repeat("0", 64)

// TestFamiliar holds the short form of Docker Hub's names to what Docker and containerd
// make of it (https://pkg.go.dev/github.com/distribution/reference#FamiliarString).
func TestFamiliar(t *testing.T) {
	for long, want := range map[string]string{
		"docker.io/library/nginx":                 "nginx",
		"docker.io/library/nginx:1.27":            "nginx:1.27",
		"docker.io/library/nginx@sha256:" + zeros: "nginx@sha256:" + zeros,
		"docker.io/grafana/grafana:11":            "grafana/grafana:11",
		"docker.io/library/a/b":                   "library/a/b",
		"docker.io/my.org/app":                    "docker.io/my.org/app",
		"docker.io/localhost/app":                 "docker.io/localhost/app",
		"docker.io/library/${NAME}:1":             "library/${NAME}:1",
		"docker.io/${ORG}/app:1":                  "docker.io/${ORG}/app:1",
		"docker.io/org/${NAME}:1":                 "org/${NAME}:1",
		"ghcr.io/org/app:1":                       "ghcr.io/org/app:1",
		"nginx":                                   "nginx",
	} {
		ref, err := image.Parse(long)
		if err != nil {
			t.Fatal(err)
		}
		if got := ref.Familiar().String(); got != want {
			t.Errorf("%s: %s, want %s", long, got, want)
		}
	}
}
