// Package exit turns the error of a verb into lines on standard error and an exit code.
// An error of the work itself, marked by [Work], gives 1; any other is one of the command
// line and gives 2. All verbs use it.
package exit
