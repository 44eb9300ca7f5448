package doctor

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
)

const (
	// tokenLife is how long the tokens of most registries live at most: a year.
	tokenLife = 365 * 24 * time.Hour
	// managedKey is the only key under which ECR reads a secret
	// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html).
	managedKey = "alias/aws/secretsmanager"
	// current is the staging label of the version that is read.
	current = "AWSCURRENT"
)

// A secret is one that a rule has, or is to have.
type secret struct {
	id       string // its ARN, or its name
	prefix   string // of the rule
	upstream string
}

// secrets looks at the secret of every rule, once each: the one that the rule has, for it is
// what ECR reads, and the one that it is to have where there is no rule yet.
func (x *examiner) secrets() error {
	var seen []string
	for i := range x.Plan.Rules {
		rule := &x.Plan.Rules[i]
		s := secret{x.wantedSecret(rule), rule.Prefix, rule.UpstreamURL}
		if made, there := x.registryRules[rule.Prefix]; there {
			s.id = hasOrWants(&made, s.id)
		}
		if s.id == "" || slices.Contains(seen, s.id) {
			continue
		}
		seen = append(seen, s.id)
		if err := x.secret(&s); err != nil {
			return err
		}
	}
	return nil
}

// hasOrWants is the secret that a rule has, or else the one that is wanted.
func hasOrWants(rule *types.PullThroughCacheRule, wanted string) string {
	if has := aws.ToString(rule.CredentialArn); has != "" {
		return has
	}
	return wanted
}

// secret looks at one, without its value.
func (x *examiner) secret(s *secret) error {
	name := secretName(s.id)
	answer, err := x.aws.Secrets.DescribeSecret(x.ctx, &secretsmanager.DescribeSecretInput{SecretId: &s.id})
	switch {
	case isCode(err, "ResourceNotFoundException"):
		x.add(live.Finding{
			Status: live.Error, Check: live.Secrets, Subject: name, Message: "there is no such secret in this account and Region, so that ECR cannot sign in at " + s.upstream,
			Has: "no secret", Wants: s.id, Do: x.apply("make it, by secret.json with the keys username and accessToken"),
			Command: "aws secretsmanager create-secret --name " + quote(name) + x.inRegion() + " --secret-string file://secret.json",
		})
		return nil
	case err != nil:
		return x.unanswered(live.Secrets, name, "secretsmanager:DescribeSecret", err)
	}
	before := len(x.report.Findings)
	x.secretPlace(s, aws.ToString(answer.ARN))
	x.secretState(s, answer)
	if x.SecretKeys && answer.DeletedDate == nil {
		if err := x.secretKeys(s); err != nil {
			return err
		}
	}
	if len(x.report.Findings) == before {
		x.ok(live.Secrets, name, x.secretInWords(answer))
	}
	return nil
}

// secretPlace adds a finding for a secret that is not where ECR reads secrets: in the account and the
// Region of the rule, with a name that begins with ecr-pullthroughcache/.
func (x *examiner) secretPlace(s *secret, arn string) {
	parts := strings.SplitN(arn, ":", 7)
	if len(parts) < 7 {
		return
	}
	found := live.Finding{Status: live.Error, Check: live.Secrets, Subject: secretName(arn), Has: arn}
	registry := &x.Plan.Registry
	switch {
	case !strings.HasPrefix(parts[6], plan.SecretNamePrefix):
		found.Message, found.Wants = "ECR may not read it: its name does not begin with "+plan.SecretNamePrefix, plan.SecretNamePrefix+"NAME"
		found.Do = "make a secret of such a name, and give it to the rule"
	case parts[3] != registry.Region || parts[4] != registry.AccountID:
		found.Message, found.Wants = "ECR reads secrets of the rule's own account and Region only", registry.AccountID+" in "+registry.Region
		found.Do = "make the secret there, and give it to the rule"
	default:
		return
	}
	x.add(found)
}

