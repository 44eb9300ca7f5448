package client

import (
	"errors"
	"slices"
	"strings"

	"github.com/aws/smithy-go"
)

// IsDenied reports whether a permission is missing.
func IsDenied(err error) bool {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return false
	}
	code := api.ErrorCode()
	return strings.HasPrefix(code, "AccessDenied") || code == "UnauthorizedOperation" || code == "NotAuthorizedException" || code == "Client.UnauthorizedOperation"
}

// IsCode reports whether AWS answered with an error of one of these codes.
func IsCode(err error, codes ...string) bool {
	var api smithy.APIError
	return errors.As(err, &api) && slices.Contains(codes, api.ErrorCode())
}

// Unanswered says in words why a call of an action, such as ecr:DescribeImages, gave no answer, and
// which permissions are missing. everywhere is the error where no other call can work either; then
// the rest is empty.
func (c *Clients) Unanswered(action string, err error) (message string, needs []string, everywhere error) {
	explained := c.Explain(err)
	var none *NoAccess
	if errors.As(explained, &none) && none.Everywhere {
		return "", nil, explained
	}
	var api smithy.APIError
	switch {
	case IsDenied(err):
		message, needs = "needs "+action, []string{action}
		if errors.As(err, &api) && strings.Contains(api.ErrorMessage(), "explicit deny") {
			message += ", which a policy denies explicitly"
		}
	case errors.As(err, &api):
		message = "AWS answered " + api.ErrorCode() + ": " + api.ErrorMessage()
	default:
		message = explained.Error()
	}
	return message, needs, nil
}
