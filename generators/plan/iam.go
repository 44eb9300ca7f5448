package plan

import (
	"bytes"
	"encoding/json"
)

// The IAM policy language, its keys in the order it is commonly written
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html).
type policyDocument struct {
	Version   string      `json:"Version"`
	Statement []statement `json:"Statement"`
}

type statement struct {
	Sid       string     `json:"Sid"`
	Effect    string     `json:"Effect"`
	Principal *principal `json:"Principal,omitempty"`
	Action    []string   `json:"Action"`
	Resource  []string   `json:"Resource"`
}

type principal struct {
	AWS []string `json:"AWS"`
}

func newPolicy(statements ...statement) policyDocument {
	return policyDocument{Version: "2012-10-17", Statement: statements}
}

// compact writes a document in one line: AWS counts its characters.
func compact(document any) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(document) != nil { // structs of strings and numbers always encode
		return ""
	}
	return string(bytes.TrimSpace(b.Bytes()))
}
