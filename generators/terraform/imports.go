package terraform

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// An imported is a resource that may exist already, with the ID by which Terraform imports it. If AWS
// chooses the ID, or if it has a placeholder, the user gives it as a variable.
type imported struct {
	address, id string // id is empty where there is a variable
	variable    string // its name, empty where the ID is known
	what        string // its description
	command     string // of the AWS CLI, which prints the ID; may be empty
}

// imports returns all resources that can be imported. A version of a secret cannot, because its
// value would have to be known.
func (m *module) imports() []imported {
	var all []imported
	add := func(address, id string) { all = append(all, byID(address, id)) }
	for i := range m.Rules {
		add("aws_ecr_pull_through_cache_rule."+m.Rules[i].ID, m.Rules[i].Prefix)
	}
	for i := range m.Templates {
		add("aws_ecr_repository_creation_template."+m.Templates[i].ID, m.Templates[i].Prefix)
	}
	for i := range m.Repositories {
		r := &m.Repositories[i]
		at := ".cached[" + quote(r.Repository) + "]"
		add("aws_ecr_repository"+at, r.Repository)
		add("aws_ecr_lifecycle_policy"+at, r.Repository)
		if r.Policy != "" {
			add("aws_ecr_repository_policy"+at, r.Repository)
		}
	}
	if m.RegistryPolicy != nil {
		add("aws_ecr_registry_policy.main", m.Registry.AccountID)
	}
	if m.Scanning != nil {
		add("aws_ecr_registry_scanning_configuration.main", m.Registry.AccountID)
	}
	for _, r := range m.Roles() {
		add("aws_iam_role."+r.ID, r.RoleName)
		add("aws_iam_role_policy."+r.ID, r.RoleName+":"+plan.PolicyName)
	}
	if n := m.NodePolicy; n != nil {
		add("aws_iam_policy.node", "arn:"+m.Registry.Partition+":iam::"+m.Registry.AccountID+":policy/"+n.PolicyName)
	}
	for i := range m.Parameters {
		add("aws_ssm_parameter."+m.Parameters[i].Output.Name, m.Parameters[i].Path)
	}
	all = append(all, m.monitoringImports()...)
	return append(all, m.importsByVariable()...)
}

// byID is a resource whose ID is made of the configuration. If that has a placeholder, it is a
// variable.
func byID(address, id string) imported {
	if !strings.Contains(id, "${") {
		return imported{address: address, id: id}
	}
	name := strings.ReplaceAll(strings.TrimPrefix(address, "aws_"), ".", "_") + "_id"
	return imported{address: address, variable: name, what: "what Terraform finds " + address + " by, " + id + " with the account and the Region filled in"}
}

func (m *module) monitoringImports() []imported {
	n := m.Monitoring
	if n == nil {
		return nil
	}
	var all []imported
	if !n.Given {
		all = append(all, byID("aws_sns_topic.monitoring", n.TopicARN), byID("aws_sns_topic_policy.monitoring", n.TopicARN))
	}
	for _, e := range n.Events {
		all = append(all, imported{address: "aws_cloudwatch_event_rule." + e.ID, id: "default/" + e.Name}, imported{address: "aws_cloudwatch_event_target." + e.ID, id: e.Name + "/topic"})
	}
	if a := n.Alarm; a != nil {
		all = append(all, imported{address: "aws_cloudwatch_metric_alarm." + a.RuleID, id: a.Name})
	}
	return all
}

// importsByVariable returns the resources whose IDs AWS chooses.
func (m *module) importsByVariable() []imported {
	var all []imported
	for i := range m.Credentials {
		c := &m.Credentials[i]
		all = append(all, imported{
			address: secretAddress(c), variable: c.ID + "_token_arn", what: "the ARN of the secret of " + c.Upstream,
			command: "aws secretsmanager describe-secret --secret-id " + c.SecretName + " --query ARN --output text" + m.regionFlag(),
		})
	}
	if m.Network == nil {
		return all
	}
	for i := range m.Network.Endpoints {
		e := &m.Network.Endpoints[i]
		all = append(all, imported{
			address: "aws_vpc_endpoint." + e.ID, variable: e.ID + "_endpoint_id", what: "the ID of the endpoint of " + e.Service,
			command: "aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=" + m.Network.VPC + " Name=service-name,Values=" + e.ServiceName + " --query 'VpcEndpoints[].VpcEndpointId' --output text" + m.regionFlag(),
		})
	}
	return all
}

// importBlocks returns the import blocks for the configuration that calls the module. Terraform takes
// none in a module (https://developer.hashicorp.com/terraform/language/block/import).
func (m *module) importBlocks() string {
	f := newFile()
	for _, one := range m.imports() {
		b := &body{f.Body().AppendNewBlock("import", nil).Body()}
		b.set("to", raw("module.ecr_cache."+one.address))
		if one.variable != "" {
			b.set("id", raw("var."+one.variable))
		} else {
			b.text("id", one.id)
		}
	}
	return f.String()
}

// adopt returns the text of adopt/imports.tf: the import blocks after the variables that they need.
func (m *module) adopt() string {
	f := newFile()
	for _, one := range m.imports() {
		if one.variable == "" {
			continue
		}
		b := f.block("variable", one.variable)
		what := one.what
		if one.command != "" {
			what += ", from " + one.command
		}
		b.text("description", what)
		b.set("type", raw("string"))
	}
	return f.String() + "\n" + m.importBlocks()
}
