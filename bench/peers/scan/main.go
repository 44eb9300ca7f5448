// Command scan replaces the upstream's name wherever its bytes stand: as fast as a
// Go program can be, and wrong, because it rewrites comments, documentation and
// CRDs as well.
package main

import (
	"bufio"
	"bytes"
	"io"
	"log"
	"os"

	"github.com/amerintlxperts/ecrcache/bench/peers/move"
)

func main() {
	input, err := read(os.Stdin)
	if err == nil {
		err = replace(os.Stdout, input)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// read reads a file at once, whose size is known.
func read(in *os.File) ([]byte, error) {
	info, err := in.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return io.ReadAll(in)
	}
	text := make([]byte, info.Size())
	_, err = io.ReadFull(in, text)
	return text, err
}

func replace(w io.Writer, text []byte) error {
	out := bufio.NewWriterSize(w, 1<<16)
	for {
		at := bytes.Index(text, []byte(move.Upstream))
		if at < 0 {
			break
		}
		out.Write(text[:at])
		out.WriteString(move.Cached)
		text = text[at+len(move.Upstream):]
	}
	if _, err := out.Write(text); err != nil {
		return err
	}
	return out.Flush()
}
