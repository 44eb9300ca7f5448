package ack

import (
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// monitoring returns the topic, unless there is one, the rules that send to it, and the alarm.
func (r *resources) monitoring(m *plan.Monitoring) []object.Object {
	var all []object.Object
	if !m.Given {
		o := r.regional(sns, "Topic", m.Name, plan.Pair{Name: "arn", Value: m.TopicARN})
		o.Body = object.Map{{Key: "spec", Value: object.Map{
			{Key: "name", Value: m.Name},
			{Key: "policy", Value: r.Registry.TopicPolicyJSON(m)},
			{Key: "tags", Value: tags(r.Meta.Tags)},
		}}}
		all = append(all, o)
	}
	for i := range m.Events {
		all = append(all, r.eventRule(&m.Events[i], m.TopicARN))
	}
	if m.Alarm != nil {
		all = append(all, r.alarm(m.Alarm, m.TopicARN))
	}
	return all
}

func (r *resources) eventRule(e *plan.EventRule, topic string) object.Object {
	o := r.regional(eventBridge, "Rule", e.Name, plan.Pair{Name: "name", Value: e.Name})
	o.Body = object.Map{{Key: "spec", Value: object.Map{
		{Key: "name", Value: e.Name},
		{Key: "description", Value: e.Description},
		{Key: "eventPattern", Value: e.Pattern},
		{Key: "state", Value: "ENABLED"},
		{Key: "targets", Value: object.List{object.Map{{Key: "id", Value: "topic"}, {Key: "arn", Value: topic}}}},
		{Key: "tags", Value: tags(r.Meta.Tags)},
	}}}
	return o
}

func (r *resources) alarm(a *plan.Alarm, topic string) object.Object {
	o := r.regional(cloudWatch, "MetricAlarm", a.Name, plan.Pair{Name: "name", Value: a.Name})
	o.Body = object.Map{{Key: "spec", Value: object.Map{
		{Key: "name", Value: a.Name},
		{Key: "alarmDescription", Value: a.Description()},
		{Key: "namespace", Value: plan.AlarmNamespace},
		{Key: "metricName", Value: plan.AlarmMetric},
		{Key: "dimensions", Value: object.List{object.Map{{Key: "name", Value: plan.AlarmDimension}, {Key: "value", Value: a.Rule}}}},
		{Key: "statistic", Value: plan.AlarmStatistic},
		{Key: "period", Value: plan.AlarmPeriod},
		{Key: "evaluationPeriods", Value: 1},
		{Key: "threshold", Value: a.Failures},
		{Key: "comparisonOperator", Value: plan.AlarmComparison},
		{Key: "treatMissingData", Value: plan.AlarmMissing},
		{Key: "alarmActions", Value: object.List{topic}},
		{Key: "tags", Value: tags(r.Meta.Tags)},
	}}}
	return o
}
