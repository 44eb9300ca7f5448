// Package redact takes secrets out of text that people and logs get to see: the
// tokens of registries, which are known by how they begin, and the user and
// password of an address. It also writes text so that a terminal shows what is
// there and obeys nothing of it.
//
// It knows no documents. A secret that looks like nothing is kept from results by
// those who write them: they tell places and references, not the text around.
package redact
