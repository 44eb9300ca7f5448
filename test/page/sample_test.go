package page

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/cli/page"
)

const registry = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/"

// sample is a page with everything that a page can have.
func sample() page.Page {
	return page.Page{
		Title: "The cache of 123456789012 in ca-central-1",
		Lead:  "What the cache holds, and what the manifests below deploy/ use of it.",
		Facts: []page.Fact{
			{Label: "Images", Value: "1,204", Note: "in 38 repositories"},
			{Label: "Stored", Value: "312 GB", Note: "31.20 USD a month"},
			{Label: "In the cache", Value: "96", Note: "of 98 that the manifests use", Tone: page.Good},
			{Label: "Expire in 7 days", Value: "3", Tone: page.Warn},
			{Label: "Not in the cache", Value: "2", Tone: page.Bad},
		},
		Charts: []page.Chart{
			{Title: "Size by upstream", Unit: "GB", Bars: []page.Bar{
				{Label: "ghcr.io", Value: 180, Text: "180 GB"},
				{Label: "registry.k8s.io", Value: 90.5, Text: "90.5 GB"},
				{Label: "quay.io/a-group-with-a-long-name/and-a-project-below-it", Value: 41, Text: "41 GB"},
				{Label: "public.ecr.aws", Value: 0},
			}},
			{Title: "Images of the manifests", Bars: []page.Bar{
				{Label: "in the cache", Value: 96, Tone: page.Good},
				{Label: "expire soon", Value: 3, Tone: page.Warn},
				{Label: "not in the cache", Value: 2, Tone: page.Bad},
				{Label: "of no upstream", Value: 5, Tone: page.Muted},
			}},
			{Title: "Of nothing"},
		},
		Tables: []page.Table{
			{
				Title: "Images", Caption: "Each image of the manifests, and what the cache has of it.",
				Columns: []page.Column{
					{Title: "Status"},
					{Title: "Image", Kind: page.Code},
					{Title: "In the cache", Kind: page.Code},
					{Title: "Object"},
					{Title: "Size", Kind: page.Number},
					{Title: "Last pull"},
				},
				Rows: rows(12),
			},
			{Title: "Failures", Caption: "What the last days say.", Columns: []page.Column{{Title: "When"}}, Empty: "No event was given."},
		},
		Notes: []string{"Prices are those of 29 November 2026.", "A layer that two images share is counted once for each."},
	}
}

// rows are those of n images. Sizes and versions are such that they sort otherwise as texts.
func rows(n int) [][]page.Cell {
	status := []page.Cell{
		{Text: "in the cache", Tone: page.Good},
		{Text: "expires soon", Tone: page.Warn},
		{Text: "not in the cache", Tone: page.Bad},
		{Text: "of no upstream", Tone: page.Muted},
	}
	var all [][]page.Cell
	for i := range n {
		name := fmt.Sprintf("amerintlxperts/service-%d:v1.%d.0", i%97, i)
		mib := (i*7919)%4000 + 1
		row := []page.Cell{
			status[i%len(status)],
			{Text: "ghcr.io/" + name},
			{Text: registry + "ghcr/" + name},
			{Text: fmt.Sprintf("shop/service-%d", i%97), Note: "Deployment"},
			{Text: fmt.Sprintf("%d MiB", mib), Sort: fmt.Sprint(mib << 20)},
			{Text: fmt.Sprintf("%d November", i%28+1), Sort: fmt.Sprintf("2026-11-%02dT00:00:00Z", i%28+1)},
		}
		if i%5 == 3 {
			row[1].Text += "@sha256:" + strings.Repeat("0123456789abcdef", 4)
			row[2].Text, row[4], row[5] = "", page.Cell{}, page.Cell{}
			row[1].Note = "a digest that ECR has never seen may be refused at its first pull"
		}
		all = append(all, row)
	}
	return all
}
