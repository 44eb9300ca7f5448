package rewrite

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// What decides where images come from, or where they go, stays: it is no pull of a
// kubelet, and moving it breaks what it decides.
var (
	inUpdater = reason{"updater", finding.Info, "an updater looks for new tags under this name; the cache lists only tags that were pulled"}
	inMirrors = reason{"mirror", finding.Info, "a rule or a list by which images are mirrored, which names their source"}
	inPushed  = reason{"push-target", finding.Info, "a build pushes to this name, or may do so; nothing can be pushed to the cache"}
	inSOPS    = reason{"sops", finding.Warning, "SOPS signs this value, too, and would refuse the file once it changes; change it with sops, or encrypt with --mac-only-encrypted"}
)

// updaterAnnotations begin the keys of annotations by which updaters find images.
// https://github.com/argoproj-labs/argocd-image-updater/blob/master/docs/configuration/migration.md
// https://github.com/keel-hq/keel/blob/master/types/types.go
// https://github.com/akuity/kargo/blob/main/api/v1alpha1/annotations.go
var updaterAnnotations = []string{"argocd-image-updater.argoproj.io/", "keel.sh/", "kargo.akuity.io/"}

// pushOptions are the options by which builders take the image that they push.
// https://github.com/GoogleContainerTools/kaniko/blob/main/cmd/executor/cmd/root.go
// https://github.com/moby/buildkit/blob/master/cmd/buildctl/build.go
// https://github.com/docker/buildx/blob/master/commands/build.go
var pushOptions = []string{"--destination", "-d", "--cache-repo", "--cache-to", "--export-cache", "--output", "-o", "--tag", "-t"}

// pushWords are the commands by which builders and copiers push.
// https://github.com/containers/skopeo/blob/main/cmd/skopeo/main.go
// https://github.com/google/go-containerregistry/blob/main/cmd/crane/doc/crane.md
// https://docs.openshift.com/container-platform/latest/cli_reference/openshift_cli/developer-cli-commands.html#oc-image-mirror
var pushWords = []string{"push", "copy", "cp", "sync", "mirror"}

// pushVariables are the environment variables by which builders take the image that they
// push (https://github.com/ko-build/ko/blob/main/docs/configuration.md,
// https://skaffold.dev/docs/environment/image-registries/).
var pushVariables = []string{"KO_DOCKER_REPO", "SKAFFOLD_DEFAULT_REPO"}

// protected is why a value stays, whatever the configuration covers but its own fields.
func (o *object) protected(w fields.Where) (reason, bool) {
	if key := w.Annotation(); key != "" {
		for _, begin := range updaterAnnotations {
			if strings.HasPrefix(key, begin) {
				return inUpdater, true
			}
		}
	}
	if slices.Contains(pushVariables, w.Variable()) || isPushed(w) || w.Matches(o.kind, fields.Pushed()) {
		return inPushed, true
	}
	return reason{}, false
}

// isPushed reports whether a value is a word of a command line that pushes to it.
func isPushed(w fields.Where) bool {
	words, at := w.Words()
	if words == nil {
		return false
	}
	option, _, joined := strings.Cut(words[at], "=")
	if !joined && at > 0 {
		option = words[at-1]
	}
	return slices.Contains(pushOptions, option) || slices.ContainsFunc(words[:at], func(word string) bool { return slices.Contains(pushWords, word) })
}

// isSigned reports whether a MAC of SOPS covers all values of an object.
// https://getsops.io/docs/#mac-only-encrypted
func isSigned(root *yamlbytes.Node) bool {
	return root.Text("sops", "mac") != "" && root.Text("sops", "mac_only_encrypted") != "true"
}
