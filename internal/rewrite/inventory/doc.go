// Package inventory lists image references, with what each is to the cache.
package inventory
