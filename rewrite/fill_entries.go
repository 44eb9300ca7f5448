package rewrite

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/document"
	"github.com/amerintlxperts/ecrcache/image"
)

// entriesOf writes renamings as entries of images.
func entriesOf(renamings []image.Renaming) []document.Text {
	entries := make([]document.Text, len(renamings))
	for i, r := range renamings {
		name, _ := json.Marshal(r.Name) // texts always marshal
		newName, _ := json.Marshal(r.NewName)
		entries[i] = document.Text{
			Block: "name: " + document.BlockValue(r.Name) + "\nnewName: " + document.BlockValue(r.NewName) + "\n",
			Flow:  fmt.Sprintf(`{"name": %s, "newName": %s}`, name, newName),
		}
	}
	return entries
}

// rendererOf writes entries as a post-renderer of their own.
func rendererOf(entries []document.Text) document.Text {
	block, flow := "kustomize:\n  images:\n", make([]string, len(entries))
	for i, e := range entries {
		name, newName, _ := strings.Cut(strings.TrimSuffix(e.Block, "\n"), "\n")
		block += "  - " + name + "\n    " + newName + "\n"
		flow[i] = e.Flow
	}
	return document.Text{Block: block, Flow: `{"kustomize": {"images": [` + strings.Join(flow, ", ") + `]}}`}
}
