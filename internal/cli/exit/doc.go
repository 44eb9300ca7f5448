// Package exit turns the error of a verb into lines on standard error and an exit code.
// An error of the work itself, marked by [Work], gives 1: a file cannot be read, or a check
// found something. Any other is one of the command line, such as flags that contradict each
// other, and gives 2. All verbs use it.
package exit
