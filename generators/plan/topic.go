package plan

import "encoding/json"

// A TopicStatement lets a service publish. A topic's policy can have no condition for
// EventBridge (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html);
// an alarm is held to the account.
type TopicStatement struct {
	Sid, Service string
	OwnAccount   bool
}

// TopicStatements are who publishes to the topic that is made.
func TopicStatements() []TopicStatement {
	return []TopicStatement{{Sid: "Events", Service: "events.amazonaws.com"}, {Sid: "Alarms", Service: "cloudwatch.amazonaws.com", OwnAccount: true}}
}

// TopicPolicyJSON is the policy of the topic that is made.
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
