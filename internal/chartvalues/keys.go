package chartvalues

import (
	"slices"
	"strings"
)

// The keys that charts write parts of an image under. Of several in one map the first
// with a text counts.
var (
	// registryKeys have the first part, to which templates join the rest with a slash.
	registryKeys = []string{"registry", "imageRegistry", "image_registry", "registryUrl", "registryURL", "baseRepo", "hub", "defaultRegistry", "defaultImageRegistry", "systemDefaultRegistry"}
	// nameKeys have the part after the registry, or the whole reference.
	nameKeys = []string{"repository", "image", "imageRepository", "imageName", "repo", "name"}
	tagKeys  = []string{"tag", "imageTag", "versionTag", "image_version", "version"}
	// sureTagKeys are those of tagKeys by which a map with a repository is known for an image.
	// A version is no such sign: a chart or a plugin has one, too. imageKeys are all such signs.
	sureTagKeys = tagKeys[:2]
	imageKeys   = append([]string{"digest"}, slices.Concat(policyKeys, sureTagKeys)...)
	// policyKeys say when an image is pulled, which a chart never is.
	policyKeys = []string{"pullPolicy", "imagePullPolicy"}
	// chartKeys are keys of charts, plain: of their name beside a repository, or of a map that has one.
	chartKeys  = []string{"chart", "charts", "chartname", "chartversion", "helmchart", "helmcharts"}
	digestKeys = []string{"digest", "imageDigest", "sha", "sha256"}
	// betweenKeys have a part that some charts join between the registry and the name.
	betweenKeys = []string{"organization", "org", "imageNamespace", "namespace", "owner", "repositoryPrefix", "defaultImageRepository"}
	// loginWords are in the keys of logins for a registry. notLogins are fields of Pods that
	// have such a word.
	loginWords = []string{"user", "passw", "auth", "token", "email", "credential"}
	notLogins  = []string{"hostusers", "runasuser"}
)

// plain returns a key in the form in which keys are compared: imageRegistry, image_registry and
// image-registry are equal.
func plain(key string) string {
	return strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(key, "-", ""), "_", ""))
}

// saysImage reports whether a key says that an image is below it, or in it. Credentials of images are a login: the
// registry there is in a pull secret
// (https://helm.sh/docs/howto/charts_tips_and_tricks/#creating-image-pull-secrets).
func saysImage(key string) bool {
	k := plain(key)
	if strings.HasSuffix(k, "credential") || strings.HasSuffix(k, "credentials") {
		return false
	}
	return strings.Contains(k, "image") && !strings.Contains(k, "pull") && !strings.Contains(k, "updat") && !strings.Contains(k, "scan")
}

// saysRepository reports whether a key names a repository, as crdRepository does.
func saysRepository(key string) bool { return strings.HasSuffix(plain(key), "repository") }

// saysContainers reports whether a key has a list of Kubernetes containers, which charts copy
// into a pod as they are.
func saysContainers(key string) bool {
	k := plain(key)
	return strings.HasSuffix(k, "containers") || strings.HasSuffix(k, "sidecars")
}

// partWords are in the keys of parts of an image that are never its name.
var partWords = []string{"tag", "policy", "digest", "version", "secret", "sha", "variant", "type", "suffix", "prefix", "registry", "platform", "arch", "flavor"}

// saysPart reports whether a key names such a part.
func saysPart(key string) bool {
	k := plain(key)
	return slices.ContainsFunc(partWords, func(word string) bool { return strings.Contains(k, word) })
}
