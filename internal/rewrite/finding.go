package rewrite

import (
	"errors"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Severity grades a Finding as the KRM function specification does.
type Severity string

// The severities.
const (
	// Error is what AWS or Kubernetes would refuse; nothing is written.
	Error Severity = "error"
	// Warning is what will surprise.
	Warning Severity = "warning"
	// Info tells what was done.
	Info Severity = "info"
)

// Code names the reason of a Finding. Codes are stable: scripts may select by
// them.
type Code string

// The codes.
const (
	// Rewritten: the reference now goes through the cache.
	Rewritten Code = "rewritten"
	// Uncached: a check found a reference that does not go through the cache yet, or
	// that still does when it is to be restored.
	Uncached Code = "uncached"
	// Restored: the reference no longer goes through the cache.
	Restored Code = "restored"
	// NotCached: a check of all images found one that does not go through the cache.
	NotCached Code = "not-cached"
	// DigestPull: the first pull of a digest may be refused.
	DigestPull Code = "digest-first-pull"
	// MovingTag: a tag that moves, or none.
	MovingTag Code = "moving-tag"
	// OtherRegistry: a reference to the ECR registry of another account or Region.
	OtherRegistry Code = "other-ecr-registry"
	// Malformed: an image field holds no image reference.
	Malformed Code = "malformed-reference"
	// RepositoryTooLong: ECR refuses the repository's name.
	RepositoryTooLong Code = "repository-name-length"
	// SharedAnchor: a value was rewritten that also stands, by its YAML anchor,
	// where no image is expected.
	SharedAnchor Code = "shared-anchor"
	// Irreplaceable: a value is written in a way that cannot be edited.
	Irreplaceable Code = "not-on-one-line"
	// DuplicateKey: a key stands twice in one map.
	DuplicateKey Code = "duplicate-key"
	// UnusedField: a field of the configuration that no item has.
	UnusedField Code = "unused-field"
	// OCISource: what changes for a chart or manifests that are pulled through the
	// cache.
	OCISource Code = "oci-source"
	// FluxMarker: a setter comment by which Flux would undo the rewriting.
	FluxMarker Code = "flux-marker"
	// MarkerWritten and MarkerNotWritten: the setter comments by which Flux updates
	// images.
	MarkerWritten    Code = "marker-written"
	MarkerNotWritten Code = "marker-not-written"
	// MarkerMissing: a check found a place that would get one.
	MarkerMissing Code = "marker-missing"
	// KustomizeName: an entry of kustomize's images cannot go on finding what it found, or
	// does not find it any more since an earlier rewriting.
	KustomizeName Code = "kustomize-name"
	// KustomizeUnread: a kustomization names what cannot be read.
	KustomizeUnread Code = "kustomize-unread"
	// KustomizeCycle: a kustomization leads to itself.
	KustomizeCycle Code = "kustomize-cycle"
	// LateEntry: an entry of kustomize's images looks for a name upstream where a
	// function, a Component or a transformer gave the image its name in the cache before.
	LateEntry Code = "late-entry"
	// ImagesAdded and ImagesRemoved: entries of images that Flux's objects were given,
	// or that were taken out again. NothingToFill: there is none to give.
	ImagesAdded   Code = "images-added"
	ImagesRemoved Code = "images-removed"
	NothingToFill Code = "nothing-to-fill"
	// FluxImages and HelmHooks: what Flux does with entries that were added.
	FluxImages Code = "flux-images"
	HelmHooks  Code = "helm-hooks"
	// PullSecretRemoved, PullSecretKept and SecretUnused: what became of pull
	// secrets, and the Secrets that nothing refers to any more.
	PullSecretRemoved Code = "pull-secret-removed"
	PullSecretKept    Code = "pull-secret-kept"
	// PullSecretUnneeded: a check found a pull secret that would be removed.
	PullSecretUnneeded Code = "pull-secret-unneeded"
	SecretUnused       Code = "secret-unused"
	// Note: what is accepted and should be known, such as a check that a
	// placeholder makes impossible.
	Note Code = "note"
	// LeftBehind: an upstream's name still stands here after the run.
	LeftBehind Code = "left-behind"
	// Omitted: how many results of one code are left out.
	Omitted Code = "omitted"
	// Summary: the counts of a run.
	Summary Code = "summary"
	// Refused: the configuration or the input cannot be used.
	Refused Code = "refused"
)

// A Finding is one thing that the user hears.
type Finding struct {
	Severity Severity
	Code     Code
	// Reason says, of what is left behind, why: crd, policy, args, …
	Reason   string
	Message  string
	Resource Resource
	Field    Field
	File     File
	// Line is that of the value in its source, 0 when the finding is about none.
	Line int
	// Pulled says of what is left behind that a kubelet would pull it from the upstream.
	Pulled bool
}

// Resource names the object a Finding is about.
type Resource struct{ APIVersion, Kind, Namespace, Name string }

// Field is the place in the object: its path, the value there, and the value
// that was or should be written.
type Field struct{ Path, Current, Proposed string }

// File is the file the object came from, where the caller told it: the path, and
// the object's position in it.
type File struct {
	Path  string
	Index int
}

// reasonOf is an error about a value without its line: a result names the field,
// and the line is that of the source, which the caller may have put together.
func reasonOf(err error) string {
	var bad *yamlbytes.Error
	if errors.As(err, &bad) {
		return bad.Reason
	}
	return err.Error()
}

// maxFieldBytes is how many bytes of a name, a path or a value a finding holds: more than
// any that Kubernetes takes. An alias can repeat a text of megabytes.
const maxFieldBytes = 1000

// short is the finding with its texts no longer than that.
func (f Finding) short() Finding {
	shorten(&f.Field.Path, &f.Field.Current, &f.Field.Proposed, &f.File.Path)
	f.Resource = f.Resource.short()
	f.Message = truncate(f.Message, 16*maxFieldBytes) // it may list references
	return f
}

func (r Resource) short() Resource {
	shorten(&r.APIVersion, &r.Kind, &r.Namespace, &r.Name)
	return r
}

// longestSecret is how far behind a cut the end of a secret is looked for.
const longestSecret = 4096

func shorten(texts ...*string) {
	for _, text := range texts {
		*text = truncate(*text, maxFieldBytes)
	}
}

// truncate is the beginning of a text that is too long. It takes secrets out before the
// cut may take from them what they are known by.
func truncate(text string, most int) string {
	if len(text) <= most {
		return strings.Clone(text)
	}
	text = redact.Text(text[:min(len(text), most+longestSecret)])
	return strings.ToValidUTF8(text[:min(len(text), most)], "") + "…"
}

// CountsAsLeft reports whether the finding is one of Report.Left.
func (f *Finding) CountsAsLeft() bool {
	return f.Code == LeftBehind && f.Reason != excludedByConfig.name && f.Reason != namedInPolicy.name
}
