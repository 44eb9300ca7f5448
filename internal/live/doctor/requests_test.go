package doctor_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/doctor"
	"github.com/amerintlxperts/ecrcache/internal/live/livetest"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"
)

// TestRequests: what every operation is asked with. The registry is named wherever the API
// takes it, lists are asked for in the largest pages that there are, and images of every
// status: without a filter AWS leaves out the archived ones.
func TestRequests(t *testing.T) {
	e, a := all(t)
	_, s := examine(t, e, a)
	for operation, want := range map[string]string{
		"ecr:DescribePullThroughCacheRules":       `{"maxResults":1000,"registryId":"123456789012"}`,
		"ecr:ValidatePullThroughCacheRule":        `{"ecrRepositoryPrefix":"ghcr","registryId":"123456789012"}`,
		"ecr:DescribeRepositoryCreationTemplates": `{"maxResults":1000}`,
		"ecr:GetAccountSetting":                   `{"name":"REGISTRY_POLICY_SCOPE"}`,
		"ecr:DescribeRepositories":                `{"maxResults":1000,"registryId":"123456789012"}`,
		"ecr:DescribeImages":                      `{"filter":{"imageStatus":"ANY"},"maxResults":1000,"registryId":"123456789012","repositoryName":"` + app + `"}`,
		"ecr:GetLifecyclePolicy":                  `{"registryId":"123456789012","repositoryName":"` + app + `"}`,
		"ecr:GetRepositoryPolicy":                 `{"registryId":"123456789012","repositoryName":"` + app + `"}`,
		"ecr:ListTagsForResource":                 `{"resourceArn":"arn:aws:ecr:ca-central-1:123456789012:repository/` + app + `"}`,
		"secretsmanager:DescribeSecret":           `{"SecretId":"arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/ghcr-AbCdEf"}`,
	} {
		found := false
		for _, r := range s.Requests(operation) {
			text, err := json.Marshal(r.Members)
			if err != nil {
				t.Fatal(err)
			}
			found = found || string(text) == want
		}
		if !found {
			t.Errorf("%s was not asked with %s, but with %+v", operation, want, s.Requests(operation))
		}
	}
	simulations := s.Requests("iam:SimulatePrincipalPolicy")
	if len(simulations) != 2 {
		t.Fatalf("%d simulations", len(simulations))
	}
	for i, want := range []struct{ actions, resources []string }{
		{[]string{"ecr:GetAuthorizationToken"}, nil},
		{
			[]string{"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchImportUpstreamImage", "ecr:CreateRepository", "ecr:TagResource"},
			[]string{"arn:aws:ecr:ca-central-1:123456789012:repository/ghcr/*", "arn:aws:ecr:ca-central-1:123456789012:repository/quay/*"},
		},
	} {
		form := simulations[i].Form
		if diff := cmp.Diff(want.actions, livetest.Values(form, "ActionNames")) + cmp.Diff(want.resources, livetest.Values(form, "ResourceArns")); diff != "" {
			t.Error(diff)
		}
		// A resource's policy cannot be simulated for a role, so none is sent.
		if form.Get("PolicySourceArn") != node || form.Has("ResourcePolicy") {
			t.Errorf("%v", form)
		}
	}
}

// TestRequestSnapshots: what is asked has no member that the SDK's own module does not have in its
// snapshot of the request, which is the whole of what the interface takes.
func TestRequestSnapshots(t *testing.T) {
	e, a := all(t)
	_, s := examine(t, e, a)
	checked := 0
	for _, r := range s.Requests("") {
		service, operation, _ := strings.Cut(r.Operation, ":")
		if service == "ec2" { // whose module has none
			continue
		}
		takes := livetest.RequestSnapshot(t, r.Operation)
		for member := range r.Members {
			if !strings.Contains(takes, `"`+member+`"`) {
				t.Errorf("%s has no member %s", operation, member)
			}
		}
		for member := range r.Form {
			if name, _, _ := strings.Cut(member, "."); !strings.Contains(takes, name) {
				t.Errorf("%s has no member %s", operation, member)
			}
		}
		checked++
	}
	if checked < 15 {
		t.Errorf("%d requests", checked)
	}
}

