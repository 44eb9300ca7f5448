package kustomize

import "strings"

// ecr is the cache's registry.
const ecr = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/"

// moved is what an image becomes by the configuration of these tests, which caches ghcr.io
// below ghcr and Docker Hub below docker-hub. It knows nothing of the program's code.
func moved(image string) string {
	name, rest := cutName(image)
	host, path, found := strings.Cut(name, "/")
	switch {
	case host == "ghcr.io" && found:
		return ecr + "ghcr/" + path + rest
	case host == "docker.io" && found:
		return ecr + "docker-hub/" + official(path) + rest
	case !found || !strings.ContainsAny(host, ".:") && host != "localhost":
		return ecr + "docker-hub/" + official(name) + rest
	}
	return image
}

// movedBack is its inverse, with Docker Hub's names in full.
func movedBack(image string) string {
	path, found := strings.CutPrefix(image, ecr)
	prefix, name, _ := strings.Cut(path, "/")
	switch {
	case found && prefix == "ghcr":
		return "ghcr.io/" + name
	case found && prefix == "docker-hub":
		return "docker.io/" + name
	}
	return image
}

// inFull is a reference with Docker Hub's host and library/ where people leave them out.
func inFull(image string) string {
	if path, found := strings.CutPrefix(moved(image), ecr+"docker-hub/"); found && !strings.HasPrefix(image, ecr) {
		return "docker.io/" + path
	}
	return image
}

func official(path string) string {
	if strings.Contains(path, "/") {
		return path
	}
	return "library/" + path
}

// cutName cuts an image in front of its tag or digest.
func cutName(image string) (name, rest string) {
	from := strings.Index(image, "/") + 1
	if i := strings.IndexAny(image[from:], ":@"); i >= 0 {
		return image[:from+i], image[from+i:]
	}
	return image, ""
}
