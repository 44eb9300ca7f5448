package image_test

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/image"
)

func Example() {
	registry := image.Registry{AccountID: "123456789012", Region: "ca-central-1"}
	cache := image.NewCache(registry, []image.Upstream{{Registry: "ghcr.io", Prefix: "ghcr"}})

	upstream, _ := image.Parse("ghcr.io/amerintlxperts/my-app:v1.0.0")
	cached, _ := cache.Rewrite(upstream)
	fmt.Println(cache.Classify(upstream).Status, cached)

	restored, _ := cache.Restore(cached)
	fmt.Println(cache.Classify(cached).Status, restored)
	// Output:
	// FromUpstream 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/my-app:v1.0.0
	// Cached ghcr.io/amerintlxperts/my-app:v1.0.0
}

func ExampleParse() {
	r, _ := image.Parse("ghcr.io/amerintlxperts/my-app:${TAG:=v1.0.0}")
	fmt.Printf("%s | %s | %s\n", r.Host, r.Repository, r.Tag)

	_, err := image.Parse("ghcr.io/amerintlxperts/My-App")
	fmt.Println(err)
	// Output:
	// ghcr.io | amerintlxperts/my-app | ${TAG:=v1.0.0}
	// invalid image reference "ghcr.io/amerintlxperts/My-App": the repository holds an upper-case letter; repositories are lower case
}
