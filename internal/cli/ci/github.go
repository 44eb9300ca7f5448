package ci

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// What GitHub Actions does not take as it is in the message of a workflow command, and in one of
// its properties (https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts).
var (
	inMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	inProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// WriteGitHub writes the problems as workflow commands, which GitHub Actions shows at the lines
// of a pull request
// (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands).
func WriteGitHub(w io.Writer, all []Problem) error {
	for i := range all {
		if _, err := fmt.Fprintln(w, gitHubCommand(&all[i])); err != nil {
			return err
		}
	}
	return nil
}

func gitHubCommand(p *Problem) string {
	command := "warning"
	if p.Fails {
		command = "error"
	}
	var properties []string
	add := func(name, value string) { properties = append(properties, name+"="+inProperty.Replace(value)) }
	if p.Path != "" {
		add("file", redact.Line(p.Path))
	}
	if p.Line > 0 {
		add("line", strconv.Itoa(p.Line))
	}
	if p.Column > 0 {
		add("col", strconv.Itoa(p.Column))
		add("endColumn", strconv.Itoa(p.EndColumn))
	}
	add("title", "ecrcache "+p.Code.ID())
	return "::" + command + " " + strings.Join(properties, ",") + "::" + inMessage.Replace(p.Message)
}
