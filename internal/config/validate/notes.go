package validate

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// Notes returns what a user should know of a configuration that is accepted: checks that a
// placeholder made impossible, and what AWS does not document. Each note begins with its
// field. Where the cache itself is generated, package planner says what is not confirmed of a
// Region, so it is not noted here.
func Notes(c *v1alpha1.PullThroughCache) []string {
	registry := c.Registry()
	var notes []string
	for _, problem := range append(append(registry.Check(), registry.Unchecked()...), image.CheckUpstreams(registry, c.ImageUpstreams())...) {
		if planned := c.Spec.Infrastructure != nil && problem.IsUnconfirmed(); problem.Warning && !planned {
			note := imageFinding(problem)
			note.Field.Path = "spec." + problem.Field
			notes = append(notes, note.String())
		}
	}
	return notes
}
