// Package process is the program as a process of the system: whether it may open enough files,
// how it ends after an interrupt, and whether what it printed was written. cli.Main uses it, and
// package input for what reads standard input.
package process
