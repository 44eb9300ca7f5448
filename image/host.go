package image

import "strings"

// checkHost judges a host with its optional port; an empty one is well.
func checkHost(s string) string {
	if s == "" {
		return ""
	}
	if s[0] == '[' && !onlyOpens(s, 0) {
		return checkIPv6(s)
	}
	name, port, hasPort := cut(s, ':')
	if hasPort && !isPort(port) {
		return bad(port, 0, badHost)
	}
	last := byte('.')
	for i := 0; i < len(name); {
		c, after, _ := next(name, i)
		if !letter(c) && !digit(c) && (c != '-' && c != '.' || last == '.' || c == '.' && last == '-') {
			return bad(name, i, badHost)
		}
		last, i = c, after
	}
	if last == '.' || last == '-' {
		return badHost
	}
	return ""
}

// checkIPv6 judges [address] or [address]:port; the address as loosely as
// distribution/reference does.
func checkIPv6(s string) string {
	end := strings.IndexByte(s, ']')
	if end < len("[x") || strings.Trim(s[1:end], "0123456789abcdefABCDEF:") != "" {
		return badHost
	}
	if rest := s[end+1:]; rest != "" && (rest[0] != ':' || !isPort(rest[1:])) {
		return badHost
	}
	return ""
}

// isPort reports whether s is digits and placeholders.
func isPort(s string) bool {
	for i := 0; i < len(s); {
		c, after, counted := next(s, i)
		if counted == 1 && !digit(c) {
			return false
		}
		i = after
	}
	return s != ""
}
