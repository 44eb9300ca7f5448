package console

import (
	"unicode"

	"golang.org/x/text/width"
)

// columns returns how many columns of a terminal a text takes: two for wide characters
// such as 漢, none for marks that combine with the character before them.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// head returns the beginning of a text that takes no more columns.
func head(text string, most int) string {
	n := 0
	for i, r := range text {
		if n += runeColumns(r); n > most {
			return text[:i]
		}
	}
	return text
}

// tail returns the end of a text that takes no more columns.
func tail(text string, most int) string {
	runes := []rune(text)
	n := columns(text)
	for n > most {
		n -= runeColumns(runes[0])
		runes = runes[1:]
	}
	return string(runes)
}
