package target

import (
	"fmt"
	"regexp"
)

// variables returns the variables in spec.postBuild.substitute of a Flux Kustomization, without
// those of substituteFrom, which are in objects of the cluster; nil without postBuild
// (https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution).
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

// variable matches ${name}, with its default if it has one, and $${, which is an escaped
// dollar.
var variable = regexp.MustCompile(`\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::?[=-]([^${}]*))?\}`)

// Substitute returns the output of the builder with the variables that Flux replaces. A
// variable whose value is not known here stays as it is: it has the same value before and
// after rewriting.
func (t *Target) Substitute(out []byte) []byte {
	if t.variables == nil {
		return out
	}
	return substituted(out, t.variables)
}

// substituted returns a text with its variables replaced.
func substituted(text []byte, variables map[string]string) []byte {
	return variable.ReplaceAllFunc(text, func(found []byte) []byte {
		m := variable.FindSubmatch(found)
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
