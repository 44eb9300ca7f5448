// Package yaml holds what the program reads to what two YAML libraries read: texts of a
// grammar of its own, in which it is easy to misjudge where a quote, a collection, a
// block or an item ends, go through the function and the command line, and the trees
// before and after differ in nothing but the references that had to change.
package yaml
