package build

import "github.com/amerintlxperts/ecrcache/internal/kustomization/tree"

// Where a repository has several configurations, a build of one of them may read files that
// another one governs, or none. Their images are foreign to the build: they stay in their
// files, and entries of the build's own kustomization give them their names.

// Foreign returns the images in foreign files that come out of a build with the name that they have
// at the upstream: no entry that may be changed finds them.
func (s *Simulation) Foreign(out *States) []State {
	if out == nil {
		return nil
	}
	var all []State
	for _, one := range out.All {
		from := out.Fields[one]
		if one.Mode == ModeOutside && from.Unread == nil && s.Rules.Governed(from.Document.File) != tree.ByRun && s.Renamed(one.Text) != one.Text {
			all = append(all, one)
		}
	}
	return all
}

// Out returns what comes out of a kustomization; nil for one that was not built.
func (s *Simulation) Out(k *tree.Kustomization) *States { return s.done[k] }

// Built returns what comes out of a build of Flux or Argo CD.
func (s *Simulation) Built(b *tree.Build) *States { return s.built[b] }
