package config

import (
	"regexp"
	"strconv"
	"strings"
)

// matches reports whether a text matches a pattern. To compile one takes longer than
// to read a small configuration, so most texts go a short way, which reads the pattern
// as it goes; a test holds it to package regexp.
func matches(pattern, text string) bool {
	if fits, known := matchesShort(pattern, text); known {
		return fits
	}
	return regexp.MustCompile(pattern).MatchString(text)
}

// matchesShort reports whether a text matches, if that can be told the short way: a
// short ASCII text, and a pattern between ^ and $ of letters, escaped signs, classes,
// groups, | and repetitions.
func matchesShort(pattern, text string) (fits, known bool) {
	inner, begins := strings.CutPrefix(pattern, "^")
	inner, ends := strings.CutSuffix(inner, "$")
	if !begins || !ends || strings.HasSuffix(inner, `\`) || len(text) > maxPlace {
		return false, false
	}
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false, false
		}
	}
	m := matcher{text: text, rest: inner}
	end := m.sequence(1)
	return end>>len(text)&1 == 1, !m.unknown && m.rest == ""
}

// A matcher goes through a pattern once, with all the places in the text that the part
// so far can lead to.
type matcher struct {
	text    string
	rest    string // of the pattern
	unknown bool   // it holds something else
	steps   int
}

// places is a set of offsets in the text, a bit each.
type places uint64

const (
	maxPlace = 63
	// maxSteps is far above what the schema's patterns take, and little enough to try.
	maxSteps = 10_000
)

// giveUp leaves the pattern to package regexp.
func (m *matcher) giveUp() places {
	m.rest, m.unknown = "", true
	return 0
}

// sequence is where parts lead, one behind the other.
func (m *matcher) sequence(from places) places {
	for m.rest != "" && m.rest[0] != '|' && m.rest[0] != ')' {
		from = m.repeated(from)
	}
	return from
}

// repeated is where a part leads, as often as is written behind it.
func (m *matcher) repeated(from places) places {
	part := m.rest
	m.once(0)
	least, most := m.count()
	behind := m.rest
	to, now := places(0), from
	if least == 0 {
		to = from
	}
	for times := 1; times <= most && now != 0 && !m.unknown; times++ {
		m.rest = part
		now = m.once(now)
		if times >= least && now&^to == 0 {
			break // what follows leads nowhere else
		}
		if times >= least {
			to |= now
		}
	}
	if !m.unknown {
		m.rest = behind
	}
	return to
}

// count takes ?, *, + or {m,n} off the pattern.
func (m *matcher) count() (least, most int) {
	const unbounded = 1 << 30
	if m.rest == "" {
		return 1, 1
	}
	switch rest := m.rest[1:]; m.rest[0] {
	case '?':
		m.rest = rest
		return 0, 1
	case '*':
		m.rest = rest
		return 0, unbounded
	case '+':
		m.rest = rest
		return 1, unbounded
	case '{':
		inner, behind, closed := strings.Cut(rest, "}")
		from, to, isRange := strings.Cut(inner, ",")
		if !isRange {
			to = from
		}
		least, _ = strconv.Atoi(from)
		most, _ = strconv.Atoi(to)
		m.rest = behind
		if !closed || least < 0 || most < least || strconv.Itoa(least) != from || strconv.Itoa(most) != to {
			m.giveUp()
		}
		return least, most
	}
	return 1, 1
}
