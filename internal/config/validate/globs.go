package validate

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

const (
	acceptedNames        = "a name, or a glob over it, such as web-*"
	acceptedRepositories = "a repository's path without its host, or a glob over it, such as amerintlxperts/**"
)

// checkNameGlob refuses patterns over the names of objects that match nothing.
func checkNameGlob(path, pattern string, p *problems.Collector) {
	e := finding.Finding{Found: finding.Quote(pattern), Accepted: acceptedNames, Message: patternProblem(pattern)}
	if e.Message == "" && strings.Contains(pattern, "/") {
		e.Message = "names hold no /"
	}
	if e.Message != "" {
		p.Add(path, e)
	}
}

// checkFileGlob refuses patterns over names of objects and paths of files that match
// nothing.
func checkFileGlob(path, pattern string, p *problems.Collector) {
	e := finding.Finding{Found: finding.Quote(pattern), Accepted: "the name of an object or the path of a file, or a glob over it, such as shop or **/values.yaml", Message: patternProblem(pattern)}
	if e.Message == "" && (strings.HasPrefix(pattern, "./") || strings.HasPrefix(pattern, "../")) {
		e.Message = "paths have no . and .. in them"
		e.Hint = "write **/" + strings.TrimLeft(pattern, "./")
	}
	if e.Message != "" {
		p.Add(path, e)
	}
}

// checkRepositoryGlob refuses patterns over the repositories of a registry that
// match nothing.
func checkRepositoryGlob(path, pattern string, p *problems.Collector) {
	e := finding.Finding{Found: finding.Quote(pattern), Accepted: acceptedRepositories, Message: patternProblem(pattern)}
	host, rest, _ := strings.Cut(pattern, "/")
	_, isHost := image.KnownUpstream(host)
	switch {
	case e.Message != "":
	case isHost && strings.Contains(host, "."):
		e.Message = "the host is no part of the path"
		if rest != "" {
			e.Hint = "write " + rest
		}
	case strings.HasPrefix(pattern, "/") || strings.HasSuffix(pattern, "/") || strings.Contains(pattern, "//"):
		e.Message = "a path component is empty"
	case pattern != strings.ToLower(pattern):
		e.Message = "repositories are in lower case"
		e.Hint = "write " + strings.ToLower(pattern)
	case strings.ContainsAny(pattern, ":@"):
		e.Message = "tags and digests are no part of the path"
	default:
		return
	}
	p.Add(path, e)
}

// patternProblem says why a pattern does not mean what its author probably meant, "" when it
// does.
func patternProblem(pattern string) string {
	switch {
	case pattern == "":
		return "it is empty"
	case strings.Contains(pattern, "***"):
		return "*** means nothing"
	case wholeComponents(pattern) != pattern:
		return "** stands for whole path components; write " + wholeComponents(pattern)
	case strings.HasPrefix(pattern, "!"):
		return "! means nothing; what is left out has a list of its own, exclude"
	case strings.ContainsAny(pattern, "[]{}\\"):
		return "[ ] { } and \\ mean nothing here"
	case strings.ContainsAny(pattern, " \t\r\n,"):
		return "a pattern holds no spaces and no commas; each is an element of the list"
	}
	return ""
}

// wholeComponents returns the pattern with every ** as a path component of its own, such as
// **/*-worker for **-worker: beside other characters ** would mean the same as *.
func wholeComponents(pattern string) string {
	components := strings.Split(pattern, "/")
	for i, component := range components {
		if strings.Contains(component, "**") && component != "**" {
			before, after, _ := strings.Cut(component, "**")
			parts := []string{"**"}
			if before != "" {
				parts = append([]string{before + "*"}, parts...)
			}
			if after != "" {
				parts = append(parts, "*"+after)
			}
			components[i] = strings.Join(parts, "/")
		}
	}
	return strings.Join(components, "/")
}
