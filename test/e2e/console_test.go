package e2e

import (
	"fmt"
	"strings"
)

// A step is a command of a console block and the output it shows.
type step struct {
	line    int // of the command, in its document
	command string
	output  string
}

// steps reads the ```console blocks of a document: a line that begins with "$ "
// is a command, and the lines up to the next one are its output.
func steps(document string) ([]step, error) {
	var all []step
	inside, first := false, 0
	for i, line := range strings.Split(document, "\n") {
		switch {
		case !inside:
			if inside = line == "```console"; inside {
				first = len(all)
			}
		case line == "```":
			inside = false
		case strings.HasPrefix(line, "$ "):
			all = append(all, step{line: i + 1, command: strings.TrimPrefix(line, "$ ")})
		case len(all) == first:
			return nil, fmt.Errorf("line %d: output without a command; a console block begins with \"$ \"", i+1)
		default:
			all[len(all)-1].output += line + "\n"
		}
	}
	if inside {
		return nil, fmt.Errorf("the last console block has no end")
	}
	return all, nil
}
