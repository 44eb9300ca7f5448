// Package redact removes secrets from text that people and logs see: the tokens of registries and clouds,
// by their prefixes, private keys, random bytes, and the user and password of an address. It also escapes text, so that a
// terminal shows control characters instead of obeying them, and a CI job's runner commands. Everything that prints or reports
// uses it.
//
// It cannot recognise a secret without such a form. Results therefore name fields and references
// and do not quote the text around them.
package redact
