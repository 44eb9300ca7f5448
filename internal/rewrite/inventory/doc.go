// Package inventory lists image references, and says of each whether it goes through the cache, will,
// or why not. The verbs images, explain, doctor, status and warm work on its list.
package inventory
