// Package awscli has the commands, most of the AWS CLI, that answer what cannot be known
// offline: whether the rule is there, whether ECR can read its secret, who may
// import. Each comes with what a good answer looks like and what another one means.
// doctor and explain print them.
//
// The package runs nothing and knows no configuration: it writes text. A command that
// changes something says so, and is one of the last; none shows a secret's value.
package awscli
