package fn

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Run is the function as kustomize and kpt call it: it reads a ResourceList from stdin and writes
// the result to stdout. Because kustomize does not show results, it also writes warnings and
// errors to stderr, one a line. It returns the exit code: 0 done, 1 refused or failed.
func Run(stdin io.Reader, stdout, stderr io.Writer) int {
	limit, err := files.InputLimitFrom(os.Getenv)
	if err != nil {
		say(stderr, "error", err.Error())
		return 1
	}
	text, err := files.ReadAll(stdin, limit)
	if err != nil {
		say(stderr, "error", "reading standard input: "+err.Error())
		return 1
	}
	code, err := run(text, stdout, stderr)
	if err != nil {
		say(stderr, "error", err.Error())
		return 1
	}
	return code
}

// run is Run for the text of a ResourceList. It fails when the text cannot be read or the output
// cannot be written.
func run(text []byte, stdout, stderr io.Writer) (code int, err error) {
	edits, results, err := edit(text)
	if err != nil {
		return 1, err
	}
	for i := range results {
		if r := &results[i]; r.Severity != string(finding.Info) {
			say(stderr, r.Severity, r.line())
		}
	}
	if err := writeEdited(stdout, text, edits); err != nil {
		return 1, fmt.Errorf("writing standard output: %w", err)
	}
	if results.Failed() {
		return 1, nil
	}
	return 0, nil
}

// outputBuffer is how many bytes are written at once.
const outputBuffer = 64 << 10

// writeEdited writes the text with the edits made.
func writeEdited(stdout io.Writer, text []byte, edits []yamlbytes.Edit) error {
	w := bufio.NewWriterSize(stdout, outputBuffer)
	if err := yamlbytes.WriteSpliced(w, text, edits); err != nil {
		return err
	}
	return w.Flush()
}

// say writes one line for people.
func say(w io.Writer, severity, text string) {
	fmt.Fprintf(w, "ecrcache: %s: %s\n", severity, redact.Line(redact.Text(text)))
}

// line returns the result as one line: file, object and field, then the message.
func (r *Result) line() string {
	var where []string
	if r.File != nil {
		where = append(where, r.File.Path)
	}
	if ref := r.Resource; ref != nil {
		where = append(where, strings.Trim(ref.Kind+" "+strings.Trim(ref.Namespace+"/"+ref.Name, "/"), " "))
		if r.Field != nil && r.Field.Path != "" {
			where = append(where, r.Field.Path)
		}
	}
	return strings.Join(append(where, r.Message), ": ")
}
