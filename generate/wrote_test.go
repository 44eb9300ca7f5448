package generate

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/config"
)

// TestWrote: what Files makes is known as its own, for every provider, and as that
// of no other configuration.
func TestWrote(t *testing.T) {
	for _, provider := range []string{config.ProviderACK, config.ProviderCrossplane, config.ProviderTerraform} {
		for _, name := range []string{"ghcr", "42"} {
			spec, err := config.Parse([]byte(`apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: "` + name + `"}
spec:
  accountID: "123456789012"
  region: ca-central-1
  upstreams: [{registry: ghcr.io, credential: {}}]
  infrastructure: {provider: ` + provider + `}
`))
			if err != nil {
				t.Fatal(err)
			}
			files, problems := Files(spec, nil, nil)
			if len(files) == 0 {
				t.Fatal(problems)
			}
			for _, f := range files {
				if !Wrote(name, f.Text) {
					t.Errorf("%s: %s is not known:\n%s", provider, f.Name, f.Text)
				}
				if Wrote("other", f.Text) {
					t.Errorf("%s: %s is known as that of another", provider, f.Name)
				}
			}
		}
	}
}
