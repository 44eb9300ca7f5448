package warm

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/client"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	ecrtypes "github.com/aws/aws-sdk-go-v2/service/ecr/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

// rules are the prefixes of the registry's rules, which are asked for when a pull fails: AWS
// says the same of an image without a rule and of one whose repository may not be made.
type rules struct {
	once     sync.Once
	known    bool
	prefixes map[string]bool
}

// lacksRule reports whether the registry has no rule of a prefix, nor one for everything. It is
// false when that is not known.
func (w *warmer) lacksRule(ctx context.Context, prefix string) bool {
	w.rules.once.Do(func() {
		all, err := client.Pages(func(token *string) ([]ecrtypes.PullThroughCacheRule, *string, error) {
			page, err := w.aws.ECR.DescribePullThroughCacheRules(ctx, &ecr.DescribePullThroughCacheRulesInput{RegistryId: &w.Registry.AccountID, MaxResults: aws.Int32(pageSize), NextToken: token})
			if err != nil {
				return nil, nil, err
			}
			return page.PullThroughCacheRules, page.NextToken, nil
		})
		w.rules.known, w.rules.prefixes = err == nil, map[string]bool{}
		for i := range all {
			w.rules.prefixes[aws.ToString(all[i].EcrRepositoryPrefix)] = true
		}
	})
	return w.rules.known && !w.rules.prefixes[prefix] && !w.rules.prefixes["ROOT"]
}

// What to do about each cause. Some are completed with fmt.Sprintf in explain.
const (
	makeRule   = "apply what ecrcache generate writes; ecrcache doctor --live says which rules are wrong"
	mayCreate  = "allow ecr:CreateRepository and ecr:BatchImportUpstreamImage to who pulls, on the repositories of the prefix; a repository creation template with tags or a KMS key needs a role"
	findImage  = "see that %s has it; if it does, allow ecr:BatchImportUpstreamImage to who pulls, since ECR's answer is the same without"
	byDigest   = ". It has no tag: a digest that ECR has never seen may be refused at its first pull (https://github.com/aws/containers-roadmap/issues/2837), so give the image its tag"
	renew      = "put a token that %s takes into the secret of the rule; ecrcache doctor --live --show-secret-keys says what is wrong with it"
	hidden     = ". Docker Hub answers so, too, to a repository that it does not have"
	readSecret = "ECR must be able to read the secret of the rule: its name begins with ecr-pullthroughcache/, its key is aws/secretsmanager, and no policy of its own denies it"
	later      = "run it again later, or with fewer --jobs; what is in the cache by now is not pulled again. A credential in the rule raises the limit of most upstreams"
	down       = "ECR got no answer of %s: see whether it works, and run it again later; what is in the cache by now is not pulled again"
	bringBack  = "bring it back, which takes up to 20 minutes: aws ecr update-image-storage-class --repository-name %s --image-id imageDigest=%s --target-storage-class STANDARD --region %s; or delete it, so that the next pull imports it again. Leave the role that warms out of the time of the last pull, where images are archived by it"
	waitBack   = "wait, up to 20 minutes, and run it again"
	allow      = "allow %s to who pulls; ecrcache warm --print-policy prints all that is needed"
	connect    = "run it again; what is in the cache by now is not pulled again. In a VPC, the endpoints of ECR and of S3 must be there, and a first pull needs a way to the internet"
)

// action matches the action of a permission that is missing, in what AWS says.
var action = regexp.MustCompile(`\b(ecr|secretsmanager|kms):[A-Z][A-Za-z]+`)

// explain says why an image could not be pulled, and what to do. AWS gives the same answer for
// several causes, so it goes by the words of the answer and by what else is known; the order of
// the cases matters.
func (w *warmer) explain(ctx context.Context, img *live.WarmImage, out *live.Warmed, err error) {
	out.Message = w.message(err)
	said := strings.ToLower(out.Message)
	contains := func(words ...string) bool {
		for _, word := range words {
			if strings.Contains(said, word) {
				return true
			}
		}
		return false
	}
	var answer *transport.Error
	var api smithy.APIError
	var archived *archivedImage
	isAnswer := errors.As(err, &answer)
	switch {
	case errors.As(err, &archived):
		out.Cause, out.Do = live.Archived, fmt.Sprintf(bringBack, img.Reference.Repository, archived.digest, w.Registry.Region)
		if archived.status == ecrtypes.ImageStatusActivating {
			out.Do = waitBack
		}
	case refusalOf(err) != nil:
		out.Cause, out.Do = live.RateLimit, later
	case contains("upstreamunavailable"):
		out.Cause, out.Do = live.UpstreamDown, fmt.Sprintf(down, img.Upstream)
	case contains("not authorized to perform", "accessdenied"):
		out.Cause, out.Do = live.NoPermission, fmt.Sprintf(allow, permission(out.Message))
	case contains("secret") && contains("unable", "not found", "decrypt", "access"):
		out.Cause, out.Do = live.UpstreamLogin, readSecret
	case contains("authentication to the upstream", "upstreamaccessdenied"):
		out.Cause, out.Do = live.UpstreamLogin, fmt.Sprintf(renew, img.Upstream)
		if strings.HasSuffix(img.Upstream, "docker.io") {
			out.Do += hidden
		}
	case contains("name_unknown", "repository with name") && w.lacksRule(ctx, img.Prefix):
		out.Cause, out.Do = live.RuleMissing, "there is no rule of the prefix "+img.Prefix+": "+makeRule
	case contains("name_unknown", "repository with name"):
		out.Cause, out.Do = live.RepositoryDenied, mayCreate
	case isAnswer && answer.StatusCode == http.StatusNotFound:
		out.Cause, out.Do = live.NotUpstream, fmt.Sprintf(findImage, img.Upstream)
		if img.Reference.Tag == "" {
			out.Do += byDigest
		}
	case isAnswer && (answer.StatusCode == http.StatusForbidden || answer.StatusCode == http.StatusUnauthorized):
		out.Cause, out.Do = live.NoPermission, "sign in again; if that does not help, allow to who pulls what ecrcache warm --print-policy prints"
	case isAnswer || errors.As(err, &api):
		out.Cause, out.Do = live.NoAnswer, "ecrcache doctor --live says what is wrong with the cache"
	default:
		out.Cause, out.Do = live.NoConnection, connect
	}
}

// message is what AWS said, without the method and the address of the request.
func (w *warmer) message(err error) string {
	var answer *transport.Error
	var api smithy.APIError
	var none *client.NoAccess
	var archived *archivedImage
	if errors.As(err, &archived) {
		return err.Error()
	}
	explained := w.aws.Explain(err)
	text := err.Error()
	if request := (*url.Error)(nil); errors.As(err, &request) {
		text = strings.Replace(text, request.Error(), request.Err.Error(), 1)
	}
	switch {
	case errors.As(err, &answer) && len(answer.Errors) > 0:
		return strings.Replace(text, answer.Error(), answer.Errors[0].String(), 1)
	case errors.As(explained, &none):
		return none.Reason
	case errors.As(err, &api):
		return api.ErrorCode() + ": " + api.ErrorMessage()
	}
	return text
}

// permission is the action that AWS names, or that of a pull.
func permission(said string) string {
	if named := action.FindString(said); named != "" {
		return named
	}
	return "the actions of a pull"
}
