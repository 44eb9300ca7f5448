package fn

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamltext"
)

// text returns the results for yamlbytes.List.ResultsEdit: a JSON array, or the field results in
// block YAML. It writes YAML by itself because a YAML encoder would keep the events of all
// results in memory.
func (rs Results) text(asJSON bool) (string, error) {
	if asJSON {
		data, err := json.Marshal(rs)
		return string(yamltext.WithoutControls(data)), err
	}
	if len(rs) == 0 {
		return "", nil
	}
	var w blockWriter
	w.Grow(len(rs) * usualLength)
	w.WriteString("results:\n")
	for i := range rs {
		w.result(&rs[i])
	}
	return w.String(), nil
}

// usualLength is about the length of a result for one rewritten reference.
const usualLength = 512

// A blockWriter writes results in block style, keys in the order of the
// specification.
type blockWriter struct{ strings.Builder }

func (w *blockWriter) result(r *Result) {
	w.line("- message: ", r.Message)
	w.line("  severity: ", r.Severity)
	if ref := r.Resource; ref != nil {
		w.WriteString("  resourceRef:\n")
		w.line("    apiVersion: ", ref.APIVersion)
		w.line("    kind: ", ref.Kind)
		w.optional("    namespace: ", ref.Namespace)
		w.line("    name: ", ref.Name)
	}
	if f := r.Field; f != nil {
		w.WriteString("  field:\n")
		w.line("    path: ", f.Path)
		w.optional("    currentValue: ", f.CurrentValue)
		w.optional("    proposedValue: ", f.ProposedValue)
	}
	if f := r.File; f != nil {
		w.WriteString("  file:\n")
		w.line("    path: ", f.Path)
		w.WriteString("    index: " + strconv.Itoa(f.Index) + "\n")
	}
	if code := r.Tags["code"]; code != "" {
		w.WriteString("  tags:\n")
		w.line("    code: ", code)
		w.optional("    reason: ", r.Tags["reason"])
	}
}

func (w *blockWriter) optional(key, value string) {
	if value != "" {
		w.line(key, value)
	}
}

// line writes one entry.
func (w *blockWriter) line(key, value string) {
	w.WriteString(key)
	w.WriteString(yamltext.Scalar(value))
	w.WriteByte('\n')
}
