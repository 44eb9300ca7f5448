package object

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// updaterAnnotations are prefixes of the annotations by which updaters find images.
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

// Protected returns why a value stays: an updater finds images by it, something is pushed to it, or a
// controller writes it. It reports false for any other value. Only rewrite.fields overrides it.
func (o *Object) Protected(w fields.Where) (reason.Reason, bool) {
	if key := w.Annotation(); key != "" {
		for _, begin := range updaterAnnotations {
			if strings.HasPrefix(key, begin) {
				return reason.Updater, true
			}
		}
	}
	if slices.Contains(pushVariables, w.Variable()) || o.isPushed(w) || w.Matches(o.Kind, fields.Pushed()) {
		return reason.PushTarget, true
	}
	if w.IsStatus() {
		return reason.Status, true
	}
	return reason.Reason{}, false
}

// A pushCommand is a command line with the position of its first word that is one of pushWords.
type pushCommand struct {
	words *yamlbytes.Node
	push  int
}

// isPushed reports whether a value is a word of a command line that pushes to it.
func (o *Object) isPushed(w fields.Where) bool {
	line, at := w.CommandLine()
	if line == nil {
		return false
	}
	option, _, joined := strings.Cut(line.Items[at].Value, "=")
	if !joined && at > 0 {
		option = line.Items[at-1].Value
	}
	return slices.Contains(pushOptions, option) || o.firstPush(line) < at
}

// firstPush is the position of the first word of a command line that is one of pushWords, and behind
// its last word where there is none. It is asked for every word of a command line before the next one,
// and looked for once.
func (o *Object) firstPush(line *yamlbytes.Node) int {
	if o.command.words != line {
		push := slices.IndexFunc(line.Items, func(word *yamlbytes.Node) bool { return slices.Contains(pushWords, word.Value) })
		if push < 0 {
			push = len(line.Items)
		}
		o.command = pushCommand{line, push}
	}
	return o.command.push
}

// isSigned reports whether a MAC of SOPS covers all values of an object.
// https://getsops.io/docs/#mac-only-encrypted
func isSigned(root *yamlbytes.Node) bool {
	return root.Text("sops", "mac") != "" && root.Text("sops", "mac_only_encrypted") != "true"
}
