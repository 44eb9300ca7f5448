// Package cli is the command line: one file a verb, thin over the packages that do the
// work. What verbs share is below it: [exit] and [process] for how the program ends, [usage]
// for flags and arguments, [input] for the configuration and the manifests, [output],
// [messages], [report] and [console] for what comes out.
package cli
