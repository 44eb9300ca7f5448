// Package console prints results on standard output and messages on standard error, with colour
// and progress on a terminal only, and without control characters that a terminal would obey.
// Every verb prints through it.
package console
