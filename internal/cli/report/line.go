package report

import (
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
)

// Line puts a finding into one line: where, what stands there, what to know. It
// begins with file:line, as compilers write it, where the file is known.
func Line(f *rewrite.Finding) string {
	parts := newPlace(f.Resource, f.File, f.Line, f.Field.Path).parts()
	if f.Field.Current != "" {
		parts = append(parts, redact.Text(f.Field.Current))
	}
	return strings.Join(append(parts, redact.Text(f.Message)), ": ")
}

// parts are the parts of a place that are known.
func (p Place) parts() []string {
	var parts []string
	if p.File != "" {
		parts = append(parts, p.position())
	}
	if object := p.object(); object != "" {
		parts = append(parts, object)
	}
	if p.Field != "" {
		parts = append(parts, p.Field)
	}
	return parts
}

func (p Place) position() string {
	if p.Line == 0 {
		return p.File
	}
	return p.File + ":" + strconv.Itoa(p.Line)
}

// object is kind and name, as far as they are known.
func (p Place) object() string {
	return strings.Trim(p.Kind+" "+strings.Trim(p.Namespace+"/"+p.Name, "/"), " ")
}
