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

// splitRegistry divides a reference between the fields registry and repository. The
// registry takes all that comes before the repository, which stays as it is: what joins
// it to other registries, or other repositories to this registry, still gets the right
// names. A repository that is not the end of the new one was moved by itself once.
func splitRegistry(held fields.Texts, ref image.Reference) (registry, name string) {
	if held.Registry == "" {
		return "", strings.TrimSuffix(ref.String(), "/") // a host alone, of a prefix
	}
	repository := baseName(strings.TrimSuffix(held.Name, digestAlgorithm(held.Name)))
	slash := ""
	if strings.HasSuffix(held.Registry, "/") {
		slash = "/"
	}
	if before, ok := strings.CutSuffix(ref.Name(), "/"+repository); ok {
		return withoutLibrary(before, repository) + slash, ref.String()[len(before)+1:]
	}
	registry = ref.Host
	ref.Host = ""
	return registry + slash, ref.String()
}

// withoutLibrary is Docker Hub's name without the library/ in which it keeps the images
// of one word: people leave it out.
func withoutLibrary(registry, repository string) string {
	if before, found := strings.CutSuffix(registry, "/library"); found && before == "docker.io" && !strings.Contains(repository, "/") {
		return before
	}
	return registry
}

// baseName is the text of a repository field without tag and digest.
func baseName(text string) string {
	ref, err := image.Parse(text)
	if err != nil {
		return text
	}
	return ref.Name()
}
