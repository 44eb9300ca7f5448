package events_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/events"
	"github.com/google/go-cmp/cmp"
)

// In the shape of AWS's guide
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html): an import that
// failed, one that worked, and a push, which is something else.
const (
	failed = `{"version": "0", "id": "1", "detail-type": "ECR Pull Through Cache Action", "source": "aws.ecr", "account": "123456789012", "time": "2026-05-31T02:36:48Z", "region": "ca-central-1",
 "resources": ["arn:aws:ecr:ca-central-1:123456789012:repository/ghcr/amerintlxperts/my-app"],
 "detail": {"rule-version": "1", "sync-status": "FAILED", "ecr-repository-prefix": "ghcr", "repository-name": "ghcr/amerintlxperts/my-app", "upstream-registry-url": "ghcr.io", "image-tag": "v1.0.0", "failure-code": "UpstreamAccessDenied", "failure-reason": "the token has expired"}}`
	worked = `{"version": "0", "id": "2", "detail-type": "ECR Pull Through Cache Action", "source": "aws.ecr", "account": "123456789012", "time": "2026-05-31T03:00:00Z", "region": "ca-central-1",
 "detail": {"rule-version": "1", "sync-status": "SUCCESS", "ecr-repository-prefix": "ghcr", "repository-name": "ghcr/amerintlxperts/my-app", "upstream-registry-url": "ghcr.io", "image-tag": "v1.0.1", "image-digest": "sha256:1"}}`
	push = `{"version": "0", "id": "3", "detail-type": "ECR Image Action", "source": "aws.ecr", "account": "123456789012", "time": "2026-05-31T03:00:00Z", "region": "ca-central-1", "resources": [], "detail": {"result": "SUCCESS", "repository-name": "ghcr/amerintlxperts/my-app", "image-digest": "sha256:1", "action-type": "PUSH", "image-tag": "latest"}}`

	// Of CloudTrail
	// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html): a
	// layer that could not be had, a denial, which has no parameters, and what are no failed pulls.
	layer    = `{"eventVersion": "1.11", "eventTime": "2026-05-30T10:00:00Z", "eventSource": "ecr.amazonaws.com", "eventName": "GetDownloadUrlForLayer", "awsRegion": "ca-central-1", "errorCode": "UnableToGetUpstreamLayerException", "errorMessage": "no layer", "requestParameters": {"repositoryName": "ghcr/amerintlxperts/my-app", "registryId": "123456789012"}, "recipientAccountId": "123456789012"}`
	denied   = `{"eventVersion": "1.11", "eventTime": "2026-05-30T11:00:00Z", "eventSource": "ecr.amazonaws.com", "eventName": "CreateRepository", "awsRegion": "ca-central-1", "errorCode": "AccessDenied", "errorMessage": "User: arn:aws:sts::123456789012:assumed-role/eks-node/i-1 is not authorized to perform: ecr:CreateRepository on resource: arn:aws:ecr:ca-central-1:123456789012:repository/quay/org/app because no identity-based policy allows the ecr:CreateRepository action", "requestParameters": null, "recipientAccountId": "123456789012"}`
	manifest = `{"eventVersion": "1.11", "eventTime": "2026-05-30T12:00:00Z", "eventSource": "ecr.amazonaws.com", "eventName": "BatchGetImage", "awsRegion": "ca-central-1", "errorCode": "AccessDenied", "requestParameters": {"imageIds": [{"imageTag": "v2"}], "repositoryName": "ghcr/amerintlxperts/my-app"}, "recipientAccountId": "123456789012"}`
	pulled   = `{"eventTime": "2026-05-30T12:00:00Z", "eventSource": "ecr.amazonaws.com", "eventName": "BatchGetImage", "requestParameters": {"imageIds": [{"imageTag": "latest"}], "repositoryName": "ghcr/amerintlxperts/my-app"}, "responseElements": null}`
	looked   = `{"eventTime": "2026-05-30T12:00:00Z", "eventSource": "ecr.amazonaws.com", "eventName": "GetLifecyclePolicy", "errorCode": "LifecyclePolicyNotFoundException", "requestParameters": {"repositoryName": "ghcr/amerintlxperts/my-app"}}`
	bucket   = `{"eventTime": "2026-05-30T12:00:00Z", "eventSource": "s3.amazonaws.com", "eventName": "GetObject", "errorCode": "AccessDenied"}`
)

