package input

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/cli/process"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/spf13/cobra"
)

// listLimit is how much of a list is read: some 100,000 images.
const listLimit = 16 << 20

// A Line is one entry of a list, and where it stands, such as images.txt:3.
type Line struct{ Text, At string }

// ReadList reads a list of image references, one a line, from a file, or from standard input
// when it is -. Empty lines and those that begin with # are left out. The error names the
// file; it is not yet marked as one of the work.
func ReadList(verb *cobra.Command, file string) ([]Line, error) {
	name := file
	var text []byte
	read := func() (err error) {
		from := verb.InOrStdin()
		if file == "-" {
			name = "standard input"
		} else {
			opened, err := os.Open(file)
			if err != nil {
				return files.Named(file, err)
			}
			defer opened.Close()
			from = opened
		}
		text, err = io.ReadAll(io.LimitReader(from, listLimit+1))
		if err == nil && len(text) > listLimit {
			err = fmt.Errorf("%s: a list of more than %d MiB; split it", name, listLimit>>20)
		}
		return err
	}
	if err := process.ReadUntilInterrupt(verb.Context(), read); err != nil {
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
