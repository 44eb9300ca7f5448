package main

import (
	"regexp"
	"strings"
)

// cacheHost is the registry of the cache in all measurements.
const cacheHost = "123456789012.dkr.ecr.ca-central-1.amazonaws.com"

// upstreams are the registries of the measurement and the prefixes of their rules.
var upstreams = map[string]string{
	"docker.io": "docker-hub", "ghcr.io": "ghcr", "quay.io": "quay",
	"registry.k8s.io": "kubernetes", "public.ecr.aws": "ecr-public", "registry.gitlab.com": "gitlab",
}

// configuration is the same for the program.
func configuration() string {
	var b strings.Builder
	b.WriteString("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nmetadata: {name: cache}\nspec:\n" +
		"  accountID: \"123456789012\"\n  region: ca-central-1\n  rewrite: {maxResults: 0}\n  upstreams:\n")
	for registry, prefix := range upstreams {
		b.WriteString("  - {registry: " + registry + ", prefix: " + prefix + "}\n")
	}
	return b.String()
}

// hubNames are other names of Docker Hub
// (https://github.com/distribution/reference/blob/main/normalize.go knows the first; the
// others are names of the same service).
var hubNames = []string{"index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"}

// split is a reference's registry, as container runtimes find it, and the rest.
func split(text string) (host, rest string) {
	first, rest, found := strings.Cut(text, "/")
	if !found || !strings.ContainsAny(first, ".:") && first != "localhost" {
		return "docker.io", text
	}
	for _, name := range hubNames {
		if first == name {
			first = "docker.io"
		}
	}
	return first, rest
}

// name is a reference without tag and digest.
func name(text string) string {
	text, _, _ = strings.Cut(text, "@")
	if i := strings.LastIndexByte(text, ':'); i > strings.LastIndexByte(text, '/') {
		return text[:i]
	}
	return text
}

// Expected is what a reference is in the cache, and whether it has an upstream at all.
// It is written apart from the program, from what AWS documents.
func Expected(text string) (string, bool) {
	host, rest := split(text)
	prefix, ok := upstreams[host]
	if !ok || rest == "" || strings.ContainsAny(text, " \n\t") || strings.ToLower(name(rest)) != name(rest) {
		return "", false
	}
	if host == "docker.io" && !strings.Contains(rest, "/") {
		rest = "library/" + rest
	}
	return cacheHost + "/" + prefix + "/" + rest, true
}

var cacheWord = regexp.MustCompile(`[A-Za-z0-9_./:@{}-]*` + regexp.QuoteMeta(cacheHost) + `[A-Za-z0-9_./:@-]*`)

// strayWords lists words of a text in which the cache's host stands, and which are not
// below a rule's prefix. No image of a cluster is one of them.
func strayWords(text string) []string {
	var stray []string
	for _, word := range cacheWord.FindAllString(text, -1) {
		rest, found := strings.CutPrefix(word, cacheHost)
		ok := false
		for _, prefix := range upstreams {
			ok = ok || found && (rest == "/"+prefix || strings.HasPrefix(rest, "/"+prefix+"/")) && !strings.Contains(rest, cacheHost)
		}
		if !ok && rest != "" {
			stray = append(stray, word)
		}
	}
	return stray
}
