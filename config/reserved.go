package config

import "regexp"

// notBuilt are the sections that later versions will read. They are refused, and
// not ignored, because what they ask for would silently not happen.
var notBuilt = []struct{ path, what string }{
	{`^spec\.flux$`, "Flux image automation"},
	{`^spec\.infrastructure$`, "the cache rule, its credential, templates and policies"},
	{`^spec\.kustomize$`, "a kustomize Component"},
	{`^spec\.upstreams\[\d+\]\.credential$`, "the credential of a cache rule"},
	{`^spec\.(project|environment)$`, "names for generated infrastructure"},
}

// reserved says what a section will be, empty for any other path.
func reserved(path string) string {
	for _, n := range notBuilt {
		if regexp.MustCompile(n.path).MatchString(path) {
			return n.what
		}
	}
	return ""
}
