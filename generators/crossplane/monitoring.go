package crossplane

import (
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// monitoring is the topic, unless there is one, the rules that send to it, and the alarm.
// Each is called in AWS as its object is. A target has no reference to a topic, whose ARN is
// known by its name.
func (r *resources) monitoring(m *plan.Monitoring) {
	if !m.Given {
		r.add("sns", "v1beta1", "Topic", m.Name, object.Map{
			{Key: "policy", Value: r.Registry.TopicPolicyJSON(m)},
			{Key: "tags", Value: object.Pairs(r.Meta.Tags)},
		})
	}
	for i := range m.Events {
		e := &m.Events[i]
		r.add("cloudwatchevents", "v1beta1", "Rule", e.Name, object.Map{
			{Key: "description", Value: e.Description},
			{Key: "eventPattern", Value: e.Pattern},
			{Key: "state", Value: "ENABLED"},
			{Key: "tags", Value: object.Pairs(r.Meta.Tags)},
		})
		r.add("cloudwatchevents", r.storedVersion(), "Target", e.Name, object.Map{
			{Key: "ruleRef", Value: object.Map{{Key: "name", Value: e.Name}}},
			{Key: "targetId", Value: "topic"},
			{Key: "arn", Value: m.TopicARN},
		})
	}
	if m.Alarm != nil {
		r.alarm(m.Alarm, m.TopicARN)
	}
}

func (r *resources) alarm(a *plan.Alarm, topic string) {
	r.add("cloudwatch", r.storedVersion(), "MetricAlarm", a.Name, object.Map{
		{Key: "alarmDescription", Value: a.Description()},
		{Key: "namespace", Value: plan.AlarmNamespace},
		{Key: "metricName", Value: plan.AlarmMetric},
		{Key: "dimensions", Value: object.Map{{Key: plan.AlarmDimension, Value: a.Rule}}},
		{Key: "statistic", Value: plan.AlarmStatistic},
		{Key: "period", Value: plan.AlarmPeriod},
		{Key: "evaluationPeriods", Value: 1},
		{Key: "threshold", Value: a.Failures},
		{Key: "comparisonOperator", Value: plan.AlarmComparison},
		{Key: "treatMissingData", Value: plan.AlarmMissing},
		{Key: "alarmActions", Value: object.List{topic}},
		{Key: "tags", Value: object.Pairs(r.Meta.Tags)},
	})
}
