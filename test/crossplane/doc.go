// Package crossplane runs the Compositions of the golden cases through Crossplane's own
// engine, crossplane internal render at the release of test/crd: one reconcile over observed
// resources, with functions of ours in the place of function-go-templating and
// function-auto-ready, whose modules the proxy does not give. It has a module of its own:
// Crossplane brings a lot along, and compiles for minutes at first.
package crossplane
