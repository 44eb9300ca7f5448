package ci

import (
	"io"

	"github.com/amerintlxperts/ecrcache/internal/cli/report"
)

// An issue is one of GitLab's Code Quality report
// (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format).
type issue struct {
	Description string   `json:"description"`
	CheckName   string   `json:"check_name"`
	Fingerprint string   `json:"fingerprint"`
	Severity    string   `json:"severity"`
	Location    location `json:"location"`
}

type location struct {
	Path  string `json:"path"`
	Lines lines  `json:"lines"`
}

type lines struct {
	Begin int `json:"begin"`
}

// WriteGitLab writes the problems as a Code Quality report, which GitLab shows in a merge
// request.
func WriteGitLab(w io.Writer, all []Problem) error {
	issues := []issue{}
	for _, p := range all {
		severity := "minor"
		if p.Fails {
			severity = "major"
		}
		issues = append(issues, issue{
			Description: p.Message, CheckName: p.Code.ID(), Fingerprint: p.Fingerprint, Severity: severity,
			Location: location{p.path(), lines{max(p.Line, 1)}}, // GitLab wants a line
		})
	}
	return report.WriteJSON(w, issues)
}
