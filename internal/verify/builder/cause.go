package builder

import (
	"errors"
	"regexp"
)

// A cause is one of a few kinds of reasons why a build failed, so that many failures can be
// summarized.
type cause struct {
	name string
	sign *regexp.Regexp
	hint string
}

// causes lists how the message of a failure is recognized. The first match counts, so the more
// specific signs come first: kustomize says several things about one failure, and the last signs,
// such as yaml, are in nearly every message.
func causes() []cause {
	return []cause{
		{"chart dependency", regexp.MustCompile(`(?i)missing in charts/|helm dependency`), "run helm dependency build before"},
		{
			"plugin needed", regexp.MustCompile(`(?i)--enable-(helm|exec|alpha-plugins)|external plugins disabled|unable to find plugin|plugin .*not (found|installed)|unable to load external plugin`),
			"give the flags with the command, as in --kustomize \"kustomize build --enable-helm\"",
		},
		{"cycle", regexp.MustCompile(`(?i)cycle detected|cycle not allowed`), ""},
		{
			RemoteBase, regexp.MustCompile(`(?i)git (fetch|clone|init|remote)|no .git. program|https?://|ssh://|git@|github\.com|no such host|could not resolve host|url is a git repository`),
			"it needs the network; a manifest of the upstream beside yours does not",
		},
		{"outside of the directory", regexp.MustCompile(`(?i)is not in or below`), "give the flag with the command, as in --kustomize \"kustomize build --load-restrictor LoadRestrictionsNone\""},
		{"missing file", regexp.MustCompile(`(?i)no such file or directory|must resolve to a file|doesn't exist|not found in|unable to find one of 'kustomization|evalsymlink failure`), ""},
		{"target of a patch not found", regexp.MustCompile(`(?i)no matches for Id|failed to find unique target|no resource matches|unable to find patch target`), ""},
		{"values needed", regexp.MustCompile(`(?i)values don't meet the specifications|execution error at|nil pointer evaluating|error calling (include|required|fail)`), ""},
		{"not valid", regexp.MustCompile(`(?i)yaml|json|invalid|unmarshal|parse error|unknown field|may not add resource|already registered|empty`), ""},
	}
}

// RemoteBase is the cause of a build that needs something from the network, which could not be
// fetched.
const RemoteBase = "remote base"

// otherCause is the cause of failures that are not recognized.
const otherCause = "other"

// CauseOf returns the name of the cause of a failed build, and what the user can do about it;
// the hint may be empty.
func CauseOf(err error) (name, hint string) {
	if errors.Is(err, ErrTimeout) {
		return "time limit", "--timeout sets another one"
	}
	for _, c := range causes() {
		if c.sign.MatchString(err.Error()) {
			return c.name, c.hint
		}
	}
	return otherCause, ""
}
