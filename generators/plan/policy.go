package plan

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// A Policy is an IAM policy document. Generators write it as their target needs it;
// [Registry.PolicyJSON] writes it as JSON.
type Policy struct{ Statements []Statement }

// A Statement allows actions.
type Statement struct {
	Sid string
	// Principals are ARNs and accounts. A policy that is attached to a role has none.
	Principals []string
	// Service is the AWS service that may assume a role. Such a statement has no resource.
	Service string
	Actions []string
	// Prefixes are those whose repositories it is about. ARNs are other resources.
	Prefixes []string
	ARNs     []string
	// AnyResource says that the resource is *, because the actions are not about a
	// repository.
	AnyResource bool
}

// The IAM policy language, its keys in the order it is commonly written
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html).
type policyDocument struct {
	Version   string              `json:"Version"`
	Statement []documentStatement `json:"Statement"`
}

type documentStatement struct {
	Sid       string     `json:"Sid,omitempty"`
	Effect    string     `json:"Effect"`
	Principal *principal `json:"Principal,omitempty"`
	Action    []string   `json:"Action"`
	Resource  []string   `json:"Resource,omitempty"`
}

type principal struct {
	AWS     []string `json:"AWS,omitempty"`
	Service string   `json:"Service,omitempty"`
}

// PolicyJSON returns a policy as JSON on one line. Its prefixes are those of repositories in
// this registry, with its account and Region.
func (r *Registry) PolicyJSON(p Policy) string {
	document := policyDocument{Version: "2012-10-17"}
	for i := range p.Statements {
		s := &p.Statements[i]
		written := documentStatement{Sid: s.Sid, Effect: "Allow", Action: s.Actions, Resource: r.resources(s)}
		if s.Principals != nil {
			written.Principal = &principal{AWS: s.Principals}
		}
		if s.Service != "" {
			written.Principal = &principal{Service: s.Service}
		}
		document.Statement = append(document.Statement, written)
	}
	return compact(document)
}

// resources returns the ARNs that a statement is about.
func (r *Registry) resources(s *Statement) []string {
	if s.AnyResource {
		return []string{"*"}
	}
	var arns []string
	for _, prefix := range s.Prefixes {
		arns = append(arns, fmt.Sprintf("arn:%s:ecr:%s:%s:repository/%s", r.Partition, r.Region, r.AccountID, RepositoryPattern(prefix)))
	}
	return append(arns, s.ARNs...)
}

// compact writes a document on one line, because AWS limits the number of its characters.
func compact(document any) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(document) != nil { // structs of strings and numbers always encode
		return ""
	}
	return string(bytes.TrimSpace(b.Bytes()))
}
