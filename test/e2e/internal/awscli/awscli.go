// Package awscli holds commands of the AWS CLI that documents show to AWS's own
// models, without running them: the service has the operation, and the operation
// takes the options. The models are those that the AWS SDK for Go is made from.
package awscli

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// clients are the services whose commands are shown.
var clients = map[string]reflect.Type{
	"ecr":            reflect.TypeFor[*ecr.Client](),
	"iam":            reflect.TypeFor[*iam.Client](),
	"secretsmanager": reflect.TypeFor[*secretsmanager.Client](),
	"sts":            reflect.TypeFor[*sts.Client](),
}

// own are the commands that the CLI adds to a service's operations, with their
// options.
var own = map[string][]string{
	"ecr get-login-password": {},
}

// listed are commands of services whose models would take minutes to compile, with options
// as in https://docs.aws.amazon.com/cli/latest/reference/.
var listed = map[string][]string{
	"cloudtrail lookup-events":            {"lookup-attributes", "start-time", "end-time", "max-items"},
	"ec2 describe-instances":              {"filters", "instance-ids"},
	"ec2 describe-vpc-endpoints":          {"filters", "vpc-endpoint-ids"},
	"eks create-pod-identity-association": {"cluster-name", "namespace", "service-account", "role-arn"},
	"eks describe-cluster":                {"name"},
	"eks describe-fargate-profile":        {"cluster-name", "fargate-profile-name"},
	"eks describe-nodegroup":              {"cluster-name", "nodegroup-name"},
	"eks list-pod-identity-associations":  {"cluster-name", "namespace", "service-account"},
	"events put-rule":                     {"name", "event-pattern"},
	"events put-targets":                  {"rule", "targets"},
	"logs create-log-group":               {"log-group-name"},
	"logs filter-log-events":              {"log-group-name", "start-time", "end-time", "filter-pattern"},
	"logs put-resource-policy":            {"policy-name", "policy-document"},
	"logs put-retention-policy":           {"log-group-name", "retention-in-days"},
	"sns subscribe":                       {"topic-arn", "protocol", "notification-endpoint"},
}

// global are the options of every command
// (https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html).
var global = []string{"query", "output", "region", "profile", "no-cli-pager"}

// Check holds one command, such as aws ecr describe-repositories --repository-names
// ghcr/app, to the models. What follows a pipe or a && is not looked at.
func Check(command string) error {
	words := upTo(strings.Fields(command))
	if len(words) < 3 || words[0] != "aws" {
		return fmt.Errorf("%q: not aws SERVICE OPERATION", command)
	}
	takes, err := options(words[1], words[2])
	if err != nil {
		return fmt.Errorf("%q: %w", command, err)
	}
	for _, word := range words[3:] {
		option, isOption := strings.CutPrefix(word, "--")
		option, _, _ = strings.Cut(option, "=")
		if isOption && !slices.Contains(global, option) && !takes(strings.TrimPrefix(option, "no-")) {
			return fmt.Errorf("%q: %s %s takes no --%s", command, words[1], words[2], option)
		}
	}
	return nil
}

// permissions are actions of IAM policies that no operation has the name of
// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html).
// ECR's guide to rules of ECR upstreams has GetImageCopyStatus
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-private.html).
var permissions = []string{"ecr:BatchImportUpstreamImage", "ecr:GetImageCopyStatus", "ecr:ReplicateImage", "iam:PassRole"}

// Action holds an action of an IAM policy, such as ecr:CreateRepository, to the
// models.
func Action(action string) error {
	service, operation, _ := strings.Cut(action, ":")
	if slices.Contains(permissions, action) {
		return nil
	}
	client, there := clients[service]
	if !there {
		return fmt.Errorf("no model of the service %s is at hand", service)
	}
	if method, there := client.MethodByName(operation); !there || !isOperation(method.Type) {
		return fmt.Errorf("%s has no operation %s", service, operation)
	}
	return nil
}

// upTo are the words of the first command of a line.
func upTo(words []string) []string {
	for i, word := range words {
		if word == "|" || word == "&&" || word == "||" || word == ">" {
			return words[:i]
		}
	}
	return words
}

// options tells which options an operation takes.
func options(service, operation string) (func(string) bool, error) {
	list, there := own[service+" "+operation]
	if !there {
		list, there = listed[service+" "+operation]
	}
	if there {
		return func(option string) bool { return slices.Contains(list, option) }, nil
	}
	client, there := clients[service]
	if !there {
		return nil, fmt.Errorf("no model of the service %s is at hand", service)
	}
	for method := range client.Methods() {
		if strings.EqualFold(method.Name, strings.ReplaceAll(operation, "-", "")) && isOperation(method.Type) {
			input := method.Type.In(2).Elem()
			return func(option string) bool { return hasField(input, option) }, nil
		}
	}
	return nil, fmt.Errorf("%s has no operation %s", service, operation)
}

// isOperation reports whether a method of a client calls AWS: client, context,
// input, options.
func isOperation(method reflect.Type) bool {
	return method.NumIn() == 4 && method.In(1) == reflect.TypeFor[context.Context]() && method.In(2).Kind() == reflect.Pointer
}

func hasField(input reflect.Type, option string) bool {
	_, there := input.FieldByNameFunc(func(name string) bool {
		return strings.EqualFold(name, strings.ReplaceAll(option, "-", ""))
	})
	return there
}
