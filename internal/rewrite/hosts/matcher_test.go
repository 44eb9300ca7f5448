package hosts

import "testing"

// TestHostMatcher: a host is found in any letter case, wherever it stands, and nothing else.
func TestHostMatcher(t *testing.T) {
	m := NewMatcher("ghcr.io", "quay.io", "registry.k8s.io", ".dkr.ecr", "localhost:5000")
	for text, want := range map[string]int{
		"":                                 0,
		"image: ghcr.io/a/b:v1":            1,
		"image: GHCR.IO/a/b:v1":            1,
		"image: Ghcr.Io/a, QUAY.io/b":      2,
		"ghcr.io":                          1,
		"ghcr.i":                           0,
		"ghcr.":                            0,
		".io":                              0,
		"Registry.K8S.io/pause":            1,
		"1.DKR.ecr.x":                      1,
		"LOCALHOST:5000/a localhost:50000": 2,
		"localhost:500":                    0,
	} {
		if got := m.Count([]byte(text)); got != want || m.Contains([]byte(text)) != (want > 0) {
			t.Errorf("%q: found %d times, want %d; is there: %v", text, got, want, m.Contains([]byte(text)))
		}
	}
}
