// Package report is what the verbs print: the JSON forms, which are stable and
// described in docs/output.md, and the same as YAML, CSV, tables, text and pages.
package report
