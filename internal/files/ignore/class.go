package ignore

import "strings"

// A byteSet is a set of bytes.
type byteSet [4]uint64

func (s byteSet) has(c byte) bool { return s[c/64]&(1<<(c%64)) != 0 }

// with returns the set with the bytes of a range, of which both ends count.
func (s byteSet) with(from, to byte) byteSet {
	for c := int(from); c <= int(to); c++ {
		s[c/64] |= 1 << (c % 64)
	}
	return s
}

func (s byteSet) without(c byte) byteSet {
	s[c/64] &^= 1 << (c % 64)
	return s
}

func (s byteSet) inverted() byteSet { return byteSet{^s[0], ^s[1], ^s[2], ^s[3]} }

func (s byteSet) union(o byteSet) byteSet {
	return byteSet{s[0] | o[0], s[1] | o[1], s[2] | o[2], s[3] | o[3]}
}

func anyByte() byteSet { return byteSet{}.inverted() }

func notSlash() byteSet { return anyByte().without('/') }

// readClass reads the class in brackets at the beginning of a glob, such as [a-z_] or [!0-9], and
// returns its length as well; ok is false for one that git finds malformed.
func readClass(glob string) (set byteSet, length int, ok bool) {
	at := 1
	invert := strings.HasPrefix(glob[at:], "!") || strings.HasPrefix(glob[at:], "^")
	if invert {
		at++
	}
	for first := at; at < len(glob); {
		switch named, length := namedClass(glob[at:]); {
		case glob[at] == ']' && at > first:
			if invert {
				set = set.inverted()
			}
			return set, at + 1, true
		case length < 0:
			return set, 0, false
		case length > 0:
			set, at = set.union(named), at+length
			continue
		}
		from, next, ok := classByte(glob, at)
		to := from
		if ok && next+1 < len(glob) && glob[next] == '-' && glob[next+1] != ']' {
			to, next, ok = classByte(glob, next+1)
			set = set.with(from, from) // also where the range is empty: for git [z-a] matches z
		}
		if !ok {
			return set, 0, false
		}
		set, at = set.with(from, to), next
	}
	return set, 0, false
}

// classByte reads a byte of a class, which may be escaped.
func classByte(glob string, at int) (c byte, next int, ok bool) {
	if glob[at] == '\\' {
		at++
	}
	if at >= len(glob) {
		return 0, at, false
	}
	return glob[at], at + 1, true
}

// namedClass reads a class of POSIX in a class, such as [:alpha:] in [[:alpha:]_]. The length is 0
// when there is none, and -1 for an unknown name, which makes the glob malformed.
func namedClass(glob string) (set byteSet, length int) {
	if !strings.HasPrefix(glob, "[:") {
		return set, 0
	}
	inside, _, closed := strings.Cut(glob[len("[:"):], "]")
	name, isClass := strings.CutSuffix(inside, ":")
	if !closed || !isClass {
		return set, 0
	}
	ranges, known := posixClasses()[name]
	if !known {
		return set, -1
	}
	for i := 0; i < len(ranges); i += 2 {
		set = set.with(ranges[i], ranges[i+1])
	}
	return set, len("[:") + len(inside) + len("]")
}

// posixClasses returns the classes of ASCII, as pairs of a first and a last byte.
func posixClasses() map[string]string {
	return map[string]string{
		"alnum": "azAZ09", "alpha": "azAZ", "blank": "  \t\t", "cntrl": "\x00\x1f\x7f\x7f", "digit": "09", "graph": "!~",
		"lower": "az", "print": " ~", "punct": "!/:@[`{~", "space": "  \t\r", "upper": "AZ", "xdigit": "09afAF",
	}
}
