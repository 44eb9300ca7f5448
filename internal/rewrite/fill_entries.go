package rewrite

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// entriesOf writes renamings as entries of images.
func entriesOf(renamings []image.Renaming) []yamlbytes.Text {
	entries := make([]yamlbytes.Text, len(renamings))
	for i, r := range renamings {
		name, _ := json.Marshal(r.Name) // texts always marshal
		newName, _ := json.Marshal(r.NewName)
		entries[i] = yamlbytes.Text{
			Block: "name: " + yamlbytes.BlockValue(r.Name) + "\nnewName: " + yamlbytes.BlockValue(r.NewName) + "\n",
			Flow:  fmt.Sprintf(`{"name": %s, "newName": %s}`, name, newName),
		}
	}
	return entries
}

// rendererOf writes entries as a post-renderer of their own.
func rendererOf(entries []yamlbytes.Text) yamlbytes.Text {
	block, flow := "kustomize:\n  images:\n", make([]string, len(entries))
	for i, e := range entries {
		name, newName, _ := strings.Cut(strings.TrimSuffix(e.Block, "\n"), "\n")
		block += "  - " + name + "\n    " + newName + "\n"
		flow[i] = e.Flow
	}
	return yamlbytes.Text{Block: block, Flow: `{"kustomize": {"images": [` + strings.Join(flow, ", ") + `]}}`}
}
