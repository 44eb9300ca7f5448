// Command kyaml is a function of kyaml's reader and writer, which kustomize's own
// functions use.
package main

import (
	"log"
	"os"

	"github.com/amerintlxperts/ecrcache/bench/peers/walk"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

func main() {
	list := &kio.ByteReadWriter{Reader: os.Stdin, Writer: os.Stdout, KeepReaderAnnotations: true}
	move := kio.FilterFunc(func(items []*yaml.RNode) ([]*yaml.RNode, error) {
		for _, item := range items {
			walk.Object(item.YNode())
		}
		return items, nil
	})
	pipeline := kio.Pipeline{Inputs: []kio.Reader{list}, Filters: []kio.Filter{move}, Outputs: []kio.Writer{list}}
	if err := pipeline.Execute(); err != nil {
		log.Fatal(err)
	}
}
