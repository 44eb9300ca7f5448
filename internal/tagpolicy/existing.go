package tagpolicy

import (
	"regexp"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
)

// Existing is the image automation that manifests have and this program did not generate: objects
// of the group image.toolkit.fluxcd.io, of any version.
type Existing struct {
	Scans       []ExistingScan
	Policies    []ExistingPolicy
	Automations []ExistingAutomation
	// FromTop returns the path of a file from the top of its Git repository, with slashes; empty
	// where that is not known. It is nil without a repository.
	FromTop func(file string) string
}

// Joined returns the automation of two sets of manifests.
func (e Existing) Joined(other Existing) Existing {
	fromTop := e.FromTop
	if fromTop == nil {
		fromTop = other.FromTop
	}
	return Existing{
		Scans:       slices.Concat(e.Scans, other.Scans),
		Policies:    slices.Concat(e.Policies, other.Policies),
		Automations: slices.Concat(e.Automations, other.Automations),
		FromTop:     fromTop,
	}
}

// A Named is an object in a manifest.
type Named struct {
	// Namespace is empty where the manifest does not say it.
	Namespace, Name string
	// At is the file, with its line where that is known.
	At string
}

// In returns the namespace, or the one that is given for an object without one.
func (n *Named) In(namespace string) string {
	if n.Namespace != "" {
		return n.Namespace
	}
	return namespace
}

// String returns namespace/name (file:line).
func (n *Named) String() string {
	text := n.Name
	if n.Namespace != "" {
		text = n.Namespace + "/" + text
	}
	if n.At != "" {
		text += " (" + n.At + ")"
	}
	return text
}

// An ExistingScan is an ImageRepository.
type ExistingScan struct {
	Named
	// Image is the repository that Flux looks at, as it is after the run.
	Image string
	// Provider is empty where the object does not say it, which means generic.
	Provider      string
	HasSecret     bool // secretRef
	IsShared      bool // accessFrom: policies of other namespaces may use it
	IsSuspended   bool
	ExclusionList []string
}

// An ExistingPolicy is an ImagePolicy.
type ExistingPolicy struct {
	Named
	// Scan names the ImageRepository. Its namespace is empty for that of the policy.
	Scan    Named
	Policy  *v1alpha1.FluxPolicy // nil where it cannot be read
	Filter  *v1alpha1.FluxTagFilter
	Digests bool
}

// An ExistingAutomation is an ImageUpdateAutomation.
type ExistingAutomation struct {
	Named
	// Path is the directory of the repository that it updates; empty for all of it.
	Path string
}

// Covers reports whether it updates a file or directory, whose path is from the top of the
// repository.
func (a *ExistingAutomation) Covers(other string) bool {
	dir := trimmed(a.Path)
	other = trimmed(other)
	return dir == "" || dir == other || strings.HasPrefix(other, dir+"/")
}

func trimmed(path string) string { return strings.Trim(strings.TrimPrefix(path, "."), "/") }

// ScanOf returns the ImageRepository of a policy; nil where the manifests have none. Objects without
// a namespace are in the one that is given.
func (e *Existing) ScanOf(p *ExistingPolicy, namespace string) *ExistingScan {
	wanted := p.Scan.In(p.In(namespace))
	for i := range e.Scans {
		if s := &e.Scans[i]; s.Name == p.Scan.Name && s.In(namespace) == wanted {
			return s
		}
	}
	return nil
}

// Counting returns a function that reports which tags Flux can sort with the policy, of those that
// its ImageRepository keeps.
func (p *ExistingPolicy) Counting(s *ExistingScan) func(tag string) bool {
	if p.Policy == nil {
		return func(string) bool { return true } // only Flux knows
	}
	counts := Counting(p.Policy, p.Filter)
	var excluded []*regexp.Regexp
	for _, pattern := range s.ExclusionList {
		if compiled, err := regexp.Compile(pattern); err == nil {
			excluded = append(excluded, compiled)
		}
	}
	return func(tag string) bool {
		return counts(tag) && !slices.ContainsFunc(excluded, func(pattern *regexp.Regexp) bool { return pattern.MatchString(tag) })
	}
}