// documented are the errors that the API references list for each operation, those left out
// that have a meaning of their own (they are defects, or mean that there is none).
var documented = map[string][]string{
	"ecr:DescribePullThroughCacheRules":       {"InvalidParameterException", "PullThroughCacheRuleNotFoundException", "ServerException", "ValidationException"},
	"ecr:ValidatePullThroughCacheRule":        {"InvalidParameterException", "PullThroughCacheRuleNotFoundException", "ServerException", "ValidationException"},
	"ecr:DescribeRepositoryCreationTemplates": {"InvalidParameterException", "ServerException", "ValidationException"},
	"ecr:GetRegistryPolicy":                   {"InvalidParameterException", "ServerException", "ValidationException"},
	"ecr:GetAccountSetting":                   {"InvalidParameterException", "ServerException", "ValidationException"},
	"ecr:DescribeRepositories":                {"InvalidParameterException", "RepositoryNotFoundException", "ServerException"},
	"ecr:DescribeImages":                      {"ImageNotFoundException", "InvalidParameterException", "RepositoryNotFoundException", "ServerException"},
	"ecr:GetLifecyclePolicy":                  {"InvalidParameterException", "RepositoryNotFoundException", "ServerException", "ValidationException"},
	"ecr:GetRepositoryPolicy":                 {"InvalidParameterException", "RepositoryNotFoundException", "ServerException"},
	"ecr:GetRegistryScanningConfiguration":    {"BlockedByOrganizationPolicyException", "InvalidParameterException", "ServerException", "ValidationException"},
	"ecr:ListTagsForResource":                 {"InvalidParameterException", "RepositoryNotFoundException", "ServerException"},
	"secretsmanager:DescribeSecret":           {"InternalServiceError", "InvalidParameterException"},
	"secretsmanager:GetSecretValue":           {"DecryptionFailure", "InternalServiceError", "InvalidParameterException", "InvalidRequestException"},
	"iam:GetRole":                             {"ServiceFailure"},
	"iam:SimulatePrincipalPolicy":             {"InvalidInput", "PolicyEvaluation"},
	"ec2:DescribeVpcEndpoints":                {"InvalidVpcId.NotFound", "InternalError"},
}

// TestDocumentedErrors: an error that AWS documents leaves what it is about unknown, in
// AWS's own words, and everything else is looked at all the same.
func TestDocumentedErrors(t *testing.T) {
	e, _ := all(t)
	for _, action := range actions(t, e) {
		if documented[action] == nil {
			t.Errorf("no error of %s is known", action)
		}
	}
	for operation, codes := range documented {
		for _, code := range codes {
			t.Run(operation+"/"+code, func(t *testing.T) {
				e, a := all(t)
				s := livetest.Start(t)
				a.Serve(s)
				s.On(operation, func(*livetest.Request) (smithy.Serializable, error) {
					return nil, livetest.Fail(code, "the words of AWS")
				})
				e.Session = s.Session()
				e.Session.Timeout = time.Second // errors of a server are tried again
				r, err := doctor.Examine(t.Context(), e)
				if err != nil {
					t.Fatal(err)
				}
				unknown := 0
				for _, f := range r.Findings {
					if f.Status == live.Unknown {
						unknown++
						if !strings.Contains(f.Message, code) || !strings.Contains(f.Message, "the words of AWS") || f.Needs != nil {
							t.Errorf("%+v", f)
						}
					}
				}
				if unknown == 0 || r.Count(live.Error) > 0 || len(s.Requests("ecr:GetRegistryScanningConfiguration")) == 0 {
					t.Errorf("%d unknown: %+v", unknown, r.Findings)
				}
			})
		}
	}
}

// TestExplicitDeny: a permission that a policy takes away is told apart from one that nobody
// gave; the words are AWS's
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html).
func TestExplicitDeny(t *testing.T) {
	e, a := all(t)
	s := livetest.Start(t)
	a.Serve(s)
	s.On("ecr:GetRegistryPolicy", func(*livetest.Request) (smithy.Serializable, error) {
		return nil, livetest.Fail("AccessDeniedException", "User: "+a.Principal+" is not authorized to perform: ecr:GetRegistryPolicy with an explicit deny in a service control policy")
	})
	e.Session = s.Session()
	r, err := doctor.Examine(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		if f.Status == live.Unknown && (f.Check != live.RegistryPolicy || f.Message != "needs ecr:GetRegistryPolicy, which a policy denies explicitly") {
			t.Errorf("%+v", f)
		}
	}
	if r.Count(live.Unknown) != 1 {
		t.Errorf("%+v", r.Findings)
	}
}

// TestExpired: credentials that expire meanwhile end the examination with one reason, not
// with one for everything that is left.
func TestExpired(t *testing.T) {
	for _, operation := range []string{"ecr:DescribePullThroughCacheRules", "secretsmanager:DescribeSecret", "ecr:DescribeImages", "iam:GetRole"} {
		t.Run(operation, func(t *testing.T) {
			e, a := all(t)
			s := livetest.Start(t)
			a.Serve(s)
			s.On(operation, func(*livetest.Request) (smithy.Serializable, error) {
				return nil, livetest.Fail("ExpiredTokenException", "The security token included in the request is expired")
			})
			e.Session = s.Session()
			if _, err := doctor.Examine(t.Context(), e); err == nil || !strings.Contains(err.Error(), "the credentials have expired: aws sso login") {
				t.Errorf("%v", err)
			}
		})
	}
}
