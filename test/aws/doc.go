// Package aws holds what the program knows of AWS to AWS's own SDK for Go: the values of
// enumerations, and the Regions.
//
// It is a module of its own: the SDK is none of the program's dependencies.
package aws
