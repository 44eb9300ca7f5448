package batch

import (
	"bytes"

	"github.com/amerintlxperts/ecrcache/internal/owners"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Cluster is the objects among the inputs that a cluster has listed, as kubectl get -o json
// or -o yaml prints them. What is not YAML is left out: Rewrite and Images say so.
func (b *Batch) Cluster() *owners.Cluster {
	cluster, reader := &owners.Cluster{}, &yamlbytes.Reader{}
	for i := range b.Inputs {
		for j := range b.Inputs[i].items {
			item := &b.Inputs[i].items[j]
			if !bytes.Contains(item.Raw(), []byte("creationTimestamp")) {
				continue // no API server has stored it
			}
			objects := item.Entries() // one after the other, where it is a list
			if objects == nil {
				objects = b.Inputs[i].items[j : j+1]
			}
			for k := range objects {
				reader.Reset()
				if root, err := reader.Parse(&objects[k]); err == nil {
					cluster.Add(root)
				}
			}
		}
	}
	return cluster
}
