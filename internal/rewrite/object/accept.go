package object

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// AcceptAnnotation is the annotation by which a user accepts findings about an object, one a
// line: the code or the reason, a colon, and why it is accepted.
const AcceptAnnotation = ConfigGroup + "/accept"

// acceptedBy reads the annotation, and returns why findings are accepted by their code or
// reason. A line that does not say why accepts nothing.
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
