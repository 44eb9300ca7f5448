package client

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/cli/awscli"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/smithy-go"
)

// A NoAccess is why AWS could not be asked at all.
type NoAccess struct {
	Reason string
	// Everywhere says that no other call can work either, because of the credentials.
	// Otherwise one service does not answer, and another may.
	Everywhere bool
	Err        error
}

// Error returns the reason.
func (n *NoAccess) Error() string { return n.Reason }

// Unwrap returns the error of the SDK.
func (n *NoAccess) Unwrap() error { return n.Err }

// The codes by which AWS refuses credentials
// (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html,
// https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html).
var (
	expiredCodes = []string{"ExpiredToken", "ExpiredTokenException", "RequestExpired"}
	unknownCodes = []string{
		"UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId", "NotAuthorized",
		"MissingAuthenticationToken", "MissingAuthenticationTokenException",
	}
	signatureCodes = []string{"SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature", "IncompleteSignatureException"}
	optInCodes     = []string{"OptInRequired", "SubscriptionRequiredException"}
)

// Explain returns a *[NoAccess] that says why AWS could not be asked, and what to do. An error that
// is about one call, such as a missing permission, is returned as it is.
func Explain(err error, s live.Session) error {
	if err == nil {
		return nil
	}
	reason := profileReason(err, s)
	if reason == "" {
		reason = credentialReason(err, s)
	}
	if reason == "" {
		reason = codeReason(err, s)
	}
	if reason != "" {
		return &NoAccess{Reason: reason, Everywhere: true, Err: err}
	}
	if reason = networkReason(err); reason != "" {
		return &NoAccess{Reason: reason, Everywhere: errors.Is(err, context.Canceled), Err: err}
	}
	return err
}

// The functions below say why, and what to do; they return an empty text for an error that they do
// not know.

// profileReason is about AWS's own files.
func profileReason(err error, s live.Session) string {
	var missing config.SharedConfigProfileNotExistError
	var broken config.SharedConfigLoadError
	var role config.SharedConfigAssumeRoleError
	var code config.AssumeRoleTokenProviderNotSetError
	switch {
	case errors.As(err, &missing):
		return fmt.Sprintf("there is no profile %q in %s; aws configure list-profiles lists those there are", missing.Profile, files(missing.Filename))
	case errors.As(err, &role):
		return fmt.Sprintf("the profile %q assumes %s by a profile that gives no credentials: %v", role.Profile, role.RoleARN, role.Err)
	case errors.As(err, &code):
		return "the profile asks for an MFA code (mfa_serial), which this program cannot ask you for; take the credentials that the AWS CLI gets with the code: eval \"$(aws configure export-credentials --format env --profile " + cmp.Or(s.Profile, os.Getenv("AWS_PROFILE"), "PROFILE") + ")\""
	case errors.As(err, &broken):
		return fmt.Sprintf("%s cannot be read: %v", broken.Filename, broken.Err)
	}
	return ""
}

// files are those that were looked into: AWS's own by default.
func files(named []string) string {
	if len(named) == 0 {
		named = []string{cmp.Or(os.Getenv("AWS_CONFIG_FILE"), "~/.aws/config"), cmp.Or(os.Getenv("AWS_SHARED_CREDENTIALS_FILE"), "~/.aws/credentials")}
	}
	return strings.Join(named, " and ")
}

