package main

import "github.com/amerintlxperts/ecrcache/test/e2e/internal/images"

// A change is one image before and after; one of them is empty when it is missing
// there.
type change struct{ before, after string }

// A group is one object's images.
type group struct {
	resource string
	changes  []change
}

// compare puts the images of both builds beside each other, by the field they
// stand in, grouped by object in the order of the builds.
func compare(before, after []images.Image) []group {
	var groups []group
	at := map[string]int{}
	add := func(resource string, c change) {
		i, known := at[resource]
		if !known {
			i = len(groups)
			at[resource] = i
			groups = append(groups, group{resource: resource})
		}
		groups[i].changes = append(groups[i].changes, c)
	}
	now := byField(after)
	was := byField(before)
	for _, i := range before {
		add(i.Resource, change{i.Reference, now[field(i)]})
	}
	for _, i := range after {
		if _, known := was[field(i)]; !known {
			add(i.Resource, change{"", i.Reference})
		}
	}
	return groups
}

// byField finds an image's reference by its field.
func byField(all []images.Image) map[string]string {
	found := make(map[string]string, len(all))
	for _, i := range all {
		found[field(i)] = i.Reference
	}
	return found
}

// field names the field of an image among all objects.
func field(i images.Image) string { return i.Resource + " " + i.Path }
