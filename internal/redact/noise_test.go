package redact

import (
	"math/rand"
	"testing"
)

// TestNoise: random keys are replaced, nearly all; a CamelCase name and a path never.
func TestNoise(t *testing.T) {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	r := rand.New(rand.NewSource(1))
	const keys = 10000
	missed := 0
	for range keys {
		key := make([]byte, shortestNoise)
		for i := range key {
			key[i] = letters[r.Intn(len(letters))]
		}
		if Tokens(string(key)) == string(key) {
			missed++
		}
	}
	if missed > keys/50 {
		t.Errorf("%d of %d random keys stay", missed, keys)
	}
}
