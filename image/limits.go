package image

import "strconv"

// Limits of ECR's API model (CreatePullThroughCacheRule, CreateRepository).
const (
	minPrefix        = 2
	maxPrefix        = 30
	minECRRepository = 2
	maxECRRepository = 256
)

// RootPrefix is the prefix of a rule that adds no prefix. ECR documents it for caches of another
// ECR registry only.
const RootPrefix = "ROOT"

// CheckPrefix checks an ecrRepositoryPrefix by ECR's API model: 2 to 30
// characters of
//
//	^((?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*/?|ROOT)$
//
// Nothing is trimmed first. The error is a [Problem] of the field "prefix".
func CheckPrefix(prefix string) error {
	p := Problem{
		Field: "prefix", Found: prefix,
		Accepted: "2 to 30 characters: lower-case words and digits with single '.', '_' or '-' between them, joined by '/', such as ghcr",
	}
	body := prefix
	if n := len(prefix); n > 0 && prefix[n-1] == '/' {
		body = prefix[:n-1]
	}
	switch {
	case len(prefix) < minPrefix || len(prefix) > maxPrefix:
		p.Reason = "its length is " + strconv.Itoa(len(prefix))
	case prefix == RootPrefix:
		return nil
	case !plain(body) || checkPath(body) != "" || doubled(body):
		p.Reason = "not a repository prefix of ECR"
	default:
		return nil
	}
	return p
}

// CheckRepository checks the name of a repository in ECR, such as ghcr/amerintlxperts/my-app. It
// returns an error for a name that breaks ECR's length limits or the grammar of references, whose
// separators ECR's API accepts
// (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html). It
// does not check the inside of placeholders.
func CheckRepository(name string) []Problem {
	p := Problem{Field: "repository", Found: name}
	if reason := repositoryReason(name); reason != "" {
		p.Reason = reason
		p.Accepted = "2 to 256 characters: lower-case words and digits with '.', '_', '__' or hyphens between them, joined by '/'"
		return []Problem{p}
	}
	return nil
}

// repositoryReason returns why a name can never be a repository in ECR; empty when it can.
func repositoryReason(name string) string {
	if reason := checkPath(name); name != "" && reason != "" && reason != longPath {
		return reason
	}
	return repositoryLength(name)
}

// repositoryLength checks the length of a name by the bytes outside of its placeholders, which
// may become empty.
func repositoryLength(name string) string {
	n := outside(name)
	if n > maxECRRepository || n < minECRRepository && plain(name) {
		return "its length is " + strconv.Itoa(n) + "; ECR takes 2 to 256 characters"
	}
	return ""
}

// outside returns the number of bytes of s outside placeholders.
func outside(s string) int {
	if plain(s) {
		return len(s)
	}
	n := 0
	for i := 0; i < len(s); {
		_, after, counted := next(s, i)
		i, n = after, n+counted
	}
	return n
}

// doubled reports whether two equal separators follow each other outside of placeholders.
func doubled(s string) bool {
	last := byte(0)
	for i := 0; i < len(s); {
		c, after, _ := next(s, i)
		if c == last && (c == '-' || c == '_') {
			return true
		}
		last, i = c, after
	}
	return false
}
