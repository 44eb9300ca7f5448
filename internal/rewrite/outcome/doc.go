// Package outcome says what a run found and did: the codes of findings, and the report with
// its counts, its limits, and what the user accepts.
package outcome
