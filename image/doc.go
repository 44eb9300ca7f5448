// Package image parses image references and maps them between upstream registries and an
// Amazon ECR pull-through cache.
//
// It is for programs that rewrite references by themselves, such as webhooks and controllers:
// make a [Cache], then [Parse], [Cache.Classify], [Cache.Rewrite] and [Cache.Restore]. It works on
// strings alone: it reads no YAML, files, configuration, network or environment.
//
// # Grammar
//
// A reference is read as github.com/distribution/reference reads it, with
// placeholders added. In EBNF, over bytes:
//
//	reference    = [ host "/" ] repository [ ":" tag ] [ "@" digest ] .
//	host         = ( domain | ipv6 ) [ ":" port ] .
//	domain       = label { "." label } .
//	label        = alnum { alnum | "-" } , ending in alnum .
//	alnum        = "a" … "z" | "A" … "Z" | "0" … "9" | placeholder .
//	ipv6         = "[" { hexdigit | ":" } "]" , not empty .
//	port         = digit { digit } .
//	digit        = "0" … "9" | placeholder .
//	repository   = component { "/" component } , at most 255 bytes .
//	component    = word { separator word } .
//	word         = lower { lower } .
//	lower        = "a" … "z" | "0" … "9" | placeholder .
//	separator    = "." | "_" | "__" | "-" { "-" } .
//	tag          = ( alnum | "_" ) { alnum | "_" | "." | "-" } , at most 128 bytes .
//	digest       = "sha256:" 64 hex | "sha384:" 96 hex | "sha512:" 128 hex
//	             | a text that holds a placeholder, of letters, digits,
//	               "+", ".", "_", "-" and at most one ":" .
//	hex          = "0" … "9" | "a" … "f" .
//
//	placeholder  = dollars "{" text "}"      (Flux postBuild, envsubst, shell)
//	             | dollars "(" text ")"      (Kubernetes, kustomize, Tekton)
//	             | dollars "[" text "]"      (Azure Pipelines, GitLab CI)
//	             | dollars name              (envsubst, regular expressions)
//	             | "{{" text "}}"            (Argo Workflows, Go templates, Jinja)
//	             | "{%" text "%}"            (Jinja)
//	             | "{" text "}"              (Python)
//	             | "<<" text ">>"            (Flux Operator)
//	             | "<" text ">"              (documentation)
//	             | "[[" text "]]"            (Go templates)
//	             | "%(" text ")" letter | "%{" text "}" | "%" letter
//	             | "%" word "%" | "%%" word "%%"
//	             | "#{" text "}" [ "#" ]     (Azure Pipelines, Octopus Deploy)
//	             | "__" word "__" | "@@" word "@@" .
//	dollars      = "$" { "$" } .
//	name         = ( letter | digit | "_" ) { letter | digit | "_" } .
//	word         = letter { letter | digit | "_" | "." | "-" } .
//	text         = one or more bytes, no control characters; the brackets of
//	               the first three forms balance inside it, and none of the
//	               forms with one bracket holds another .
//
// A word between underscores is in upper case, or at the beginning of a
// component, a tag or a digest: elsewhere it may be a part of a name.
//
// A placeholder counts as one letter or digit. Its bytes never change, and the characters in
// it (":", "/", "@", spaces) do not split the reference. Lengths count the bytes outside
// placeholders.
//
// The first path component is the host when a "/" follows it and it holds a
// ".", a ":", an upper-case letter or a placeholder, or is "localhost".
// Otherwise the reference has no host, and names an image of Docker Hub. A
// component with a placeholder may be either; it is taken for a host, and so the reference
// is not changed.
//
// An image ID (64 hex digits, with or without "sha256:") is no reference.
package image
