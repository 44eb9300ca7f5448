// Package iampolicy reads a resource policy as far as that can be done without AWS: whom its
// statements name, and which actions on what they allow or deny. doctor --live reads the policies
// of the registry, of repositories, roles and VPC endpoints by it.
//
// It is no simulator. What depends on a condition, or on what is not named (NotAction,
// NotResource, NotPrincipal), is uncertain
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
package iampolicy

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/live/wildcard"
)

// A Policy is a policy document.
type Policy struct {
	Statements []Statement
}

// A Statement allows or denies.
type Statement struct {
	Sid        string
	Effect     string
	Principals []string // ARNs, accounts, *; services as service:NAME
	Actions    []string
	Resources  []string
	// Uncertain says that it has a condition, or names what it is not about (NotAction,
	// NotResource, NotPrincipal).
	Uncertain bool
}

// list is a text, or several.
type list []string

func (l *list) UnmarshalJSON(text []byte) error {
	var one string
	if json.Unmarshal(text, &one) == nil {
		*l = list{one}
		return nil
	}
	return json.Unmarshal(text, (*[]string)(l))
}

// principals are *, or the names of each kind: {"AWS": ARN} becomes the ARN, {"Service": NAME}
// becomes service:NAME.
type principals []string

func (p *principals) UnmarshalJSON(text []byte) error {
	var everyone string
	if json.Unmarshal(text, &everyone) == nil {
		*p = principals{everyone}
		return nil
	}
	var byKind map[string]list
	if err := json.Unmarshal(text, &byKind); err != nil {
		return err
	}
	for kind, names := range byKind {
		for _, name := range names {
			if kind != "AWS" {
				name = strings.ToLower(kind) + ":" + name
			}
			*p = append(*p, name)
		}
	}
	return nil
}

// document is the form in which policies are written.
type document struct {
	Statement statements
}

// statements are one, or several.
type statements []struct {
	Sid, Effect                          string
	Principal                            principals
	Action, Resource                     list
	NotAction, NotResource, NotPrincipal json.RawMessage
	Condition                            json.RawMessage
}

func (s *statements) UnmarshalJSON(text []byte) error {
	type plain statements
	if strings.HasPrefix(strings.TrimSpace(string(text)), "{") {
		text = []byte("[" + string(text) + "]")
	}
	return json.Unmarshal(text, (*plain)(s))
}

// Parse reads a policy. It decodes one that is percent-encoded, as IAM gives the trust policies of
// roles. The error says that the text is no policy.
func Parse(text string) (*Policy, error) {
	if !strings.HasPrefix(strings.TrimSpace(text), "{") {
		plain, err := url.PathUnescape(text)
		if err != nil {
			return nil, fmt.Errorf("it is no policy: %w", err)
		}
		text = plain
	}
	var d document
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		return nil, fmt.Errorf("it is no policy: %w", err)
	}
	p := &Policy{}
	for _, s := range d.Statement {
		p.Statements = append(p.Statements, Statement{
			Sid: s.Sid, Effect: s.Effect, Principals: s.Principal, Actions: s.Action, Resources: s.Resource,
			Uncertain: s.Condition != nil || s.NotAction != nil || s.NotResource != nil || s.NotPrincipal != nil,
		})
	}
	return p, nil
}

// A Decision is what a policy says of one request.
type Decision int

// The decisions, in the order in which Decide lets one prevail over another.
const (
	Silent    Decision = iota // no statement is about it
	Uncertain                 // one that may be about it depends on more
	Allowed
	Denied
)

// Decide is what the policy says of an action of a principal on a resource. A resource that
// ends in * stands for all that it matches: it is allowed where a statement is about all of
// them, and denied where one is about any of them.
func (p *Policy) Decide(principal, action, resource string) Decision {
	decision := Silent
	for i := range p.Statements {
		s := &p.Statements[i]
		deny := strings.EqualFold(s.Effect, "Deny")
		if !s.isAbout(principal, action, resource, deny) {
			continue
		}
		switch {
		case deny && !s.Uncertain:
			return Denied
		case s.Uncertain:
			decision = max(decision, Uncertain)
		default:
			decision = max(decision, Allowed)
		}
	}
	return decision
}

// isAbout reports whether a statement names a request. An element that it does not have, or has as
// NotAction and the like, counts as naming it. partly says that it is enough to name some of what a
// resource that ends in * stands for.
func (s *Statement) isAbout(principal, action, resource string, partly bool) bool {
	return (len(s.Principals) == 0 || matchesPrincipal(s.Principals, principal)) &&
		(len(s.Actions) == 0 || matchesAny(s.Actions, action, true, partly)) &&
		(len(s.Resources) == 0 || matchesAny(s.Resources, resource, false, partly))
}

// Allows reports whether a statement allows an action, to whomever and on whatever.
func (s *Statement) Allows(action string) bool {
	return strings.EqualFold(s.Effect, "Allow") && matchesAny(s.Actions, action, true, false)
}

// TrustsService reports whether the trust policy of a role lets a service assume it, or may do so
// on a condition. service is a name such as ecr.amazonaws.com.
func (p *Policy) TrustsService(service string) bool {
	decision := p.Decide("service:"+service, "sts:AssumeRole", "")
	return decision == Uncertain || decision == Allowed
}

// matchesPrincipal reports whether a principal is named: by its ARN, or everybody is. An
// account, or its root, leaves the decision to the account's IAM policies, so that it names
// nobody here.
func matchesPrincipal(named []string, principal string) bool {
	for _, name := range named {
		if name == "*" || name == principal {
			return true
		}
	}
	return false
}

// matchesAny reports whether one of the patterns matches a text. fold leaves the letters' case out,
// as for actions; for partly see isAbout.
func matchesAny(patterns []string, text string, fold, partly bool) bool {
	for _, pattern := range patterns {
		if fold {
			pattern, text = strings.ToLower(pattern), strings.ToLower(text)
		}
		if wildcard.StarsAndMarks(pattern, text) || partly && strings.HasSuffix(text, "*") && overlaps(pattern, text) {
			return true
		}
	}
	return false
}

// overlaps reports whether a pattern matches something that begins as a text does before its *:
// ghcr/team/* and ghc?/team/* do so for ghcr/*.
func overlaps(pattern, text string) bool {
	beginning := strings.TrimSuffix(text, "*")
	for i := range len(beginning) {
		switch {
		case i == len(pattern):
			return false
		case pattern[i] == '*':
			return true // it matches the rest of the beginning, and what follows that
		case pattern[i] != '?' && pattern[i] != beginning[i]:
			return false
		}
	}
	return true
}
