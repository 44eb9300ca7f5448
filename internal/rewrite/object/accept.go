package object

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// AcceptAnnotation accepts findings about an object, a line each: the code or the reason,
// a colon, and why.
const AcceptAnnotation = ConfigGroup + "/accept"

// acceptedBy reads the annotation: why, by the code or reason. A line without a reason
// accepts nothing.
func acceptedBy(annotations *yamlbytes.Node) map[string]string {
	text := annotations.Text(AcceptAnnotation)
	if text == "" {
		return nil
	}
	accepted := map[string]string{}
	for line := range strings.Lines(text) {
		code, why, _ := strings.Cut(line, ":")
		if code, why = strings.TrimSpace(code), strings.TrimSpace(why); code != "" && why != "" {
			accepted[code] = why
		}
	}
	return accepted
}
