package planner_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/google/go-cmp/cmp"
)

const (
	monitored = "infrastructure:\n  monitoring: {}"
	mixed     = "upstreams: [{registry: ghcr.io, credential: {}}, {registry: quay.io}, {registry: public.ecr.aws}]\n"
)

// TestEvents: every upstream is in one rule, so that a failure is told once, and those with a
// credential in the one that the alarm counts.
func TestEvents(t *testing.T) {
	for upstreams, want := range map[string]string{
		ghcr:                                 "ecr-cache-credentials [ghcr] alarm",
		"upstreams: [{registry: quay.io}]\n": "ecr-cache-pulls [quay]",
		mixed:                                "ecr-cache-credentials [ghcr] alarm, ecr-cache-pulls [quay ecr-public]",
		"upstreams: [{registry: 123456789012.dkr.ecr.us-east-1.amazonaws.com, prefix: east}, {registry: quay.io}]\n": "ecr-cache-pulls [east quay]",
		// A role can be wrong as a credential can.
		"upstreams: [{registry: 123456789012.dkr.ecr.us-east-1.amazonaws.com, prefix: east, credential: {roleARN: 'arn:aws:iam::123456789012:role/east'}}, {registry: quay.io}]\n": "ecr-cache-credentials [east] alarm, ecr-cache-pulls [quay]",
		// What an event says of ROOT is not known, so nothing is left out.
		"upstreams: [{registry: 123456789012.dkr.ecr.us-east-1.amazonaws.com, prefix: ROOT}, {registry: ghcr.io, credential: {}}]\n": "ecr-cache-credentials [] alarm",
		"upstreams: [{registry: 123456789012.dkr.ecr.us-east-1.amazonaws.com, prefix: ROOT}]\n":                                      "ecr-cache-pulls []",
	} {
		p, problems := try(t, upstreams+monitored)
		if plan.Failed(problems) {
			t.Error(upstreams, problems)
			continue
		}
		var got []string
		for _, e := range p.Monitoring.Events {
			text := e.Name + " [" + strings.Join(prefixesOf(t, e.Pattern), " ") + "]"
			if a := p.Monitoring.Alarm; a != nil && a.Rule == e.Name {
				text += " alarm"
			}
			got = append(got, text)
		}
		if diff := cmp.Diff(want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%s-want +got\n%s", upstreams, diff)
		}
	}
}

// TestEventsOfRole: the role that is made is like one that is there.
func TestEventsOfRole(t *testing.T) {
	p, problems := try(t, "upstreams: [{registry: 123456789012.dkr.ecr.us-east-1.amazonaws.com, prefix: east}, {registry: quay.io}]\ninfrastructure: {upstreamRole: {}, monitoring: {}}\n")
	if plan.Failed(problems) || len(p.Monitoring.Events) != 2 || p.Monitoring.Alarm == nil {
		t.Fatal(problems, p.Monitoring)
	}
	if got := strings.Join(prefixesOf(t, p.Monitoring.Events[0].Pattern), " "); got != "east" {
		t.Errorf("the alarm counts %q", got)
	}
}

// prefixesOf reads a pattern, and runs it over the example of ECR's guide
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html): a success is
// no failure.
func prefixesOf(t *testing.T, pattern string) []string {
	t.Helper()
	var p struct {
		Source     []string
		DetailType []string `json:"detail-type"`
		Detail     map[string][]any
	}
	if err := json.Unmarshal([]byte(pattern), &p); err != nil {
		t.Fatal(pattern, err)
	}
	if diff := cmp.Diff([][]string{{"aws.ecr"}, {"ECR Pull Through Cache Action"}}, [][]string{p.Source, p.DetailType}); diff != "" {
		t.Errorf("%s: -want +got\n%s", pattern, diff)
	}
	if diff := cmp.Diff([]any{map[string]any{"anything-but": []any{"SUCCESS"}}}, p.Detail["sync-status"]); diff != "" {
		t.Errorf("%s: -want +got\n%s", pattern, diff)
	}
	var prefixes []string
	for _, prefix := range p.Detail["ecr-repository-prefix"] {
		prefixes = append(prefixes, prefix.(string))
	}
	return prefixes
}

// TestMonitoringNames: EventBridge takes names of 64 letters, digits and . - _, and SNS none
// with a period; two long environments have two names.
func TestMonitoringNames(t *testing.T) {
	long := strings.Repeat("a", 31)
	seen := map[string]bool{}
	for _, head := range []string{"", "project: shop\nenvironment: dev\n", "project: " + long + "\nenvironment: " + long + "b\n", "project: " + long + "\nenvironment: " + long + "c\n"} {
		p, problems := try(t, head+ghcr+monitored)
		if plan.Failed(problems) {
			t.Fatal(problems)
		}
		for _, name := range []string{p.Monitoring.Name, p.Monitoring.Events[0].Name} {
			if !regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`).MatchString(name) || seen[name] {
				t.Errorf("%q: %q", head, name)
			}
			seen[name] = true
		}
	}
}

// TestTopic: the topic that is made lets EventBridge and the alarms of the account publish,
// and one that is given is taken as it is.
func TestTopic(t *testing.T) {
	p, _ := try(t, ghcr+monitored)
	var got, want any
	if err := json.Unmarshal([]byte(p.Registry.TopicPolicyJSON(p.Monitoring)), &got); err != nil {
		t.Fatal(err)
	}
	const arn = "arn:aws:sns:ca-central-1:123456789012:ecr-cache"
	if err := json.Unmarshal([]byte(`{"Version":"2012-10-17","Statement":[
		{"Sid":"Events","Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sns:Publish","Resource":"`+arn+`"},
		{"Sid":"Alarms","Effect":"Allow","Principal":{"Service":"cloudwatch.amazonaws.com"},"Action":"sns:Publish","Resource":"`+arn+`","Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}}]}`), &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for topic, refused := range map[string]bool{
		"arn:aws:sns:ca-central-1:210987654321:platform": false, "arn:aws:sns:${AWS_REGION}:123456789012:platform": false,
		"arn:aws:sns:us-east-1:123456789012:platform": true, "arn:aws-cn:sns:ca-central-1:123456789012:platform": true,
	} {
		p, problems := try(t, ghcr+"infrastructure:\n  monitoring: {topicARN: '"+topic+"'}")
		if plan.Failed(problems) != refused || !p.Monitoring.Given || p.Monitoring.TopicARN != topic {
			t.Errorf("%s: %v", topic, problems)
		}
	}
}

// TestPatternSize: with as many prefixes as a registry has, as long as they may be, a
// pattern has no more than the 2,048 characters that EventBridge takes.
func TestPatternSize(t *testing.T) {
	var b strings.Builder
	b.WriteString("upstreams:\n")
	for i := range 50 {
		b.WriteString("- {registry: quay.io/org" + strings.Repeat("x", i+1) + ", prefix: " + strings.Repeat("p", 28) + string(rune('a'+i%26)) + string(rune('a'+i/26)) + "}\n")
	}
	p, problems := try(t, b.String()+monitored)
	if plan.Failed(problems) {
		t.Fatal(problems)
	}
	if n := len(p.Monitoring.Events[0].Pattern); n > 2048 || len(prefixesOf(t, p.Monitoring.Events[0].Pattern)) != 50 {
		t.Errorf("%d characters", n)
	}
}
