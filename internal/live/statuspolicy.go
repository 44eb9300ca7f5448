package live

import "github.com/amerintlxperts/ecrcache/generators/plan"

// StatusPolicy is the IAM policy of exactly what status calls, as JSON. That of doctor --live
// allows all of it, too.
func StatusPolicy(q *StatusInquiry) string {
	r := &q.Registry
	images := plan.Statement{Sid: "Images", Actions: []string{"ecr:DescribeImages"}}
	if !q.NoExpiry {
		images.Actions = append(images.Actions, "ecr:GetLifecyclePolicy")
	}
	for _, rule := range q.Rules {
		images.Prefixes = append(images.Prefixes, rule.Prefix)
	}
	return indented(r.PolicyJSON(plan.Policy{Statements: []plan.Statement{
		{Sid: "Repositories", Actions: []string{listRepositories}, ARNs: []string{"arn:" + r.Partition + ":ecr:" + r.Region + ":" + r.AccountID + ":repository/*"}},
		images,
	}}))
}
