// Package process is the program as a process: whether it may open enough files, how it
// ends after an interrupt, and whether what it printed was written.
package process
