package input

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/cli/process"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/spf13/cobra"
)

// The most that is read of a list (warm --list) and of a file of events (status --events): each is
// enough for some 100,000 images or events, and keeps a wrong file from filling the memory.
const (
	listLimit   = 16 << 20
	eventsLimit = 256 << 20
)

// A Line is one entry of a list, and where it stands, such as images.txt:3.
type Line struct{ Text, At string }

// ReadList reads a list of image references, one a line, from a file, or from standard input
// when it is -. Empty lines and those that begin with # are left out. The error names the
// file; it is not yet marked as one of the work.
func ReadList(verb *cobra.Command, file string) ([]Line, error) {
	text, name, err := readLimited(verb, file, listLimit)
	if err != nil {
		return nil, err
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, fmt.Errorf("%s: no text; give one image reference a line", name)
	}
	var all []Line
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, Line{line, fmt.Sprintf("%s:%d", name, n)})
		}
	}
	if all == nil {
		return nil, errors.New(name + ": no image; give one reference a line")
	}
	return all, nil
}

// ReadText reads a file of events, or standard input when it is -, of at most 256 MiB. It gives its
// name for messages; the error has it already, and is not yet marked as one of the work.
func ReadText(verb *cobra.Command, file string) (text []byte, name string, err error) {
	return readLimited(verb, file, eventsLimit)
}

func readLimited(verb *cobra.Command, file string, limit int) ([]byte, string, error) {
	name := file
	if file == "-" {
		name = process.StandardInput
	}
	var text []byte
	err := process.ReadUntilInterrupt(verb.Context(), name, func() (err error) {
		if file == "-" {
			text, err = io.ReadAll(io.LimitReader(verb.InOrStdin(), int64(limit)+1))
		} else if text, err = files.ReadFileOrPipe(file, limit); err != nil {
			err = files.Named(file, err)
		}
		if len(text) > limit {
			err = fmt.Errorf("%s: more than %d MiB; split it", name, limit>>20)
		}
		return err
	})
	if err != nil {
		return nil, name, err // after an interrupt the reading still writes to text
	}
	return text, name, nil
}
