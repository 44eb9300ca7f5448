// Package usage is what all verbs share of their command line: how flags and arguments are
// refused, with the nearest accepted word, how shells complete them, and cobra's own verbs
// help and completion with errors in the same form.
package usage
