// Package outcome says what a run found and did: the codes of findings, and the report with
// its counts, its limits, and what the user accepts. Package rewrite and
// its passes fill the report; the KRM function and the command line print it.
package outcome
