package doctor

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/cli/awscli"
)

// quote is a text as a word of a command in a POSIX shell.
func quote(text string) string { return awscli.Quote(text) }

// inRegion is the option by which a command of the AWS CLI asks in the Region of the registry.
func (x *examiner) inRegion() string { return " --region " + x.Plan.Registry.Region }

// registryID names the registry in calls that take it, so that no other answers.
func (x *examiner) registryID() *string { return &x.Plan.Registry.AccountID }

// apply is what the user can do where something is not as the configuration says: what is given, or
// where the configuration makes the cache, apply what ecrcache generates.
func (x *examiner) apply(what string) string {
	if x.Made {
		return "apply what ecrcache generate writes, or " + what
	}
	return what
}

// putSecret is the command that puts a new value into a secret; nothing without a name. The
// value is in a file: a command line is seen by others.
func (x *examiner) putSecret(name string) string {
	if name == "" {
		return ""
	}
	return "aws secretsmanager put-secret-value --secret-id " + quote(name) + x.inRegion() + " --secret-string file://secret.json"
}

// orNone is a text, or the word none.
func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// roleName is the name in the ARN of a role: what follows its path.
func roleName(arn string) string { return arn[strings.LastIndexByte(arn, '/')+1:] }

// secretSuffix is how many characters Secrets Manager adds to a name in an ARN: a hyphen and six.
const secretSuffix = 7

// secretName is the name in the ARN of a secret, without what Secrets Manager adds.
func secretName(arn string) string {
	parts := strings.SplitN(arn, ":", 7)
	if len(parts) < 7 {
		return arn
	}
	name := parts[6]
	if n := len(name) - secretSuffix; n > 0 && name[n] == '-' && !strings.Contains(name[n:], "/") {
		return name[:n]
	}
	return name
}

// sameSecret compares the ARN that a rule has with the ARN, without its suffix perhaps, or the name
// that the plan wants.
func sameSecret(has, wanted string) bool {
	if strings.HasPrefix(wanted, "arn:") {
		return has == wanted || secretName(has) == secretName(wanted) && len(wanted) <= len(has)-secretSuffix
	}
	return secretName(has) == wanted
}
