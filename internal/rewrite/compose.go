package rewrite

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A change gives one scalar of a place its new text.
type change struct {
	node *yamlbytes.Node
	text string
}

// composed is compose for what a decision proposes. Most references stand in one field
// and nothing with them.
func composed(p *fields.Place, d *decision) []change {
	alone := p.Registry == nil && p.Tag == nil && p.Digest == nil && p.Before == "" && p.After == ""
	if alone && p.Row.Form == fields.Reference && digestAlgorithm(d.current) == "" && d.current != d.proposed {
		return []change{{p.Name, d.proposed}}
	}
	return compose(p, d.reference)
}

// compose distributes a new reference over the fields of a place: each holds
// again the parts it held before.
func compose(p *fields.Place, ref image.Reference) []change {
	held := p.Texts()
	var changes []change
	set := func(n *yamlbytes.Node, before, after string) {
		if n != nil && before != after {
			changes = append(changes, change{n, after})
		}
	}
	name := ref
	if held.Digest != "" {
		if fields.WithAlgorithm(held.Digest) != ref.Digest {
			set(p.Digest, held.Digest, ref.Digest)
		}
		name.Digest = ""
	}
	algorithm := digestAlgorithm(held.Name)
	switch {
	case held.Tag == "":
	case algorithm != "":
		name.Digest = "" // its hex digits stay in the tag field
	default:
		set(p.Tag, held.Tag, tagField(held.Tag, ref))
		name.Tag = ""
		if strings.Contains(held.Tag, "@") {
			name.Digest = ""
		}
	}
	registry, rest := splitRegistry(held, name)
	set(p.Registry, held.Registry, registry)
	set(p.Name, p.Before+held.Name+p.After, before(p, ref)+rest+algorithm+p.After)
	return changes
}

// before is what stands before the new reference. The form name=name says no more
// than name: Rewrite made it, and Restore takes it back.
func before(p *fields.Place, ref image.Reference) string {
	if p.Row.Form == fields.SetImage && p.Before == ref.Name()+"=" {
		return ""
	}
	return p.Before
}

// digestAlgorithm is what a repository field ends in when the field for the tag
// holds a digest's hex digits, @sha256; empty otherwise.
func digestAlgorithm(repository string) string {
	if i := strings.LastIndexByte(repository, '@'); i >= 0 && !strings.Contains(repository[i:], ":") {
		return repository[i:]
	}
	return ""
}

// tagField returns the text of a tag field, which may hold a digest as well:
// v1@sha256:….
func tagField(held string, ref image.Reference) string {
	if strings.Contains(held, "@") && ref.Digest != "" {
		return ref.Tag + "@" + ref.Digest
	}
	return ref.Tag
}

// splitRegistry divides a reference between the fields registry and repository.
// A registry field takes the host alone, unless it held a path too: then the
// repository field stays as it is and the registry takes what is before it.
func splitRegistry(held fields.Texts, ref image.Reference) (registry, name string) {
	if held.Registry == "" {
		return "", ref.String()
	}
	repository := strings.TrimSuffix(held.Name, digestAlgorithm(held.Name))
	if before, ok := strings.CutSuffix(ref.Name(), "/"+baseName(repository)); ok && strings.Contains(held.Registry, "/") {
		return before, repository
	}
	registry = ref.Host
	ref.Host = ""
	return registry, ref.String()
}

// baseName is the text of a repository field without tag and digest.
func baseName(text string) string {
	ref, err := image.Parse(text)
	if err != nil {
		return text
	}
	return ref.Name()
}
