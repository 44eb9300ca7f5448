package plan

import (
	"encoding/json"
	"fmt"
)

// What an alarm counts: how often EventBridge passes an event of the rule to its target. When
// it never does, CloudWatch gets no data
// (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html).
const (
	AlarmNamespace  = "AWS/Events"
	AlarmMetric     = "Invocations"
	AlarmDimension  = "RuleName"
	AlarmStatistic  = "Sum"
	AlarmComparison = "GreaterThanOrEqualToThreshold"
	AlarmMissing    = "notBreaching"
	AlarmPeriod     = 3600
)

// Description returns the alarm's text: what happened and what to do.
func (a *Alarm) Description() string {
	return fmt.Sprintf("%d or more pulls from upstreams with a credential failed in an hour: it may have expired; aws ecr validate-pull-through-cache-rule tells", a.Failures)
}

// A TopicStatement allows a service to publish. OwnAccount limits it to alarms of the
// account. EventBridge's statement has no condition, because a topic's policy can have none
// for it (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html).
type TopicStatement struct {
	Sid, Service string
	OwnAccount   bool
}

// TopicStatements returns the statements of the policy of the topic that is made.
func TopicStatements() []TopicStatement {
	return []TopicStatement{{Sid: "Events", Service: "events.amazonaws.com"}, {Sid: "Alarms", Service: "cloudwatch.amazonaws.com", OwnAccount: true}}
}

// TopicPolicyJSON returns the policy of the topic that is made, as JSON on one line.
func (r *Registry) TopicPolicyJSON(m *Monitoring) string {
	type statement struct {
		Sid, Effect string
		Principal   map[string]string
		Action      string
		Resource    string
		Condition   map[string]map[string]string `json:",omitempty"`
	}
	policy := struct {
		Version   string
		Statement []statement
	}{Version: "2012-10-17"}
	for _, s := range TopicStatements() {
		one := statement{Sid: s.Sid, Effect: "Allow", Principal: map[string]string{"Service": s.Service}, Action: "sns:Publish", Resource: m.TopicARN}
		if s.OwnAccount {
			one.Condition = map[string]map[string]string{"StringEquals": {"aws:SourceAccount": r.AccountID}}
		}
		policy.Statement = append(policy.Statement, one)
	}
	text, err := json.Marshal(policy)
	if err != nil { // strings always encode
		return ""
	}
	return string(text)
}
