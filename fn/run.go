package fn

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/causes"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Run is the function as kustomize and kpt call it: it reads a ResourceList from stdin and writes
// the result to stdout. Because kustomize shows only stderr and not the results, it also writes
// warnings and errors there, those of one cause on one line. It does not for kpt, which shows
// both. It returns the exit code: 0, or 1 when it failed or a result is an error.
func Run(stdin io.Reader, stdout, stderr io.Writer) int {
	limit, err := files.InputLimitFrom(os.Getenv)
	if err != nil {
		_ = say(stderr, "error", err.Error())
		return 1
	}
	text, err := files.ReadAll(stdin, limit)
	if err != nil {
		_ = say(stderr, "error", "reading standard input: "+err.Error())
		return 1
	}
	code, err := run(text, stdout, stderr)
	if err != nil {
		_ = say(stderr, "error", err.Error())
		return 1
	}
	return code
}

// run is Run for the text of a ResourceList. It fails when the text cannot be read, or the output
// or a warning cannot be written.
func run(text []byte, stdout, stderr io.Writer) (code int, err error) {
	edits, results, err := edit(text)
	if err != nil {
		return 1, err
	}
	if !showsResults(text) {
		for _, l := range causes.Lines(results.findings(), "ecrcache rewrite -v lists them") {
			if err := say(stderr, string(l.Severity), l.Text); err != nil {
				return 1, fmt.Errorf("writing standard error: %w", err)
			}
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
func say(w io.Writer, severity, text string) error {
	_, err := fmt.Fprintf(w, "ecrcache: %s: %s\n", severity, redact.Line(redact.Text(text)))
	return err
}

// showsResults reports whether the caller of the function shows its results, as kpt does. Callers
// differ in the annotations of the items: kpt sets path and id, kpt fn source in a pipe only path,
// and kustomize an id of its own.
func showsResults(list []byte) bool {
	return bytes.Contains(list, []byte("internal.config.kubernetes.io/path: ")) &&
		bytes.Contains(list, []byte("internal.config.kubernetes.io/id: ")) &&
		!bytes.Contains(list, []byte("kustomize.config.k8s.io/id: "))
}

// findings returns the findings that the results were made of.
func (rs Results) findings() []finding.Finding {
	all := make([]finding.Finding, len(rs))
	for i := range rs {
		r, f := &rs[i], &all[i]
		f.Severity, f.Message = finding.Severity(r.Severity), r.Message
		f.Code, f.Reason = finding.Code(r.Tags["code"]), r.Tags["reason"]
		if r.File != nil {
			f.File.Path = r.File.Path
		}
		if ref := r.Resource; ref != nil {
			f.Resource = finding.Resource{APIVersion: ref.APIVersion, Kind: ref.Kind, Namespace: ref.Namespace, Name: ref.Name}
		}
		// The message of a result about the configuration begins with the field already.
		if r.Field != nil && !strings.HasPrefix(r.Message, r.Field.Path+":") {
			f.Field = finding.Field{Path: r.Field.Path, Current: r.Field.CurrentValue}
		}
	}
	return all
}
