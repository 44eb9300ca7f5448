// Package report is what the verbs print: the JSON forms, which are stable and
// described in docs/output.md, and their other spellings.
package report
