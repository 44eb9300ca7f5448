package crd

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// A Provider is what Terraform's provider hashicorp/aws says of its resources and
// data sources, in the form of terraform providers schema -json.
type Provider struct {
	Resources map[string]described `json:"resource_schemas"`
	Data      map[string]described `json:"data_source_schemas"`
}

type described struct {
	Block block `json:"block"`
}

type block struct {
	Attributes map[string]attribute `json:"attributes"`
	Blocks     map[string]struct {
		Block    block `json:"block"`
		MinItems int   `json:"min_items"`
		MaxItems int   `json:"max_items"`
	} `json:"block_types"`
}

type attribute struct {
	Required, Optional, Computed, Deprecated bool
}

// LoadProvider reads the schema that Crossplane's provider is made of: its release
// has it beside the CRDs.
func LoadProvider() (*Provider, error) {
	folders, err := download("crds")
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(folders["github.com/upbound/provider-aws/v2"], "config", "schema.json"))
	if err != nil {
		return nil, err
	}
	var all struct {
		Providers map[string]*Provider `json:"provider_schemas"`
	}
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, err
	}
	aws := all.Providers["registry.terraform.io/hashicorp/aws"]
	if aws == nil || len(aws.Resources) == 0 {
		return nil, fmt.Errorf("%d bytes of schema, and no hashicorp/aws", len(text))
	}
	return aws, nil
}

// Module holds the files of a module to the schema: every resource and data source
// has what it must have and nothing else, and every reference to one leads to an
// attribute.
func (p *Provider) Module(files map[string][]byte) []string {
	var problems []string
	for name, text := range files {
		parsed, diagnostics := hclsyntax.ParseConfig(text, name, hcl.InitialPos)
		if diagnostics.HasErrors() {
			problems = append(problems, diagnostics.Error())
			continue
		}
		for _, b := range parsed.Body.(*hclsyntax.Body).Blocks {
			problems = append(problems, p.top(b)...)
			problems = append(problems, p.references(b.Body)...)
		}
	}
	slices.Sort(problems)
	return problems
}

// top holds one block at the top of a file.
func (p *Provider) top(b *hclsyntax.Block) []string {
	kinds := map[string]map[string]described{"resource": p.Resources, "data": p.Data}[b.Type]
	if kinds == nil {
		return nil
	}
	known, there := kinds[b.Labels[0]]
	if !there {
		return []string{b.Labels[0] + ": the provider has no such " + b.Type}
	}
	return known.Block.problems(b.Labels[0], b.Body, []string{"for_each", "depends_on", "count"}, []string{"lifecycle"})
}

// problems holds the inside of a block; Terraform's own attributes and blocks are
// left out.
func (s *block) problems(at string, body *hclsyntax.Body, attributes, blocks []string) []string {
	var problems []string
	for name := range body.Attributes {
		switch known, there := s.Attributes[name]; {
		case slices.Contains(attributes, name):
		case !there:
			problems = append(problems, at+"."+name+": no such attribute")
		case !known.Required && !known.Optional:
			problems = append(problems, at+"."+name+": the provider sets it")
		case known.Deprecated:
			problems = append(problems, at+"."+name+": deprecated")
		}
	}
	for name, a := range s.Attributes {
		if body.Attributes[name] == nil && a.Required {
			problems = append(problems, at+"."+name+": missing")
		}
	}
	return append(problems, s.inner(at, body, blocks)...)
}

// inner holds the blocks within a block.
func (s *block) inner(at string, body *hclsyntax.Body, own []string) []string {
	var problems []string
	count := map[string]int{}
	for _, b := range body.Blocks {
		known, there := s.Blocks[b.Type]
		count[b.Type]++
		switch {
		case slices.Contains(own, b.Type):
		case !there:
			problems = append(problems, at+"."+b.Type+": no such block")
		default:
			problems = append(problems, known.Block.problems(at+"."+b.Type, b.Body, nil, nil)...)
		}
	}
	for name, known := range s.Blocks {
		if n := count[name]; n < known.MinItems || known.MaxItems > 0 && n > known.MaxItems {
			problems = append(problems, fmt.Sprintf("%s.%s: %d, of %d to %d", at, name, n, known.MinItems, known.MaxItems))
		}
	}
	return problems
}

// references holds what expressions read of resources and data sources.
func (p *Provider) references(body *hclsyntax.Body) []string {
	var problems []string
	for _, a := range body.Attributes {
		for _, t := range a.Expr.Variables() {
			names := namesOf(t)
			kinds := p.Resources
			if names[0] == "data" {
				kinds, names = p.Data, names[1:]
			}
			known, there := kinds[names[0]]
			if !there || len(names) < 3 {
				continue // a variable, an iterator, or the whole resource
			}
			if read, there := known.Block.Attributes[names[2]]; !there || read.Deprecated {
				problems = append(problems, names[0]+": no attribute "+names[2]+" to read, or a deprecated one")
			}
		}
	}
	for _, b := range body.Blocks {
		problems = append(problems, p.references(b.Body)...)
	}
	return problems
}

func namesOf(t hcl.Traversal) []string {
	names := []string{t.RootName()}
	for _, step := range t[1:] {
		if attribute, isAttribute := step.(hcl.TraverseAttr); isAttribute {
			names = append(names, attribute.Name)
		}
	}
	return names
}
