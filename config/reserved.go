package config

import "strings"

// notBuilt are the sections that later versions will read. They are refused, and
// not ignored, because what they ask for would silently not happen.
var notBuilt = [...]struct{ path, what string }{
	{"spec.flux", "Flux image automation"},
	{"spec.infrastructure", "the cache rule, its credential, templates and policies"},
	{"spec.kustomize", "a kustomize Component"},
	{"spec.upstreams[].credential", "the credential of a cache rule"},
	{"spec.project", "names for generated infrastructure"},
	{"spec.environment", "names for generated infrastructure"},
}

// reserved says what a section will be, empty for any other path.
func reserved(path string) string {
	for _, n := range notBuilt {
		if n.path == withoutIndexes(path) {
			return n.what
		}
	}
	return ""
}

// withoutIndexes writes spec.upstreams[2].credential as spec.upstreams[].credential.
func withoutIndexes(path string) string {
	var b strings.Builder
	for rest := path; rest != ""; {
		before, after, found := strings.Cut(rest, "[")
		b.WriteString(before)
		if !found {
			break
		}
		_, rest, _ = strings.Cut(after, "]")
		b.WriteString("[]")
	}
	return b.String()
}
