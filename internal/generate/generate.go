// Package generate writes what a configuration asks to be generated as files: YAML
// for the tools that live in a cluster, a Terraform module, or a part of Renovate's
// configuration. It stands apart from the KRM function, which makes objects alone.
package generate

import (
	"path"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/kustomize"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/terraform"
	"github.com/amerintlxperts/ecrcache/image"
)

// A File is one file, named from the directory that all are written to.
type File struct{ Name, Text string }

// NoInfrastructure is the code of a configuration that asks for nothing.
const NoInfrastructure plan.Code = "no-infrastructure"

// Files writes what a validated configuration asks for, with the images that were
// seen, as references to their upstreams, the places where those stand that
// kustomize's transformers are to change, and the charts and manifests that are pulled as artifacts.
// There are none when a problem is an error.
func Files(c *v1alpha1.PullThroughCache, images []image.Reference, places []plan.Place, artifacts ...image.Reference) ([]File, []plan.Problem) {
	p, problems := plan.New(c, images, artifacts...)
	if p == nil {
		return nil, []plan.Problem{{
			Code: NoInfrastructure, Severity: plan.Error, Path: "spec.infrastructure",
			Message: "missing, and so are spec.flux and spec.kustomize, so there is nothing to generate; write infrastructure: {} for the defaults, which are for ACK, flux: {} for Flux's image automation, or kustomize: {} for kustomize's transformers",
		}}
	}
	if p.Transformers != nil {
		problems = append(problems, p.Transformers.Reach(c.Spec.Kustomize, places)...)
	}
	files, more := filesOf(c.Spec, p)
	problems = append(problems, more...)
	if plan.Failed(problems) {
		return nil, problems
	}
	return files, problems
}

// filesOf writes kustomize's transformers and the Terraform module, where the configuration
// asks for them, and every object.
func filesOf(spec v1alpha1.Spec, p *plan.Plan) ([]File, []plan.Problem) {
	var files []File
	var problems []plan.Problem
	transformers, ps := kustomize.Generate(p)
	for _, f := range transformers {
		files = append(files, File(f))
	}
	problems, spec.Kustomize = append(problems, ps...), nil
	if in := spec.Infrastructure; in != nil && in.Provider == v1alpha1.ProviderTerraform {
		module, ps := terraform.Generate(p)
		for _, f := range module {
			files = append(files, File(f))
		}
		problems, spec.Infrastructure = append(problems, ps...), nil
	}
	objects, more := generators.Generate(&spec, p)
	problems = append(problems, more...)
	for i := range objects {
		o := &objects[i]
		text, err := o.YAML()
		if err != nil { // texts, numbers and booleans always encode
			problems = append(problems, plan.Problem{Code: plan.Unavailable, Severity: plan.Error, Message: err.Error()})
		}
		files = append(files, File{strings.ToLower(o.Kind) + "-" + o.Metadata.Name + ".yaml", text})
	}
	return files, problems
}

// IsStream reports whether the files are all of one sort, so that whoever reads them
// as a stream can use them: objects to apply, or a Terraform module. kustomize reads
// its transformers from a directory.
func IsStream(files []File) bool {
	sorts := map[string]int{}
	for _, f := range files {
		if !strings.HasSuffix(f.Name, ".md") {
			sorts[path.Dir(f.Name)+"/*"+path.Ext(f.Name)]++
		}
	}
	return len(sorts) <= 1 && sorts[kustomize.Directory+"/*.yaml"] == 0
}

// Stream is the files as one text: a YAML stream, or the Terraform files one after
// the other, without what is for people alone.
func Stream(files []File) string {
	var b strings.Builder
	for i, f := range files {
		switch {
		case strings.HasSuffix(f.Name, ".md"):
			continue
		case strings.HasSuffix(f.Name, ".yaml") && i > 0:
			b.WriteString("---\n")
		case i > 0:
			b.WriteString("\n")
		}
		b.WriteString(f.Text)
	}
	return b.String()
}