// secretState adds findings for a secret in which ECR finds no value, or cannot decrypt it.
func (x *examiner) secretState(s *secret, d *secretsmanager.DescribeSecretOutput) {
	name := aws.ToString(d.Name)
	found := live.Finding{Status: live.Error, Check: live.Secrets, Subject: name}
	id := " --secret-id " + quote(name) + x.inRegion()
	if d.DeletedDate != nil {
		found.Message, found.Has = "it is being deleted, and ECR cannot read it", "deleted on "+day(d.DeletedDate)
		found.Do, found.Command = "bring it back", "aws secretsmanager restore-secret"+id
		x.add(found)
		return
	}
	if key := aws.ToString(d.KmsKeyId); key != "" && !strings.HasSuffix(key, managedKey) {
		found.Message, found.Has, found.Wants = "ECR cannot read it: it is encrypted with a key of the customer", key, managedKey
		found.Do, found.Command = "choose AWS's own key, and write the value again under it", "aws secretsmanager update-secret"+id+" --kms-key-id "+managedKey+" --secret-string file://secret.json"
		x.add(found)
	}
	if !hasCurrent(d.VersionIdsToStages) {
		found.Message, found.Has, found.Wants = "it has no value", "no version "+current, `{"username": "…", "accessToken": "…"}`
		found.Do, found.Command = "put one in, by secret.json", x.putSecret(name)
		x.add(found)
	}
	if age := x.age(d.LastChangedDate); age > tokenLife && !x.validRules[s.prefix] {
		found.Status, found.Message, found.Has = live.Warning, "its value is older than most tokens live, and ECR's sign-in was not seen to work", fmt.Sprintf("changed %d days ago", days(age))
		found.Wants, found.Do, found.Command = "a token that has not expired", "see at "+s.upstream+" when the token expires, and put a new one in", x.putSecret(name)
		x.add(found)
	}
}

func hasCurrent(versions map[string][]string) bool {
	for _, stages := range versions {
		if slices.Contains(stages, current) {
			return true
		}
	}
	return false
}

func (x *examiner) secretInWords(d *secretsmanager.DescribeSecretOutput) string {
	text := "under AWS's own key"
	if d.LastChangedDate != nil {
		text += fmt.Sprintf(", changed %d days ago", days(x.age(d.LastChangedDate)))
	}
	if d.LastAccessedDate != nil {
		return text + ", last read on " + day(d.LastAccessedDate)
	}
	return text + ", not read yet"
}

// secretKeys reads a secret for the names of its keys. Its value is neither kept nor
// printed, also not in part.
func (x *examiner) secretKeys(s *secret) error {
	answer, err := x.aws.Secrets.GetSecretValue(x.ctx, &secretsmanager.GetSecretValueInput{SecretId: &s.id})
	name := secretName(s.id)
	switch {
	case isCode(err, "ResourceNotFoundException"):
		return nil // it has no value, which secretState has reported
	case err != nil:
		return x.unanswered(live.Secrets, name, "secretsmanager:GetSecretValue", err)
	}
	found := live.Finding{
		Status: live.Error, Check: live.Secrets, Subject: name, Message: "ECR cannot sign in with it", Wants: "the keys accessToken, username",
		Do: "write it again, by secret.json with the keys username and accessToken", Command: x.putSecret(name),
	}
	var keys []string
	var value map[string]any
	if json.Unmarshal([]byte(aws.ToString(answer.SecretString)), &value) != nil {
		found.Has = "a value that is no JSON object, perhaps the token alone"
		x.add(found)
		return nil
	}
	for key, v := range value {
		if text, isText := v.(string); isText && text != "" {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	token, _ := value[plan.TokenKey].(string)
	switch {
	case !slices.Contains(keys, plan.UsernameKey) || !slices.Contains(keys, plan.TokenKey):
		found.Has = "the keys " + orNone(strings.Join(keys, ", ")) + ", those without a text left out"
	case s.upstream == plan.GitHub && slices.ContainsFunc(plan.NotClassic(), func(begin string) bool { return strings.HasPrefix(token, begin) }):
		found.Has, found.Wants = "a token of a kind that "+plan.GitHub+" does not take", "a personal access token (classic) with read:packages"
	default:
		return nil
	}
	x.add(found)
	return nil
}

// age is how long ago something was.
func (x *examiner) age(at *time.Time) time.Duration {
	if at == nil {
		return 0
	}
	return x.Now().Sub(*at)
}

func days(d time.Duration) int { return int(d.Hours() / 24) }

func day(at *time.Time) string { return at.UTC().Format(time.DateOnly) }
