// Package plan says what a cache needs in AWS, for no tool in particular: the
// rules, their credentials, repositories and templates, policies and outputs.
//
// A plan is built from a configuration and the images that were seen. It obeys
// AWS's limits, as far as they can be known offline; what AWS would refuse is a
// Problem, and so is what it takes but what will surprise. The package does no
// I/O and knows no tool: a generator turns a Plan into one tool's objects.
package plan
