// Package ecr is an Amazon ECR registry with pull-through cache rules, as far as a
// client that pulls can tell, and the upstream registries behind it. It does what
// AWS's pages say of a first pull, of a second one, of a tag after 24 hours, and
// refuses with ECR's words (see the table in refusal.go). It knows nothing of the
// function.
//
// What no page says it does not imitate: replication, lifecycle policies, and what
// becomes of a moving tag in a repository of immutable tags.
package ecr