// credentialReason is about credentials that cannot be had.
func credentialReason(err error, s live.Session) string {
	var sso *ssocreds.InvalidTokenError
	var process *processcreds.ProviderError
	text := err.Error()
	switch {
	case errors.As(err, &sso), strings.Contains(text, "cached SSO token"):
		return "the SSO session has expired, or there was none: " + login(s)
	case strings.Contains(text, "please reauthenticate"), strings.Contains(text, "load login token"):
		return "the session of aws login has expired, or there was none: aws login --profile " + profile(s)
	case errors.As(err, &process):
		return "the program of the profile (credential_process) gives no credentials; run it by hand to see why"
	case strings.Contains(text, "failed to retrieve jwt"):
		return "the token of the service account (IRSA) cannot be read, at " + cmp.Or(os.Getenv("AWS_WEB_IDENTITY_TOKEN_FILE"), "the place that the profile names") + ": the Pod has to be made after the service account got its annotation"
	case strings.Contains(text, "AssumeRoleWithWebIdentity"):
		return "the role of the service account (IRSA) cannot be assumed: look at the annotation eks.amazonaws.com/role-arn, and whether the role's trust policy names the cluster's OIDC provider, the namespace and the service account" + said(err)
	case os.Getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI") != "" && strings.Contains(text, "get credentials"):
		return "Pod Identity gives no credentials: look at the association of the service account (aws eks list-pod-identity-associations) and at the agent (kubectl -n kube-system get daemonset eks-pod-identity-agent)"
	case strings.Contains(text, "operation error STS: AssumeRole,"):
		return "the role of the profile cannot be assumed: its trust policy must name the principal of the profile's source credentials, which needs sts:AssumeRole for the role" + said(err)
	case strings.Contains(text, "get credentials"), strings.Contains(text, "get identity"), strings.Contains(text, "no EC2 IMDS role found"):
		return "no credentials: " + login(s) + ", or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; in a cluster, give the Pod's service account a role (IRSA or Pod Identity)"
	}
	return ""
}

// login is the command that signs in.
func login(s live.Session) string {
	return "aws sso login --profile " + profile(s)
}

// profile is the name of the profile as a word of a shell.
func profile(s live.Session) string {
	return awscli.Quote(cmp.Or(s.Profile, os.Getenv("AWS_PROFILE"), "PROFILE"))
}

// said is what AWS said, or why it said nothing, to be put after a reason; empty for neither.
func said(err error) string {
	var api smithy.APIError
	if errors.As(err, &api) {
		return "; AWS said " + api.ErrorCode() + ": " + api.ErrorMessage()
	}
	if why := networkReason(err); why != "" {
		return "; " + why
	}
	return ""
}

// codeReason is about credentials that AWS refuses, whatever is asked.
func codeReason(err error, s live.Session) string {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return ""
	}
	code := api.ErrorCode()
	switch {
	case slices.Contains(expiredCodes, code):
		return "the credentials have expired: " + login(s) + ", or get new ones where they came from" + said(err)
	case slices.Contains(unknownCodes, code):
		return "AWS does not know these credentials: the access key was deleted or is of another partition, the session token is missing, or the Region is not enabled for the account" + said(err)
	case slices.Contains(signatureCodes, code):
		return "AWS does not take the signature: the secret access key is not that of the access key ID, or the clock of this machine is wrong" + said(err)
	case slices.Contains(optInCodes, code):
		return "the account may not use this service in this Region: enable the Region (aws account enable-region)" + said(err)
	}
	return ""
}

// networkReason is about an AWS that does not answer.
func networkReason(err error) string {
	var dns *net.DNSError
	var op *net.OpError
	var at *url.Error
	where := "AWS"
	if errors.As(err, &at) {
		if u, parseErr := url.Parse(at.URL); parseErr == nil {
			where = u.Host
		}
	}
	var untrusted *tls.CertificateVerificationError
	switch {
	case errors.Is(err, context.Canceled):
		return "interrupted"
	case errors.As(err, &untrusted):
		return "the certificate of " + where + " is not trusted: " + untrusted.Err.Error() + "; behind a proxy that intercepts TLS, give the file of its CA certificate in AWS_CA_BUNDLE"
	case errors.As(err, &dns):
		return "no address for " + dns.Name + ": without a route to the internet, a VPC needs an endpoint of the service with private DNS; or the Region has no such endpoint (AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT)"
	case errors.As(err, &op) && op.Op == "proxyconnect":
		return "the proxy does not answer (HTTPS_PROXY): " + op.Err.Error()
	case errors.As(err, &op) && op.Op == "dial":
		return "no connection to " + where + ": " + op.Err.Error() + "; behind a proxy set HTTPS_PROXY; AWS_ENDPOINT_URL, when it is set, replaces AWS's own addresses"
	case errors.Is(err, context.DeadlineExceeded):
		return "no answer from " + where + " in time; give a longer --timeout, or look at the proxy and the endpoints of the VPC"
	}
	return ""
}
