package plan

import "fmt"

// What an alarm counts: how often EventBridge hands an event of the rule to its target. It
// sends nothing when that is never
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

// Description says what to do when the alarm is raised.
func (a *Alarm) Description() string {
	return fmt.Sprintf("%d or more pulls from upstreams with a credential failed in an hour: it may have expired; aws ecr validate-pull-through-cache-rule tells", a.Failures)
}
