package input

// Origin is where the value at a path of a configuration comes from: a flag such as --region, the
// file of the nearest layer that sets it, or default. The path is that of [config.Layer.Sets].
func (f *ConfigFlags) Origin(layers []Layer, path ...string) string {
	if flag := f.flagOf(path); flag != "" {
		return flag
	}
	for _, layer := range layers {
		if layer.Sets(path...) {
			return layer.File
		}
	}
	return "default"
}

// flagOf is the flag that gives the value at a path; empty for none.
func (f *ConfigFlags) flagOf(path []string) string {
	if len(path) < 2 || path[0] != "spec" {
		return ""
	}
	switch {
	case path[1] == "accountID" && f.AccountID != "":
		return "--account-id"
	case path[1] == "region" && f.Region != "":
		return "--region"
	case path[1] == "upstreams" && f.Prefix != "" && path[len(path)-1] == "prefix":
		return "--prefix"
	case path[1] == "upstreams" && len(f.Upstreams) > 0:
		return "--upstream"
	}
	return ""
}
