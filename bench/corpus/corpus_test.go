package corpus

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"testing"
)

// The inputs of a published measurement can be made again: these are their first
// thousand objects. Whoever changes the corpus changes the sums, and measures anew.
func TestSameSeedSameBytes(t *testing.T) {
	sums := map[string]struct {
		write func(io.Writer) error
		want  string
	}{
		"stream": {Corpus{Items: 1000, Seed: 1, Mix: Cluster}.WriteStream, "29bf2d8712780ead"},
		"list":   {Corpus{Items: 1000, Seed: 1, Mix: Cluster}.WriteList, "175e96ea9e0cdc74"},
		"odd":    {Corpus{Items: 1000, Seed: 1, Mix: Odd}.WriteList, "5024127a80dea945"},
		"tree":   {Corpus{Items: 1000, Seed: 1, Mix: Repository}.WriteStream, "3d3be0a98176a184"},
	}
	for name, s := range sums {
		if got := sum(t, s.write); got != s.want {
			t.Errorf("%s: the sum is %s, want %s", name, got, s.want)
		}
	}
}

func TestOtherSeedOtherBytes(t *testing.T) {
	one := sum(t, Corpus{Items: 10, Seed: 1, Mix: Cluster}.WriteStream)
	two := sum(t, Corpus{Items: 10, Seed: 2, Mix: Cluster}.WriteStream)
	if one == two {
		t.Error("seeds 1 and 2 make the same corpus")
	}
}

func sum(t *testing.T, write func(io.Writer) error) string {
	t.Helper()
	h := sha256.New()
	if err := write(h); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func TestASmallerCorpusIsTheBeginning(t *testing.T) {
	small, large := text(t, Corpus{Items: 20, Seed: 1, Mix: Cluster}), text(t, Corpus{Items: 40, Seed: 1, Mix: Cluster})
	if !strings.HasPrefix(large, small+"---\n") {
		t.Error("the first 20 objects of 40 are not those of 20")
	}
}

func text(t *testing.T, c Corpus) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.WriteStream(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// An object's class is what the table of results stands on.
func TestClassesHold(t *testing.T) {
	for name, mix := range map[string]Mix{"cluster": Cluster, "repository": Repository} {
		c := Corpus{Items: 1000, Seed: 1, Mix: mix}
		after := c
		after.Rewritten = true
		for i := range c.Items {
			item, left := c.Item(i), after.Item(i)
			changed := !bytes.Equal(item.Text, left.Text)
			if want := item.Class == Upstream; changed != want || (len(item.References) > 0) != want {
				t.Errorf("%s: object %d, a %s of class %d: changed %t, %d references", name, i, item.Kind, item.Class, changed, len(item.References))
			}
			if names := bytes.Contains(item.Text, []byte(Registry)); names != (item.Class != Plain) {
				t.Errorf("%s: object %d, a %s of class %d: names the upstream: %t", name, i, item.Kind, item.Class, names)
			}
		}
	}
}
