// Command provider is a stand-in for hashicorp/aws, with its schema: AWS_SCHEMA names the
// file, as terraform providers schema -json writes it.
package main

import (
	"encoding/json"
	"log"
	"os"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"
)

const address = "registry.terraform.io/hashicorp/aws"

func main() {
	s, err := load(os.Getenv("AWS_SCHEMA"))
	if err != nil {
		log.Fatal(err)
	}
	if err := tf5server.Serve(address, func() tfprotov5.ProviderServer { return s }); err != nil {
		log.Fatal(err)
	}
}

// load reads the schema.
func load(path string) (*server, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var all struct {
		Providers map[string]struct {
			Provider  described            `json:"provider"`
			Resources map[string]described `json:"resource_schemas"`
			Data      map[string]described `json:"data_source_schemas"`
		} `json:"provider_schemas"`
	}
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, err
	}
	aws := all.Providers[address]
	s := &server{provider: aws.Provider.schema(), resources: map[string]*tfprotov5.Schema{}, data: map[string]*tfprotov5.Schema{}}
	for name, r := range aws.Resources {
		if wanted(name) {
			s.resources[name] = r.schema()
		}
	}
	for name, d := range aws.Data {
		if wanted(name) {
			s.data[name] = d.schema()
		}
	}
	return s, nil
}

// wanted reports whether a kind is of a service that a module is about. All 1,700 kinds
// would take Terraform longer to read than everything else together.
func wanted(name string) bool {
	for _, service := range []string{"ecr", "secretsmanager", "iam_", "ssm_parameter", "vpc_endpoint", "sns", "cloudwatch", "caller_identity", "partition"} {
		if strings.HasPrefix(name, "aws_"+service) {
			return true
		}
	}
	return false
}