func at(t *testing.T, text string) time.Time {
	t.Helper()
	when, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

// of are the pulls that the events above tell of.
func of(t *testing.T) map[string]live.PullEvent {
	t.Helper()
	return map[string]live.PullEvent{
		failed:   {Time: at(t, "2026-05-31T02:36:48Z"), Source: live.EventBridge, Account: "123456789012", Region: "ca-central-1", Repository: "ghcr/amerintlxperts/my-app", Tag: "v1.0.0", Failed: true, Code: "UpstreamAccessDenied", Reason: "the token has expired"},
		worked:   {Time: at(t, "2026-05-31T03:00:00Z"), Source: live.EventBridge, Account: "123456789012", Region: "ca-central-1", Repository: "ghcr/amerintlxperts/my-app", Tag: "v1.0.1", Digest: "sha256:1"},
		layer:    {Time: at(t, "2026-05-30T10:00:00Z"), Source: live.CloudTrail, Account: "123456789012", Region: "ca-central-1", Repository: "ghcr/amerintlxperts/my-app", Failed: true, Code: "GetDownloadUrlForLayer: UnableToGetUpstreamLayerException", Reason: "no layer"},
		manifest: {Time: at(t, "2026-05-30T12:00:00Z"), Source: live.CloudTrail, Account: "123456789012", Region: "ca-central-1", Repository: "ghcr/amerintlxperts/my-app", Tag: "v2", Failed: true, Code: "BatchGetImage: AccessDenied"},
	}
}

// TestForms: events come as they are, one after another or in a list, and in what AWS's tools
// print around them.
func TestForms(t *testing.T) {
	known := of(t)
	for name, test := range map[string]struct {
		text   string
		want   []live.PullEvent
		others int
	}{
		"one":               {failed, []live.PullEvent{known[failed]}, 0},
		"one after another": {failed + "\n" + worked + push, []live.PullEvent{known[failed], known[worked]}, 1},
		"a list":            {"[" + failed + "," + worked + "]", []live.PullEvent{known[failed], known[worked]}, 0},
		"a byte order mark": {"\xef\xbb\xbf" + failed, []live.PullEvent{known[failed]}, 0},
		"a log file of CloudTrail": {
			`{"Records": [` + strings.Join([]string{layer, manifest, pulled, looked, bucket}, ",") + `]}`,
			[]live.PullEvent{known[layer], known[manifest]},
			3,
		},
		"what is there already": {
			strings.Replace(denied, `"AccessDenied"`, `"RepositoryAlreadyExistsException"`, 1) + strings.Replace(manifest, `"BatchGetImage", "awsRegion": "ca-central-1", "errorCode": "AccessDenied"`, `"PutImage", "awsRegion": "ca-central-1", "errorCode": "ImageAlreadyExistsException"`, 1),
			nil, 2,
		},
		"aws cloudtrail lookup-events": {`{"Events": [{"EventId": "1", "EventName": "BatchGetImage", "CloudTrailEvent": ` + strconv.Quote(manifest) + `}]}`, []live.PullEvent{known[manifest]}, 0},
		"aws logs filter-log-events":   {`{"events": [{"logStreamName": "1", "timestamp": 1, "message": ` + quoted(failed) + `}, {"message": "no event"}], "searchedLogStreams": []}`, []live.PullEvent{known[failed]}, 1},
		"aws sqs receive-message":      {`{"Messages": [{"MessageId": "1", "Body": ` + quoted(worked) + `}]}`, []live.PullEvent{known[worked]}, 0},
		"a queue behind SNS":           {`{"Messages": [{"Body": ` + quoted(`{"Type": "Notification", "Message": `+quoted(worked)+`}`) + `}]}`, []live.PullEvent{known[worked]}, 0},
		"CloudTrail by EventBridge":    {`{"detail-type": "AWS API Call via CloudTrail", "source": "aws.ecr", "detail": ` + manifest + `}`, []live.PullEvent{known[manifest]}, 0},
		"an export of CloudWatch Logs": {"2026-05-31T02:36:49.123Z " + oneLine(failed) + "\n2026-05-31T03:00:01.000Z " + oneLine(worked) + "\r\n", []live.PullEvent{known[failed], known[worked]}, 0},
		"aws logs tail":                {"2026-05-31T02:36:49.123000+00:00 54f1/2 " + oneLine(failed) + "\n", []live.PullEvent{known[failed]}, 0},
		"the same twice":               {failed + `{"Messages": [{"Body": ` + quoted(failed) + `}]}` + layer + layer, []live.PullEvent{known[failed], known[layer], known[layer]}, 0},
		"the same record twice":        {withID(layer) + `{"detail-type": "AWS API Call via CloudTrail", "detail": ` + withID(layer) + `}`, []live.PullEvent{known[layer]}, 0},
		"nothing":                      {"", nil, 0},
		"an empty list":                {`{"events": []}`, nil, 0},
		"a time that is none":          {strings.Replace(failed, "2026-05-31", "2023-02-29", 1), nil, 1},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := events.Read([]byte(test.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got.Pulls); diff != "" || got.Others != test.others {
				t.Errorf("others %d; -want +got\n%s", got.Others, diff)
			}
		})
	}
}

