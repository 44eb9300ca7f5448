package yamlbytes

import "fmt"

// A Duplicate is a key that stands in one map before. YAML forbids it, and readers
// differ: Helm and kubectl take the last, kustomize refuses the text. What stands in one
// place does not depend on that.
type Duplicate struct {
	Key   string
	Node  *Node // the later one
	First int   // the line of the first one
}

// String says what is wrong.
func (d Duplicate) String() string {
	return fmt.Sprintf("the key %q stands twice in one map, first at line %d", d.Key, d.First)
}

// Duplicates are the keys of a tree of the item that stand twice in one map.
func (it *Item) Duplicates(root *Node) []Duplicate {
	if root == nil || !root.twice {
		return nil
	}
	var all []Duplicate
	it.duplicates(root, map[*Node]bool{}, &all)
	return all
}

func (it *Item) duplicates(n *Node, seen map[*Node]bool, all *[]Duplicate) {
	if n.Anchor != "" {
		if seen[n] {
			return
		}
		seen[n] = true
	}
	for _, p := range n.Pairs {
		if p.again {
			*all = append(*all, Duplicate{p.Key.Value, p.Key, it.LineOf(n.keyNamed(p.Key.Value))})
		}
		it.duplicates(p.Value, seen, all)
	}
	for _, item := range n.Items {
		it.duplicates(item, seen, all)
	}
}

// keyNamed is the first key of a name.
func (n *Node) keyNamed(name string) *Node {
	for _, p := range n.Pairs {
		if p.Key.Value == name {
			return p.Key
		}
	}
	return n
}

// refuseDuplicates is an error where a map itself holds a key twice.
func (n *Node) refuseDuplicates() error {
	for _, p := range n.Pairs {
		if p.again {
			return problemAt(p.Key.Line, Duplicate{p.Key.Value, p.Key, n.keyNamed(p.Key.Value).Line}.String())
		}
	}
	return nil
}
