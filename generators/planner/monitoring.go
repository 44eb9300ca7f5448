package planner

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
)

// maxMonitoringName is the longest name to which an ending can be added within the 64
// characters of a rule of EventBridge
// (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html).
const maxMonitoringName = 48

// monitoring plans how somebody hears of pulls from upstreams that fail. ECR goes on to serve
// what it has, so nothing else shows that a credential has expired.
func (b *builder) monitoring() {
	in := b.in.Monitoring
	if in == nil {
		return
	}
	name := in.Name
	if name == "" {
		name = monitoringName(b.c.Spec.Project, b.c.Spec.Environment)
	}
	m := &plan.Monitoring{Name: name, TopicARN: in.TopicARN, Given: in.TopicARN != ""}
	if !m.Given {
		m.TopicARN = strings.Join([]string{"arn", b.plan.Registry.Partition, "sns", b.plan.Registry.Region, b.plan.Registry.AccountID, name}, ":")
	}
	b.checkTopic(in.TopicARN)
	m.Events = b.events(name)
	for i := range m.Events {
		if m.Events[i].Credentials {
			m.Alarm = &plan.Alarm{Name: m.Events[i].Name, Rule: m.Events[i].Name, RuleID: m.Events[i].ID, Failures: in.FailuresPerHour}
		}
	}
	b.plan.Monitoring = m
}

func monitoringName(words ...string) string {
	words = slices.DeleteFunc(append(words, "ecr-cache"), func(w string) bool { return w == "" })
	name := strings.Join(words, "-")
	if len(name) <= maxMonitoringName {
		return name
	}
	long := plan.WithDigest(name, name)
	end := long[len(long)-len("-12345678"):]
	return strings.TrimRight(name[:maxMonitoringName-len(end)], "-") + end
}

// checkTopic refuses a topic that a rule of this Region cannot reach.
func (b *builder) checkTopic(arn string) {
	if arn == "" {
		return
	}
	parts, here := strings.Split(arn, ":"), b.plan.Registry
	if len(parts) < 5 {
		return // refused already, with the configuration
	}
	for _, part := range []struct{ what, found, want string }{
		{"partition", parts[1], here.Partition}, {"Region", parts[3], here.Region},
	} {
		if part.found != part.want && !hasVariable(arn+here.Region) {
			b.Refuse(plan.TopicElsewhere, infrastructure+".monitoring.topicARN", arn, "EventBridge sends to topics of its own Region only; the "+part.what+" is "+part.found+", that of the registry is "+part.want+"; name a topic there, or leave it out and one is made")
			return
		}
	}
}

// events returns the rules of EventBridge: one for upstreams with a credential, one for the
// others, so that each failure is reported once and the alarm counts only the first. It is not
// documented what an event says of the prefix ROOT, so with it there is one rule for everything.
func (b *builder) events(name string) []plan.EventRule {
	with := plan.EventRule{Name: name + "-credentials", ID: "credentials", Credentials: true, Description: "Pulls from upstreams with a credential that fail"}
	without := plan.EventRule{Name: name + "-pulls", ID: "pulls", Description: "Pulls from upstreams without a credential that fail"}
	var prefixes, open []string
	root := false
	for i := range b.plan.Rules {
		r := &b.plan.Rules[i]
		root = root || r.Prefix == image.RootPrefix
		if r.Credential >= 0 || r.CredentialARN != "" || r.RoleARN != "" || r.UsesRole {
			prefixes = append(prefixes, r.Prefix)
		} else {
			open = append(open, r.Prefix)
		}
	}
	with.Pattern, without.Pattern = eventPattern(prefixes), eventPattern(open)
	switch {
	case root && len(prefixes) > 0:
		with.Description, with.Pattern = "Pulls from upstreams that fail", eventPattern(nil)
		return []plan.EventRule{with}
	case root:
		without.Pattern = eventPattern(nil)
		return []plan.EventRule{without}
	case len(prefixes) == 0:
		return []plan.EventRule{without}
	case len(open) == 0:
		return []plan.EventRule{with}
	}
	return []plan.EventRule{with, without}
}

// eventPattern returns which events of ECR a rule is about
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html). With 50
// prefixes of 30 characters it has 1,700 of the 2,048 characters that EventBridge takes.
func eventPattern(prefixes []string) string {
	type unlike struct {
		AnythingBut []string `json:"anything-but"`
	}
	type detail struct {
		Prefixes []string `json:"ecr-repository-prefix,omitempty"`
		Status   []unlike `json:"sync-status"`
	}
	text, err := json.Marshal(struct {
		Source     []string `json:"source"`
		DetailType []string `json:"detail-type"`
		Detail     detail   `json:"detail"`
	}{[]string{"aws.ecr"}, []string{"ECR Pull Through Cache Action"}, detail{prefixes, []unlike{{[]string{"SUCCESS"}}}}})
	if err != nil { // strings always encode
		return ""
	}
	return string(text)
}
