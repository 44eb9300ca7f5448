package imagetag

import (
	"regexp"
	"strings"
)

// Split splits an image as kustomize does: the first colon or at sign after the first slash
// ends the name, so that of localhost:5000/app:v1 the tag is v1. tag and digest are empty where
// there is none.
func Split(text string) (name, tag, digest string) {
	from := max(strings.IndexByte(text, '/'), 0)
	colon, at := strings.IndexByte(text[from:], ':'), strings.IndexByte(text[from:], '@')
	switch {
	case colon < 0 && at < 0:
		return text, "", ""
	case at >= 0 && (at < colon || colon < 0):
		return text[:from+at], "", text[from+at+1:]
	case at >= 0:
		return text[:from+colon], text[from+colon+1 : from+at], text[from+at+1:]
	}
	return text[:from+colon], text[from+colon+1:], ""
}

// Join writes an image: name:tag@digest, without what is empty.
func Join(name, tag, digest string) string {
	if tag != "" {
		name += ":" + tag
	}
	if digest != "" {
		name += "@" + digest
	}
	return name
}

// Name returns the name of an image, without its tag and digest.
func Name(text string) string {
	name, _, _ := Split(text)
	return name
}

// IsPattern reports whether a name is meant as a regular expression: it has special
// characters other than the dots of hosts.
func IsPattern(name string) bool {
	plain := strings.ReplaceAll(name, ".", "")
	return regexp.QuoteMeta(plain) != plain
}

// IsBare reports whether an image has no registry, such as nginx or org/app:v1. A placeholder
// before the first slash, such as ${REGISTRY}, counts as a registry.
func IsBare(text string) bool {
	name := Name(text)
	host, _, slash := strings.Cut(name, "/")
	return !slash || !strings.ContainsAny(host, ".:$") && host != "localhost"
}

// IsDockerHub reports whether a name is of Docker Hub, whose images can be written in several
// ways, such as nginx and docker.io/library/nginx.
func IsDockerHub(name string) bool {
	host, _, _ := strings.Cut(name, "/")
	return IsBare(name) || host == "docker.io" || host == "index.docker.io" || host == "registry-1.docker.io"
}
