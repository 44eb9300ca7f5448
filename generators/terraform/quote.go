package terraform

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// quote writes a string of HCL in which nothing is a template.
func quote(text string) string { return `"` + escape(text) + `"` }

// escape is the inside of a string. Characters stay as they were given: Terraform
// itself joins letters and their accents when it reads them.
func escape(text string) string {
	var b []byte
	for i, r := range text {
		switch {
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case (r == '$' || r == '%') && strings.HasPrefix(text[i+1:], "{"):
			b = append(b, byte(r), byte(r))
		case unicode.IsPrint(r):
			b = utf8.AppendRune(b, r)
		case r < 0x10000:
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			b = fmt.Appendf(b, `\U%08x`, r)
		}
	}
	return string(b)
}

// isName reports whether an entry's name needs no quotes. Of a character from U+0560 on
// HCL, which knows Unicode 9, and Go do not always agree whether it is a letter; in
// quotes all are right. A first entry named for would begin a comprehension.
func isName(name string) bool {
	for i, r := range name {
		if r >= 0x560 || !begins(r) && (i == 0 || !follows(r)) {
			return false
		}
	}
	return name != "" && name != "for"
}

// begins and follows are the rule of HCL's scanner for names.
func begins(r rune) bool {
	return r == '_' || unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start)
}

func follows(r rune) bool {
	return r == '-' || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
}
