package planner

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// regionRoom is more than the length of the longest Region with a hyphen.
const regionRoom = len("-ap-southeast-10")

// nameInIAM returns the name of a role or policy with the Region at its end, because an account has
// one of a name for all Regions. It has at most the given number of characters, with any
// Region: a Terraform module can be applied in others.
func (b *builder) nameInIAM(what string, most int) string {
	words := slices.DeleteFunc([]string{b.c.Spec.Project, b.c.Spec.Environment, what}, func(w string) bool { return w == "" })
	name := strings.Join(words, "-")
	if most -= regionRoom; len(name) > most {
		sum := sha256.Sum256([]byte(name))
		end := "-" + hex.EncodeToString(sum[:4])
		name = strings.TrimRight(name[:most-len(end)], "-") + end
	}
	return name + "-" + b.c.Spec.Region
}

// identifier turns a prefix into an identifier, for the names of outputs: lower-case letters,
// digits and underscores.
func identifier(prefix string) string {
	id := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, strings.ToLower(prefix))
	if id[0] >= '0' && id[0] <= '9' {
		id = "_" + id
	}
	return id
}

// hasVariable reports whether a text holds a variable such as ${AWS_REGION}, whose value is
// not known here.
func hasVariable(text string) bool { return strings.Contains(text, "${") }
