package live

import (
	"cmp"
	"slices"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// A Report is what was found in an account.
type Report struct {
	Registry  string `json:"registry"`
	Account   string `json:"account"`
	Region    string `json:"region"`
	Principal string `json:"principal"` // as whom AWS was asked
	// Calls is how many requests AWS got, those that were repeated left out.
	Calls int `json:"calls"`
	// Findings are in the order of the checks.
	Findings []Finding `json:"findings"`
}

// A Status is what came of one check.
type Status string

// The statuses.
const (
	OK      Status = "ok"
	Warning Status = "warning"
	Error   Status = "error"
	// Unknown: AWS did not answer, mostly because a permission is missing.
	Unknown Status = "unknown"
)

// A Check is one thing that is looked at; its text is stable.
type Check string

// The checks, in the order in which they are reported.
const (
	Plan           Check = "plan" // without AWS
	Identity       Check = "identity"
	Rules          Check = "rules"
	Secrets        Check = "secrets"
	Roles          Check = "roles"
	Permissions    Check = "permissions"
	RegistryPolicy Check = "registry-policy"
	Templates      Check = "templates"
	Repositories   Check = "repositories"
	Images         Check = "images"
	Scanning       Check = "scanning"
	Network        Check = "network"
)

// A Finding is what is known of one thing in AWS.
type Finding struct {
	Status Status `json:"status"`
	Check  Check  `json:"check"`
	// Subject is what it is about: a prefix, a secret, a role, a repository, an image.
	Subject string `json:"subject"`
	Message string `json:"message"`
	// Has is what AWS has, Wants what the plan wants, Do what to do, in words or as a line of
	// the configuration, and Command what to run, in a POSIX shell.
	Has     string `json:"has,omitempty"`
	Wants   string `json:"wants,omitempty"`
	Do      string `json:"do,omitempty"`
	Command string `json:"command,omitempty"`
	// Needs are the permissions that are missing, where the status is Unknown for that.
	Needs []string `json:"needs,omitempty"`
}

// Failed reports whether something is wrong. Strict counts what is unknown, too.
func (r *Report) Failed(strict bool) bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool {
		return f.Status == Error || strict && f.Status == Unknown
	})
}

// Count is how many findings have a status.
func (r *Report) Count(s Status) int {
	n := 0
	for i := range r.Findings {
		if r.Findings[i].Status == s {
			n++
		}
	}
	return n
}

// Needs are the permissions that were missing, sorted, each once.
func (r *Report) Needs() []string {
	var all []string
	for i := range r.Findings {
		all = append(all, r.Findings[i].Needs...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// AddFirst adds findings before all others: what was found without asking AWS.
func (r *Report) AddFirst(found ...Finding) { r.Findings = append(found, r.Findings...) }

// Problems returns the problems of a plan as findings.
func Problems(problems []plan.Problem) []Finding {
	var all []Finding
	for i := range problems {
		p := &problems[i]
		status := Warning
		if p.Severity == plan.Error {
			status = Error
		}
		all = append(all, Finding{Status: status, Check: Plan, Subject: cmp.Or(p.Field.Path, "spec"), Message: p.Text()})
	}
	return all
}
