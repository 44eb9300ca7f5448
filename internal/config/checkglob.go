package config

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
)

const (
	acceptedNames        = "a name, or a glob over it, such as web-*"
	acceptedRepositories = "a repository's path without its host, or a glob over it, such as amerintlxperts/**"
)

// checkNameGlob refuses patterns over names that match nothing.
func checkNameGlob(path, pattern string, p *problems) {
	e := Error{Path: path, Found: excerpt(pattern), Accepted: acceptedNames, Reason: misread(pattern)}
	if e.Reason == "" && strings.Contains(pattern, "/") {
		e.Reason = "names hold no /"
	}
	if e.Reason != "" {
		p.add(e)
	}
}

// checkFileGlob refuses patterns over names of objects and paths of files that match
// nothing.
func checkFileGlob(path, pattern string, p *problems) {
	e := Error{Path: path, Found: excerpt(pattern), Accepted: "the name of an object or the path of a file, or a glob over it, such as shop or **/values.yaml", Reason: misread(pattern)}
	if e.Reason == "" && (strings.HasPrefix(pattern, "./") || strings.HasPrefix(pattern, "../")) {
		e.Reason = "paths have no . and .. in them"
		e.Hint = "write **/" + strings.TrimLeft(pattern, "./")
	}
	if e.Reason != "" {
		p.add(e)
	}
}

// checkRepositoryGlob refuses patterns over the repositories of a registry that
// match nothing.
func checkRepositoryGlob(path, pattern string, p *problems) {
	e := Error{Path: path, Found: excerpt(pattern), Accepted: acceptedRepositories, Reason: misread(pattern)}
	host, rest, _ := strings.Cut(pattern, "/")
	_, isHost := image.KnownUpstream(host)
	switch {
	case e.Reason != "":
	case isHost && strings.Contains(host, "."):
		e.Reason = "the host is no part of the path"
		if rest != "" {
			e.Hint = "write " + rest
		}
	case strings.HasPrefix(pattern, "/") || strings.HasSuffix(pattern, "/") || strings.Contains(pattern, "//"):
		e.Reason = "a path component is empty"
	case pattern != strings.ToLower(pattern):
		e.Reason = "repositories are in lower case"
		e.Hint = "write " + strings.ToLower(pattern)
	case strings.ContainsAny(pattern, ":@"):
		e.Reason = "tags and digests are no part of the path"
	default:
		return
	}
	p.add(e)
}

// misread says why a pattern would not be read as its author meant, empty when it
// would.
func misread(pattern string) string {
	switch {
	case pattern == "":
		return "it is empty"
	case strings.Contains(pattern, "***"):
		return "*** means nothing"
	case wholeComponents(pattern) != pattern:
		return "** stands for whole path components; write " + wholeComponents(pattern)
	case strings.HasPrefix(pattern, "!"):
		return "! means nothing; what is left out stands in a list of its own, exclude"
	case strings.ContainsAny(pattern, "[]{}\\"):
		return "[ ] { } and \\ mean nothing here"
	case strings.ContainsAny(pattern, " \t\r\n,"):
		return "a pattern holds no spaces and no commas; each is an element of the list"
	}
	return ""
}

// wholeComponents writes ** that stands beside other characters, where it would mean
// the same as *, as a path component of its own: **/*-worker for **-worker.
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
