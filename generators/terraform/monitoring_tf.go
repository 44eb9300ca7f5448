package terraform

import "github.com/amerintlxperts/ecrcache/generators/plan"

// monitoring returns monitoring.tf: the topic, unless one exists, the rules that send to it, and
// the alarm.
func (m *module) monitoring() string {
	f := newFile()
	topic := raw("var.topic_arn")
	if !m.Monitoring.Given {
		topic = "aws_sns_topic.monitoring.arn"
		m.topic(f)
	}
	for i := range m.Monitoring.Events {
		m.eventRule(f, &m.Monitoring.Events[i], topic)
	}
	if a := m.Monitoring.Alarm; a != nil {
		m.alarm(f, a, topic)
	}
	return f.String()
}

// topicVariable adds the variable for an existing topic in the Region of the module.
func (m *module) topicVariable(f *file) {
	if m.Monitoring == nil || !m.Monitoring.Given {
		return
	}
	b := f.block("variable", "topic_arn")
	b.text("description", "SNS topic, of the same Region, to which failures are sent")
	b.set("type", raw("string"))
	b.text("default", m.Monitoring.TopicARN)
}

// topic is one with its policy beside it, which needs its ARN.
func (m *module) topic(f *file) {
	b := f.regional("aws_sns_topic", "monitoring")
	b.text("name", m.Monitoring.Name)
	b.pairs("tags", m.Meta.Tags)

	var all column
	for _, s := range plan.TopicStatements() {
		o := hclObject{
			{"Sid", text(s.Sid)},
			{"Effect", text("Allow")},
			{"Principal", hclObject{{"Service", text(s.Service)}}},
			{"Action", text("sns:Publish")},
			{"Resource", raw("aws_sns_topic.monitoring.arn")},
		}
		if s.OwnAccount {
			o = append(o, entry{"Condition", hclObject{{"StringEquals", hclObject{{"aws:SourceAccount", raw("data.aws_caller_identity.current.account_id")}}}}})
		}
		all = append(all, o)
	}
	b = f.regional("aws_sns_topic_policy", "monitoring")
	b.set("arn", raw("aws_sns_topic.monitoring.arn"))
	b.set("policy", call{"jsonencode", hclObject{{"Version", text("2012-10-17")}, {"Statement", all}}})
}

func (m *module) eventRule(f *file, e *plan.EventRule, topic node) {
	b := f.regional("aws_cloudwatch_event_rule", e.ID)
	b.text("name", e.Name)
	b.text("description", e.Description)
	b.document("event_pattern", e.Pattern)
	b.pairs("tags", m.Meta.Tags)

	b = f.regional("aws_cloudwatch_event_target", e.ID)
	b.set("rule", raw("aws_cloudwatch_event_rule."+e.ID+".name"))
	b.text("target_id", "topic")
	b.set("arn", topic)
}

func (m *module) alarm(f *file, a *plan.Alarm, topic node) {
	b := f.regional("aws_cloudwatch_metric_alarm", a.RuleID)
	b.text("alarm_name", a.Name)
	b.text("alarm_description", a.Description())
	b.text("namespace", plan.AlarmNamespace)
	b.text("metric_name", plan.AlarmMetric)
	b.set("dimensions", hclObject{{plan.AlarmDimension, raw("aws_cloudwatch_event_rule." + a.RuleID + ".name")}})
	b.text("statistic", plan.AlarmStatistic)
	b.number("period", plan.AlarmPeriod)
	b.number("evaluation_periods", 1)
	b.number("threshold", a.Failures)
	b.text("comparison_operator", plan.AlarmComparison)
	b.text("treat_missing_data", plan.AlarmMissing)
	b.set("alarm_actions", tuple{topic})
	b.pairs("tags", m.Meta.Tags)
}
