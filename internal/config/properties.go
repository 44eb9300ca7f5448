package config

// A property is a key of a map, and what its value must be.
type property struct {
	key    string
	lines  outline
	schema *schema // nil until somebody asks
}

// property is the schema of a key; nil when it is none of the properties.
func (s *schema) property(key string) *schema {
	for i := 0; i < len(s.seen) || s.see(); i++ {
		if p := &s.seen[i]; p.key == key {
			if p.schema == nil {
				p.schema = newSchema(p.lines)
			}
			return p.schema
		}
	}
	return nil
}

// keys are those of the properties, in their order.
func (s *schema) keys() []string {
	for s.see() {
	}
	keys := make([]string, len(s.seen))
	for i := range s.seen {
		keys[i] = s.seen[i].key
	}
	return keys
}

// see notes one more of the properties, if there is one.
func (s *schema) see() bool {
	next, found := s.unseen.next()
	if found {
		s.seen = append(s.seen, property{key: next.key, lines: next.nested})
	}
	return found
}
