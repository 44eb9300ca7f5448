package iampolicy_test

import (
	"net/url"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/live/iampolicy"
)

const (
	node  = "arn:aws:iam::123456789012:role/eks-node"
	below = "arn:aws:ecr:ca-central-1:123456789012:repository/ghcr/*"
)

// TestDecide: what IAM's rules of evaluation say of statements of every form.
func TestDecide(t *testing.T) {
	allow := `{"Effect":"Allow","Principal":{"AWS":"` + node + `"},"Action":["ecr:BatchImportUpstreamImage","ecr:Create*"],"Resource":"` + below + `"}`
	for name, test := range map[string]struct {
		statements        string
		principal, action string
		want              iampolicy.Decision
	}{
		"allowed":               {allow, node, "ecr:BatchImportUpstreamImage", iampolicy.Allowed},
		"allowed by a pattern":  {allow, node, "ecr:CreateRepository", iampolicy.Allowed},
		"case of actions":       {allow, node, "ECR:createrepository", iampolicy.Allowed},
		"another action":        {allow, node, "ecr:BatchGetImage", iampolicy.Silent},
		"another principal":     {allow, node + "-2", "ecr:CreateRepository", iampolicy.Silent},
		"root leaves it to IAM": {`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"*","Resource":"*"}`, node, "ecr:BatchGetImage", iampolicy.Silent},
		"everybody":             {`{"Effect":"Allow","Principal":"*","Action":"ecr:*","Resource":"*"}`, node, "ecr:BatchGetImage", iampolicy.Allowed},
		"no resource":           {`{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":"ecr:*"}`, node, "ecr:BatchGetImage", iampolicy.Allowed},
		"a part of it only":     {`{"Effect":"Allow","Principal":"*","Action":"ecr:*","Resource":"arn:aws:ecr:ca-central-1:123456789012:repository/ghcr/team/*"}`, node, "ecr:BatchGetImage", iampolicy.Silent},
		"a part is denied":      {allow + `,{"Effect":"Deny","Principal":"*","Action":"ecr:CreateRepository","Resource":"arn:aws:ecr:*:*:repository/ghcr/team/*"}`, node, "ecr:CreateRepository", iampolicy.Denied},
		"a part by a ?":         {allow + `,{"Effect":"Deny","Principal":"*","Action":"ecr:CreateRepository","Resource":"arn:aws:ecr:ca-central-1:123456789012:repository/ghc?/team/*"}`, node, "ecr:CreateRepository", iampolicy.Denied},
		"another part by a ?":   {allow + `,{"Effect":"Deny","Principal":"*","Action":"ecr:CreateRepository","Resource":"arn:aws:ecr:ca-central-1:123456789012:repository/qua?/team/*"}`, node, "ecr:CreateRepository", iampolicy.Allowed},
		"deny wins":             {allow + `,{"Effect":"Deny","Principal":"*","Action":"ecr:*","Resource":"*"}`, node, "ecr:CreateRepository", iampolicy.Denied},
		"another part denied":   {allow + `,{"Effect":"Deny","Principal":"*","Action":"ecr:*","Resource":"arn:aws:ecr:ca-central-1:123456789012:repository/prod/*"}`, node, "ecr:CreateRepository", iampolicy.Allowed},
		"condition":             {`{"Effect":"Allow","Principal":"*","Action":"ecr:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}`, node, "ecr:BatchGetImage", iampolicy.Uncertain},
		"denied on a condition": {allow + `,{"Effect":"Deny","Principal":"*","Action":"ecr:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}`, node, "ecr:CreateRepository", iampolicy.Allowed},
		"NotAction":             {`{"Effect":"Allow","Principal":"*","NotAction":"ecr:Delete*","Resource":"*"}`, node, "ecr:BatchGetImage", iampolicy.Uncertain},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := iampolicy.Parse(`{"Version":"2012-10-17","Statement":[` + test.statements + `]}`)
			if err != nil {
				t.Fatal(err)
			}
			if got := p.Decide(test.principal, test.action, below); got != test.want {
				t.Errorf("%d, want %d", got, test.want)
			}
		})
	}
}

// TestTrust: a role's policy comes percent-encoded, with one statement or several.
func TestTrust(t *testing.T) {
	text := `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":["ecr.amazonaws.com"]},"Action":"sts:AssumeRole"}}`
	p, err := iampolicy.Parse(url.QueryEscape(text))
	if err == nil && (!p.TrustsService("ecr.amazonaws.com") || p.TrustsService("pullthroughcache.ecr.amazonaws.com")) {
		t.Errorf("%+v", p)
	}
	if err != nil {
		t.Error(err)
	}
	if _, err := iampolicy.Parse("%zz"); err == nil {
		t.Error("taken")
	}
	if _, err := iampolicy.Parse(`{"Statement": 3}`); err == nil {
		t.Error("taken")
	}
}
