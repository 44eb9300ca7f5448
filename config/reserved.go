package config

// notBuilt are the sections that later versions will read. They are refused, and
// not ignored, because what they ask for would silently not happen.
var notBuilt = [...]struct{ path, what string }{
	{"spec.flux", "Flux image automation"},
}

// reserved says what a section will be, empty for any other path.
func reserved(path string) string {
	for _, n := range notBuilt {
		if n.path == path {
			return n.what
		}
	}
	return ""
}
