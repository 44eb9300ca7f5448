package cli

// A manifest before and after its rewriting.
const (
	podBefore = "apiVersion: v1\nkind: Pod\nspec: {containers: [{image: ghcr.io/amerintlxperts/shop:v1}]}\n"
	podAfter  = "apiVersion: v1\nkind: Pod\nspec: {containers: [{image: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/shop:v1}]}\n"
)
