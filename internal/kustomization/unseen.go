package kustomization

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/build"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// reportUnseen reports the images that builds leave at the upstream and that are in a file which
// only kustomize reads, such as a patch named web.patch: a walk takes files by their names, so
// nothing else tells of them.
func (s *solver) reportUnseen() {
	if s.Rules.Restores() {
		return
	}
	for _, k := range s.Order {
		if !k.Component && !k.IsUsed && s.Rules.Given(k.File) {
			s.reportUnseenIn(s.Out(k), k.File)
		}
	}
	for _, b := range s.Builds {
		if s.Rules.Given(b.At.File) {
			s.reportUnseenIn(s.Built(b), b.At.File)
		}
	}
}

// reportUnseenIn reports those that come out of one build; by is the file that asks for it.
func (s *solver) reportUnseenIn(out *build.States, by string) {
	if out == nil {
		return
	}
	for _, one := range out.All {
		f := out.Fields[one]
		if one.Mode != build.ModeOutside || f.Unread != nil || s.Renamed(one.Text) == one.Text {
			continue
		}
		file := f.Document.File
		if s.Rules.Governed(file) != tree.ByRun || !s.IsUnseen(file) {
			continue
		}
		s.Problems.Add(finding.Warning, problem.Unseen, f.At(), f.Line(), one.Text,
			s.Rules.Shown(by)+" builds it, and nothing is changed in this file: its name does not end in .yaml, .yml or .json; rename it, or give "+s.Rules.Shown(file)+" to the command too")
	}
}
