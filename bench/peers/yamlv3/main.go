// Command yamlv3 is a function that reads a ResourceList or a stream with
// go.yaml.in/yaml/v3, moves the images, and writes the whole tree.
package main

import (
	"bufio"
	"errors"
	"io"
	"log"
	"os"

	"github.com/amerintlxperts/ecrcache/bench/peers/walk"
	"go.yaml.in/yaml/v3"
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	if err := run(bufio.NewReader(os.Stdin), out); err != nil {
		log.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
}

func run(in io.Reader, out io.Writer) error {
	decoder := yaml.NewDecoder(in)
	encoder := yaml.NewEncoder(out)
	encoder.SetIndent(2)
	for {
		var document yaml.Node
		err := decoder.Decode(&document)
		if errors.Is(err, io.EOF) {
			return encoder.Close()
		}
		if err != nil {
			return err
		}
		walk.Document(&document)
		if err := encoder.Encode(&document); err != nil {
			return err
		}
	}
}
