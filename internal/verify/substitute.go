package verify

import (
	"fmt"
	"regexp"
)

// variables are what spec.postBuild of a Flux Kustomization replaces, without those
// that stand in the cluster; nil without postBuild.
func variables(spec object) map[string]string {
	if spec.at("postBuild") == nil {
		return nil
	}
	all := map[string]string{}
	for name, value := range spec.at("postBuild", "substitute") {
		all[name] = fmt.Sprint(value)
	}
	return all
}

// aVariable is ${name}, with the default that some have behind it, or the $$ that
// stands for a dollar.
var aVariable = regexp.MustCompile(`\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::?[=-]([^${}]*))?\}`)

// substituted is the text with the variables replaced. One whose value is not known
// here stays as it is: it has the same value before and after.
func substituted(text []byte, variables map[string]string) []byte {
	return aVariable.ReplaceAllFunc(text, func(found []byte) []byte {
		m := aVariable.FindSubmatch(found)
		value, known := variables[string(m[1])]
		switch {
		case len(m[1]) == 0:
			return found
		case known:
			return []byte(value)
		case m[2] != nil:
			return m[2]
		}
		return found
	})
}
