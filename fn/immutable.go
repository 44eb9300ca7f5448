package fn

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// immutableField is the code of a change to a field that AWS cannot change.
const immutableField = finding.Code("immutable-field")

// warnImmutable warns of the fields that change in an existing object although AWS cannot change
// them.
func (u *upsert) warnImmutable(item *yamlbytes.Node, o *object.Object) {
	if u.silent {
		return
	}
	for _, path := range generators.Immutable(o) {
		keys := strings.Split(path, "/")
		was, is := item.Text(keys...), o.Tree().Text(keys...)
		if was != "" && was != is {
			u.addFinding(o, finding.Warning, immutableField, "%s changes from %q to %q, which AWS does not do: remove the object from the cluster, and with it what it made in AWS, before this is applied, or give the upstream another prefix", strings.Join(keys, "."), was, is)
		}
	}
}
