// Package scan reads YAML text without making a tree of it: where lines, quotes,
// brackets, block scalars and documents begin and end, as offsets in the text.
//
// Every function here is an allow-list: where a text holds something that it does not
// fully understand, it says so, and package yamlbytes gives the text to the YAML parser.
// Packages that only look for words in many files use HasMark.
package scan
