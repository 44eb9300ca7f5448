package corpus

import (
	"math/rand/v2"
)

// A Corpus is a number of objects. Object i is the same in every corpus of its
// seed and mix, so a smaller corpus is the beginning of a larger one.
type Corpus struct {
	Items int
	Seed  uint64
	Mix   Mix
	// Rewritten writes every reference as it should be after the run.
	Rewritten bool
	// Located gives every object the annotations by which an orchestrator knows its
	// file: those of a ResourceList.
	Located bool
}

// An Item is one object.
type Item struct {
	Kind  string
	Class Class
	// Path is the file that a repository would have the object in.
	Path string
	// Text is the object as YAML, ending with a line break.
	Text []byte
	// References are those that must change, in order.
	References []Reference
}

// A Reference is an image before and after.
type Reference struct{ Old, New string }

// Class says what a right program does with an object.
type Class int

// The classes.
const (
	Plain    Class = iota // does not name the upstream
	Decoy                 // names it where nothing must change
	Upstream              // holds references that must change
)

// Item makes object i.
func (c Corpus) Item(i int) Item {
	k := c.Mix.kind(i)
	b := &builder{
		random: rand.New(rand.NewPCG(c.Seed, uint64(i))),
		index:  i, located: c.Located, rewritten: c.Rewritten,
	}
	b.name = pick(b.random, services) + "-" + itoa(i)
	b.namespace = "team-" + itoa(10+i%50)
	b.path = "clusters/" + b.namespace + "/" + b.name + ".yaml"
	k.write(b)
	return Item{Kind: k.name, Class: k.class, Path: b.path, Text: b.text, References: b.references}
}

// All calls visit for every object in order.
func (c Corpus) All(visit func(i int, item Item) error) error {
	for i := range c.Items {
		if err := visit(i, c.Item(i)); err != nil {
			return err
		}
	}
	return nil
}