// withID gives a record of CloudTrail the member by which it is the same everywhere.
func withID(record string) string { return `{"eventID": "4",` + record[1:] }

func oneLine(text string) string { return strings.ReplaceAll(text, "\n", "") }

func quoted(text string) string {
	out, err := json.Marshal(text)
	if err != nil {
		panic(err) // it is text
	}
	return string(out)
}

// TestDenial: a call that IAM denied may have no parameters, and its message names the
// repository.
func TestDenial(t *testing.T) {
	got, err := events.Read([]byte(denied))
	if err != nil || len(got.Pulls) != 1 || got.Pulls[0].Repository != "quay/org/app" || got.Pulls[0].Code != "CreateRepository: AccessDenied" {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestRefused: what is no file of events is refused, and not taken for one without failures.
func TestRefused(t *testing.T) {
	for text, want := range map[string]string{
		failed + "\n" + failed[:80]:     "no JSON in the value that begins at line 4",
		"2026-05-31 pull failed":        "no JSON in the value that begins at line 1",
		"- detail-type: ECR":            "with --output json",
		`{"results": [[{"value": 1}]]}`: "aws logs filter-log-events",
		`{"kind": "List", "items": []}`: events.ErrNone.Error(),
		`[1, 2]`:                        events.ErrNone.Error(),
		`{"Records": [{"s3": {}}]}`:     events.ErrNone.Error(),
		"\x1f\x8b\x08":                  "it is compressed; give it as gunzip -c prints it",
	} {
		_, err := events.Read([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: %v, want %s", text, err, want)
		}
		if want == events.ErrNone.Error() && !errors.Is(err, events.ErrNone) {
			t.Errorf("%v", err)
		}
	}
	var many strings.Builder
	for n := range 10_000 {
		fmt.Fprintln(&many, strings.Replace(failed, `"id": "1"`, fmt.Sprintf(`"id": "1-%d"`, n), 1))
	}
	if got, err := events.Read([]byte(many.String())); err != nil || len(got.Pulls) != 10_000 {
		t.Errorf("%v", err)
	}
}
