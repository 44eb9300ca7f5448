// Package measure runs whole programs and says what they cost: CPU, time and
// memory, as the kernel counts them when a process ends. Programs that are
// compared run in turn, A B A B, so that whatever else the machine does meets all
// of them.
//
// It uses the standard library alone, and knows no program.
package measure
