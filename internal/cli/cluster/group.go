package cluster

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/owners"
)

// A Group is one line about the objects of one owner, such as the Pods of a Deployment.
type Group struct {
	Owner *owners.Owner
	// First is the finding about the first of the objects; all are alike.
	First finding.Finding
	// Objects is in how many objects of this kind it was found.
	Objects int
}

// A groupKey is what the findings of one group have in common.
type groupKey struct {
	owner                                owners.Owner
	kind, code, reason, message, current string
}

// Group puts findings about objects of the cluster together: those of one owner, one kind of
// object and one image. Other findings are in rest. Both keep their order.
func (v *View) Group(all []finding.Finding) (groups []Group, rest []finding.Finding) {
	at := map[groupKey]int{}
	counted := map[groupKey]map[finding.Resource]bool{}
	for i := range all {
		f := &all[i]
		owner := v.Cluster.Owner(f.Resource)
		if owner == nil {
			rest = append(rest, *f)
			continue
		}
		key := groupKey{*owner, f.Resource.Kind, string(f.Code), f.Reason, f.Message, f.Field.Current}
		position, known := at[key]
		if !known {
			position = len(groups)
			at[key], counted[key] = position, map[finding.Resource]bool{}
			groups = append(groups, Group{Owner: owner, First: *f})
		}
		if !counted[key][f.Resource] {
			counted[key][f.Resource] = true
			groups[position].Objects++
		}
	}
	return groups, rest
}

// Line is a group on one line, without secrets: the owner, where the image is and in how many
// objects, the image, why it goes past the cache, and what would change that:
//
//	Deployment shop/web: spec.containers[0].image of 40 Pods: ghcr.io/acme/web:v1: not yet pulled through …; rewrite the manifest of …
func (v *View) Line(g *Group) string {
	f := g.First
	f.Field.Path = WithoutItem(f.Field.Path)
	if !isItself(g) {
		f.Field.Path += " of " + finding.Count(g.Objects, f.Resource.Kind)
	}
	if cure := v.Cure(&g.First); cure != "" {
		f.Hint = cure
	}
	f.Resource = finding.Resource{Name: g.Owner.String()}
	f = f.Redacted()
	return f.String()
}

// isItself reports whether the object of a group is its owner, such as a Pod without a controller.
func isItself(g *Group) bool {
	r := &g.First.Resource
	return g.Objects == 1 && r.Kind == g.Owner.Kind && r.Name == g.Owner.Name
}
